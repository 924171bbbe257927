//! Numbers of a series that a forest decides by.

use crate::environmental_monitoring::breaks::{Search, SeasonModel};
use crate::environmental_monitoring::season::fit_harmonic;
use crate::environmental_monitoring::series_set::Sites;
use crate::environmental_monitoring::trend::{Method, Workspace};
use rayon::prelude::*;

/// Numbers of each band.
pub const FEATURES_BY_BAND: usize = 17;
/// Numbers of breaks, of the first band.
pub const FEATURES_OF_BREAKS: usize = 8;
/// The season that breaks are looked for behind.
pub(super) const SEASON: SeasonModel = SeasonModel { period: 1.0, harmonics: 2 };

/// Numbers of some series: of each band mean, deviation, quantiles, the first and the last year, Sen's slope and the
/// Mann–Kendall score, level, waves and residuals of a harmonic fit; of the first band how many breaks its trend has,
/// where, and how large. What a series is too short for is 0.
///
/// # Shapes
/// → `[series, bands × FEATURES_BY_BAND + FEATURES_OF_BREAKS]`
#[must_use]
pub fn features(sites: &Sites, series: &[usize]) -> Vec<f32> {
    let one = |&series: &usize| {
        let mut all = Vec::new();
        for band in 0..sites.bands.len() {
            let (times, values) = seen(sites, series, band);
            of_band(&times, &values, &mut all);
        }
        of_breaks(sites, series, &mut all);
        all.into_iter().map(|value| if value.is_finite() { value as f32 } else { 0.0 })
    };
    series.par_iter().flat_map_iter(one).collect()
}

/// Numbers of a series of so many bands.
pub(super) const fn count(bands: usize) -> usize {
    bands * FEATURES_BY_BAND + FEATURES_OF_BREAKS
}

/// Times and values where there are some.
pub(super) fn seen(sites: &Sites, series: usize, band: usize) -> (Vec<f64>, Vec<f64>) {
    let values = sites.band(series, band).iter().map(|&value| f64::from(value));
    let pairs = sites.times(series).iter().copied().zip(values);
    pairs.filter(|(time, value)| !time.is_nan() && !value.is_nan()).unzip()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn deviation(values: &[f64]) -> f64 {
    let mean = mean(values);
    (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64).sqrt()
}

fn of_band(times: &[f64], values: &[f64], all: &mut Vec<f64>) {
    let before = all.len();
    let (Some(&first), Some(&last)) = (times.first(), times.last()) else {
        all.resize(before + FEATURES_BY_BAND, 0.0);
        return;
    };
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let quantile = |share: f64| sorted[(share * (sorted.len() - 1) as f64).round() as usize];
    all.extend([mean(values), deviation(values)]);
    all.extend([0.05, 0.25, 0.5, 0.75, 0.95].map(quantile));
    let within = |from: f64, to: f64| {
        let pairs = times.iter().zip(values);
        let part: Vec<f64> = pairs
            .filter(|(time, _)| (from..=to).contains(*time))
            .map(|(_, value)| *value)
            .collect();
        mean(&part)
    };
    let (early, late) = (within(first, first + 1.0), within(last - 1.0, last));
    all.extend([early, late, late - early]);
    match Workspace::default().test(values, Some(times), Method::Original) {
        Ok(trend) => all.extend([trend.line.slope, trend.z]),
        Err(_) => all.extend([0.0; 2]),
    }
    match fit_harmonic(times, values, 1.0, 2) {
        Ok(fit) => {
            let rest: Vec<f64> =
                times.iter().zip(values).map(|(&time, value)| value - fit.at(time)).collect();
            let product: f64 = rest.windows(2).map(|pair| pair[0] * pair[1]).sum();
            let square: f64 = rest.iter().map(|rest| rest * rest).sum();
            let top = fit.top(0).unwrap_or_default();
            all.extend([fit.waves[0].amplitude, fit.waves[1].amplitude, top]);
            all.extend([deviation(&rest), product / square]);
        }
        Err(_) => all.extend([0.0; 5]),
    }
    all.resize(before + FEATURES_BY_BAND, 0.0);
}

/// Trend in pieces of the first band.
pub(super) struct Pieces {
    /// Times of the first and the last value.
    pub(super) ends: [f64; 2],
    /// Time of each break, and by how much the level jumps there.
    pub(super) breaks: Vec<[f64; 2]>,
    /// Slope a year of each piece.
    pub(super) slopes: Vec<f64>,
}

/// Finds the pieces; nothing of a series that is too short.
pub(super) fn pieces(times: &[f64], values: &[f64]) -> Option<Pieces> {
    let (&first, &last) = (times.first()?, times.last()?);
    if last <= first {
        return None;
    }
    // A year of values as a piece.
    let least = ((values.len() as f64 / (last - first)).round() as usize).max(4);
    let origin: Vec<f64> = times.iter().map(|time| time - first.floor()).collect();
    let mut search = Search::new(&origin, SEASON, least, 3);
    if values.len() < search.needed().max(2 * least) {
        return None;
    }
    let found = search.run(values);
    let breaks = found.breaks.iter().zip(&found.jumps);
    Some(Pieces {
        ends: [first, last],
        breaks: breaks.map(|(&place, &jump)| [times[place], jump]).collect(),
        slopes: found.slopes().collect(),
    })
}

fn of_breaks(sites: &Sites, series: usize, all: &mut Vec<f64>) {
    let before = all.len();
    let (times, values) = seen(sites, series, 0);
    if let Some(Pieces { ends: [first, last], breaks, slopes }) = pieces(&times, &values) {
        let largest = breaks.iter().fold([0.0; 2], |largest, jump| {
            if jump[1].abs() > f64::abs(largest[1]) { *jump } else { largest }
        });
        let at = |time: f64| (time - first) / (last - first);
        let end = slopes.last().copied().unwrap_or_default();
        let lowest = breaks.iter().map(|jump| jump[1]).fold(0.0, f64::min);
        let highest = breaks.iter().map(|jump| jump[1]).fold(0.0, f64::max);
        let when = if breaks.is_empty() { -1.0 } else { at(largest[0]) };
        let start = slopes.first().copied().unwrap_or_default();
        all.extend([breaks.len() as f64, largest[1], when, lowest, highest, start, end]);
    }
    let share = values.len() as f64 / sites.length as f64;
    all.resize(before + FEATURES_OF_BREAKS - 1, 0.0);
    all.push(share);
}
