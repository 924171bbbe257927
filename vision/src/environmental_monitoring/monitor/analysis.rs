use super::super::MonitoringError;
use super::super::cube::{
    BreakMapOptions, BreakMaps, Cube, Map, TrendMapOptions, TrendMaps, break_maps, trend_maps,
};
use super::super::false_discovery::benjamini_hochberg;
use super::super::trend::Method;
use serde::Serialize;

/// How a cube is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonitorOptions {
    /// The test for a trend.
    pub method: Method,
    /// Share of the pixels said to change that may be chance.
    pub alpha: f64,
    /// How breaks are looked for; fewer waves are taken where there are few dates a year.
    pub breaks: BreakMapOptions,
}

impl Default for MonitorOptions {
    fn default() -> Self {
        let breaks = BreakMapOptions::default();
        Self { method: Method::Original, alpha: 0.05, breaks }
    }
}

/// What became of the pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Shares {
    /// All of them.
    pub all: usize,
    /// Those that were tested for a trend.
    pub tested: usize,
    /// Of those, the ones that fall.
    pub degrading: usize,
    /// The ones that rise.
    pub improving: usize,
    /// Tested ones that would fall or rise at the level `alpha` if each were the only test.
    pub without_correction: usize,
    /// Pixels with a break.
    pub broken: usize,
    /// Pixels of which nothing was seen.
    pub empty: usize,
}

/// What was found of each pixel.
#[derive(Clone, Debug, PartialEq)]
pub struct Monitoring {
    /// Trends.
    pub trends: TrendMaps,
    /// Probabilities corrected for how many pixels there are ([`benjamini_hochberg`]).
    pub adjusted: Map,
    /// Breaks.
    pub breaks: BreakMaps,
    /// How many values each pixel has.
    pub observations: Map,
    /// Where it degrades (true), does not (false), or was not tested (none).
    pub degrading: Vec<Option<bool>>,
    /// What became of the pixels.
    pub shares: Shares,
    /// Waves of the season that breaks were looked for behind.
    pub waves: usize,
}

impl Monitoring {
    /// The maps by name.
    #[must_use]
    pub fn named(&self) -> Vec<(&'static str, &Map)> {
        let mut maps = self.trends.named().to_vec();
        maps.push(("p_adjusted", &self.adjusted));
        maps.extend(self.breaks.named());
        maps.push(("observations", &self.observations));
        maps
    }
}

/// Looks for trends and breaks of each pixel. The `direction` map is of the corrected probabilities: a share `alpha`
/// of the pixels said to rise or fall may be chance, however many pixels there are.
///
/// # Errors
/// [`MonitoringError::Times`] where the times span less than two seasons, and those of [`trend_maps`] and
/// [`break_maps`].
pub fn monitor(cube: &Cube, options: &MonitorOptions) -> Result<Monitoring, MonitoringError> {
    let MonitorOptions { method, alpha, mut breaks } = *options;
    let (first, last) = match cube.times() {
        [first, .., last] => (*first, *last),
        _ => (0.0, 0.0),
    };
    let period = breaks.season.period;
    // The last of the times stands for what follows it too.
    let span = last - first + cube.mean_step();
    if span < 2.0 * period * 0.98 {
        let what = format!(
            "{} of them span {:.2} years, expected two seasons ({:.2} years) or more: with less, a \
             season cannot be told from a trend",
            cube.times().len(),
            last - first,
            2.0 * period
        );
        return Err(MonitoringError::Times { what });
    }
    let of_season = (period / cube.mean_step() / 2.0).floor() as usize;
    breaks.season.harmonics = breaks.season.harmonics.min(of_season);
    let mut trends = trend_maps(cube, &TrendMapOptions { method, alpha, least: 3 })?;
    let breaks_found = break_maps(cube, &breaks)?;
    let adjusted = Map { columns: cube.columns(), values: benjamini_hochberg(&trends.p.values) };
    let mut shares = Shares { all: adjusted.values.len(), ..Shares::default() };
    let mut degrading = vec![None; shares.all];
    for (at, adjusted) in adjusted.values.iter().enumerate() {
        let direction = &mut trends.direction.values[at];
        if direction.is_nan() {
            continue;
        }
        shares.tested += 1;
        shares.without_correction += usize::from(*direction != 0.0);
        if f64::from(*adjusted) > alpha {
            *direction = 0.0;
        }
        shares.degrading += usize::from(*direction < 0.0);
        shares.improving += usize::from(*direction > 0.0);
        degrading[at] = Some(*direction < 0.0);
    }
    shares.broken = breaks_found.count.values.iter().filter(|count| **count > 0.0).count();
    shares.empty = trends.pixels.empty;
    let (observations, waves) = (cube.observations(), breaks.season.harmonics);
    Ok(Monitoring {
        trends,
        adjusted,
        breaks: breaks_found,
        observations,
        degrading,
        shares,
        waves,
    })
}
