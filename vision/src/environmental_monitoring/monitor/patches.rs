use super::super::date::Date;
use super::{Ground, Monitoring};
use crate::change_detection::polygons::{Components, components};
use serde::Serialize;

/// Pixels that degrade and touch by a side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Patch {
    /// How many pixels.
    pub pixels: usize,
    /// Area, where it is known what a pixel is.
    pub hectares: Option<f64>,
    /// Its middle on the map: x, y.
    pub centre: [f64; 2],
    /// The smallest box around it on the map: least x, least y, largest x, largest y.
    pub extent: [f64; 4],
    /// Rows and columns of the same box: first row, first column, last row, last column.
    pub window: [usize; 4],
    /// The middle date of the largest break downwards of those pixels that have one.
    pub since: Option<String>,
    /// The same in years.
    pub since_year: Option<f64>,
    /// Years that the middle half of those dates takes.
    pub since_spread: Option<f64>,
    /// Share of its pixels that have such a break.
    pub broken: f64,
    /// Median jump of the level there.
    pub jump: Option<f64>,
    /// Median of Sen's slopes, a year.
    pub slope: f64,
    /// Median probability of such a trend by chance.
    pub p: f64,
    /// Largest corrected probability.
    pub p_adjusted: f64,
    /// Median of how many values its pixels have.
    pub observations: f64,
}

/// The largest patches of at least `least` pixels, the largest first, at most `most` of them; and how many there are
/// of that size.
#[must_use]
pub fn patches(
    found: &Monitoring,
    ground: &Ground,
    least: usize,
    most: usize,
) -> (Vec<Patch>, usize) {
    let columns = found.adjusted.columns;
    let groups = components(&found.degrading, [found.adjusted.rows(), columns]);
    let mut order: Vec<usize> = (0..groups.sizes.len())
        .filter(|&group| groups.sizes[group] >= least.max(1) as u64)
        .collect();
    let count = order.len();
    order.sort_by(|&a, &b| groups.sizes[b].cmp(&groups.sizes[a]).then(a.cmp(&b)));
    order.truncate(most);
    let members = members(&groups, &order);
    (members.iter().map(|pixels| patch(found, ground, pixels)).collect(), count)
}

/// The pixels of some groups, in one pass.
fn members(groups: &Components, chosen: &[usize]) -> Vec<Vec<usize>> {
    let mut ranks = vec![usize::MAX; groups.sizes.len() + 1];
    chosen.iter().enumerate().for_each(|(rank, &group)| ranks[group + 1] = rank);
    let mut members = vec![Vec::new(); chosen.len()];
    for (at, &group) in groups.groups.iter().enumerate() {
        if let Some(pixels) = members.get_mut(ranks[group as usize]) {
            pixels.push(at);
        }
    }
    members
}

fn patch(found: &Monitoring, ground: &Ground, pixels: &[usize]) -> Patch {
    let columns = found.adjusted.columns;
    let values = |map: &super::super::cube::Map| -> Vec<f64> {
        pixels.iter().map(|&at| f64::from(map.values[at])).collect()
    };
    let (rows, across): (Vec<usize>, Vec<usize>) =
        pixels.iter().map(|at| (at / columns, at % columns)).unzip();
    let middle = |places: &[usize]| places.iter().sum::<usize>() as f64 / places.len() as f64 + 0.5;
    let ends = |places: &[usize]| {
        let least = places.iter().min().copied().unwrap_or_default();
        [least, places.iter().max().copied().unwrap_or_default()]
    };
    let ([top, bottom], [left, right]) = (ends(&rows), ends(&across));
    let corners = [(top, left), (top, right + 1), (bottom + 1, left), (bottom + 1, right + 1)]
        .map(|(row, column)| ground.at(row as f64, column as f64));
    let reach = |axis: usize, pick: fn(f64, f64) -> f64| {
        corners.iter().map(|corner| corner[axis]).reduce(pick).unwrap_or(f64::NAN)
    };
    let (row, column) = (middle(&rows), middle(&across));
    let breaks = &found.breaks;
    let fallen = |at: &&usize| breaks.magnitude.values[**at] < 0.0;
    let (mut times, mut jumps): (Vec<f64>, Vec<f64>) = pixels
        .iter()
        .filter(fallen)
        .map(|&at| (f64::from(breaks.largest.values[at]), f64::from(breaks.magnitude.values[at])))
        .unzip();
    let since = quantile(&mut times, 0.5);
    let spread = quantile(&mut times, 0.75).zip(quantile(&mut times, 0.25));
    let adjusted = values(&found.adjusted);
    Patch {
        pixels: pixels.len(),
        hectares: ground.hectares(row, column).map(|area| area * pixels.len() as f64),
        centre: ground.at(row, column),
        extent: [reach(0, f64::min), reach(1, f64::min), reach(0, f64::max), reach(1, f64::max)],
        window: [top, left, bottom, right],
        since: since.and_then(Date::from_years).map(|date| date.to_string()),
        since_year: since,
        since_spread: spread.map(|(late, early)| late - early),
        broken: times.len() as f64 / pixels.len() as f64,
        jump: quantile(&mut jumps, 0.5),
        slope: quantile(&mut values(&found.trends.slope), 0.5).unwrap_or(f64::NAN),
        p: quantile(&mut values(&found.trends.p), 0.5).unwrap_or(f64::NAN),
        p_adjusted: adjusted.into_iter().fold(0.0, f64::max),
        observations: quantile(&mut values(&found.observations), 0.5).unwrap_or(f64::NAN),
    }
}

/// The value below which a share of the values lies: one of them.
fn quantile(values: &mut [f64], share: f64) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    Some(values[(share * last as f64).round() as usize])
}
