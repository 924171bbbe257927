//! Maps of breaks.

use super::super::MonitoringError;
use super::super::breaks::{Search, SeasonModel, check_least};
use super::pixels::each_pixel;
use super::{Cube, Map, Pixels};

/// How to look for breaks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BreakMapOptions {
    /// The season: its period in years.
    pub season: SeasonModel,
    /// Fewest times of a piece; as many as a season has on average, where none is given.
    pub least: Option<usize>,
    /// Most breaks.
    pub most: usize,
}

impl Default for BreakMapOptions {
    /// A year of three waves, pieces of at least a year, at most five breaks.
    fn default() -> Self {
        Self { season: SeasonModel { period: 1.0, harmonics: 3 }, least: None, most: 5 }
    }
}

/// Breaks of all pixels: of times in years, NaN where there is no break.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakMaps {
    /// How many; 0 where a pixel was analysed and has none.
    pub count: Map,
    /// Time of the first value behind the first break.
    pub first: Map,
    /// The same of the last.
    pub last: Map,
    /// The same of the one at which the level jumps most.
    pub largest: Map,
    /// By how much it jumps there: negative is down.
    pub magnitude: Map,
    /// What became of the pixels.
    pub pixels: Pixels,
}

impl BreakMaps {
    /// The maps by name.
    #[must_use]
    pub fn named(&self) -> [(&'static str, &Map); 5] {
        [
            ("count", &self.count),
            ("first_break", &self.first),
            ("last_break", &self.last),
            ("largest_break", &self.largest),
            ("magnitude", &self.magnitude),
        ]
    }
}

/// Finds where the trend of each pixel breaks, as [`find_breaks`](super::super::breaks::find_breaks)
/// does for one series, with lines and season by the times of the cube. Pixels that are constant, or
/// have too few values, have no result.
///
/// # Errors
/// [`MonitoringError::Setting`] for a season, a least length or a number of breaks that cannot be.
pub fn break_maps(cube: &Cube, options: &BreakMapOptions) -> Result<BreakMaps, MonitoringError> {
    let BreakMapOptions { season, least, most } = *options;
    // Values of a season, as many as the times have on average.
    let spaced = season.period / cube.mean_step();
    if !(season.period > 0.0 && (2.0..=1e6).contains(&spaced)) {
        let found = format!("{} years, {spaced:.2} values", season.period);
        let expected = "of 2 to a million values";
        return Err(MonitoringError::Setting { name: "period", expected, found });
    }
    // Times are rounded: twelve months are not quite a year of them.
    let spaced = if (spaced - spaced.round()).abs() < 0.05 { spaced.round() } else { spaced };
    if season.harmonics as f64 > spaced / 2.0 {
        let found = format!("{} of {spaced:.2} values a period", season.harmonics);
        let expected = "at most half the values of a period";
        return Err(MonitoringError::Setting { name: "harmonics", expected, found });
    }
    let least = least.unwrap_or((spaced.ceil() as usize).max(3));
    check_least(least)?;
    let search = || Search::new(cube.times(), season, least, most);
    let of_season = if season.harmonics > 0 { spaced.ceil() as usize } else { 0 };
    let needed = search().needed().max(of_season);
    let analyse = |search: &mut Search, series: &[f64]| {
        let found = search.run(series);
        let time = |place: usize| cube.times()[place] as f32;
        let none = (f32::NAN, 0.0);
        let jumps = found.breaks.iter().zip(&found.jumps);
        let (largest, jump) = jumps.fold(none, |largest, (&place, &jump)| {
            if jump.abs() > f64::abs(largest.1) { (time(place), jump) } else { largest }
        });
        let end = |place: Option<&usize>| place.map_or(f32::NAN, |&place| time(place));
        Some([
            found.breaks.len() as f32,
            end(found.breaks.first()),
            end(found.breaks.last()),
            largest,
            if largest.is_nan() { f32::NAN } else { jump as f32 },
        ])
    };
    let (maps, pixels) = each_pixel(cube, needed, search, analyse);
    let [count, first, last, largest, magnitude] = maps;
    Ok(BreakMaps { count, first, last, largest, magnitude, pixels })
}
