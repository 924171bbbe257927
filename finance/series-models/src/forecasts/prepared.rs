use super::calendar::CalendarRows;
use super::categories::{key, log_size};
use super::learned::{kind, quantity_values};
use super::occlusion::Occluded;
use super::reference::reference;
use super::scale::Scale;
use super::splits::panel_end;
use super::{ForecastsConfig, Learned, Place, Sizes};
use neuron_forecast_evaluation::series::SeriesSet;
use neuron_forecasting::Method;
use neuron_tasks::TaskError;

/// A panel beside what was learned, ready to be cut into windows.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(super) set: SeriesSet,
    pub(super) config: ForecastsConfig,
    pub(super) learned: Learned,
    pub(super) calendar: CalendarRows,
    /// Quantities of each item, in units of their deviation.
    pub(super) quantities: Vec<Vec<f32>>,
    /// Rows of each item's categories.
    pub(super) categories: Vec<Vec<i32>>,
    /// The group of each item, by whose size it is measured where nothing is seen of it.
    pub(super) groups: Vec<String>,
    /// Logarithms of the items' own sizes, of those that were learned from.
    own_sizes: Vec<Option<f64>>,
    method: Option<Method>,
}

/// A window's units, and the forecast that is corrected, in them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Window {
    pub(super) scale: Scale,
    /// Whether nothing is seen of the item.
    pub(super) unseen: bool,
    pub(super) reference: Vec<f32>,
}

impl Prepared {
    /// From a panel, what is learned, and the step before which it was learned.
    ///
    /// # Errors
    /// Where a quantity is no number.
    pub fn new(
        set: SeriesSet,
        name: &str,
        learned: &Learned,
        until: usize,
        config: &ForecastsConfig,
    ) -> Result<Self, TaskError> {
        let steps = panel_end(&set).max(set.end()) + config.horizon;
        let calendar = CalendarRows::new(&set, &config.calendar, steps);
        let mut quantities = vec![Vec::new(); set.series().len()];
        for (at, units) in learned.quantities.iter().enumerate() {
            let values = quantity_values(&set, name, config, at)?;
            quantities
                .iter_mut()
                .zip(values)
                .for_each(|(row, value)| row.push(units.standard(value)));
        }
        let by_kind = config.columns.categories.len();
        let rows = |series: &neuron_forecast_evaluation::series::Series| {
            let of = |(at, table): (usize, &super::CategoryTable)| {
                let name = match at < by_kind {
                    true => kind(&series.metadata[at]),
                    false => series.item.clone(),
                };
                i32::try_from(table.row(&name)).unwrap_or(0)
            };
            learned.categories.iter().enumerate().map(of).collect()
        };
        let group =
            |series| key(series, &learned.categories[..by_kind.min(learned.categories.len())]);
        let own = |series: &neuron_forecast_evaluation::series::Series| {
            learned.items.contains(&series.item).then(|| log_size(series, until)).flatten()
        };
        Ok(Self {
            categories: set.series().iter().map(rows).collect(),
            groups: set.series().iter().map(group).collect(),
            own_sizes: set.series().iter().map(own).collect(),
            quantities,
            calendar,
            config: config.clone(),
            learned: learned.clone(),
            method: config.reference.parse().ok(),
            set,
        })
    }

    /// How large everything is that the network is fed.
    #[must_use]
    pub fn sizes(&self) -> Sizes {
        self.config.sizes(&self.learned, self.calendar.width())
    }

    /// What is seen of an item before an origin, the oldest first; nothing lies before the panel.
    pub(super) fn seen(&self, place: Place, occluded: &Occluded) -> Vec<Option<f64>> {
        let context = self.config.context;
        let series = &self.set.series()[place.item];
        let at = |back: usize| place.origin.checked_sub(back).and_then(|step| series.at(step));
        let mut seen: Vec<Option<f64>> = (1..=context).rev().map(at).collect();
        if let Some((from, to)) = occluded.lags() {
            // What a window is worth on the whole is still known.
            let scale = Scale::of(&seen, self.learned.season, self.config.scaling);
            if let Some(scale) = scale {
                for back in from..=to.min(context) {
                    let value = &mut seen[context - back];
                    *value = value.map(|_| scale.level);
                }
            }
        }
        seen
    }

    /// The window of a place.
    pub(super) fn window(&self, place: Place, occluded: &Occluded) -> Window {
        let (season, scaling) = (self.learned.season, self.config.scaling);
        let whole = self.seen(place, &Occluded::Nothing);
        let Some(scale) = Scale::of(&whole, season, scaling) else {
            return self.unseen(place.item, false);
        };
        let seen = self.seen(place, occluded);
        let made = reference(&seen, self.method, season, self.config.horizon);
        let reference = match made {
            Some(values) => values.into_iter().map(|value| scale.forth(value)).collect(),
            None => vec![0.0; self.config.horizon],
        };
        Window { scale, unseen: false, reference }
    }

    /// The window of an item as if nothing were seen of it; with `learning`, not by its own size.
    pub(super) fn unseen(&self, item: usize, learning: bool) -> Window {
        let but = if learning { self.own_sizes[item] } else { None };
        let size = self.learned.sizes.size(&self.groups[item], but);
        let reference = vec![0.0; self.config.horizon];
        Window { scale: Scale::unseen(size), unseen: true, reference }
    }
}
