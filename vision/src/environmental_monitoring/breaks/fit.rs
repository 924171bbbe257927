//! Pieces and season by least squares.

use super::super::MonitoringError;
use super::super::error::check_series;
use nalgebra::{DMatrix, DVector};
use std::f64::consts::TAU;

/// A season of harmonics.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeasonModel {
    /// Values of a year.
    pub period: f64,
    /// Waves that fit into a year once, twice, …; 0 is no season.
    pub harmonics: usize,
}

impl SeasonModel {
    /// The waves at a time.
    pub(super) fn waves(self, time: f64) -> impl Iterator<Item = f64> {
        let turn = TAU * time / self.period;
        (1..=self.harmonics).flat_map(move |k| {
            let (sin, cos) = (k as f64 * turn).sin_cos();
            [cos, sin]
        })
    }

    /// The season at a place.
    fn value(self, weights: &[f64], at: usize) -> f64 {
        self.waves(at as f64).zip(weights).map(|(wave, weight)| wave * weight).sum()
    }
}

/// A straight piece.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Place of its first value.
    pub start: usize,
    /// Place behind its last value.
    pub end: usize,
    /// Where it is at its first value.
    pub level: f64,
    /// Change from one value to the next.
    pub slope: f64,
}

impl Piece {
    /// Where it is at a place.
    #[must_use]
    pub fn at(&self, place: usize) -> f64 {
        self.level + self.slope * (place as f64 - self.start as f64)
    }
}

/// Pieces and season together.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The pieces, in order.
    pub pieces: Vec<Piece>,
    /// The season.
    pub season: SeasonModel,
    /// Of each wave cosine and sine.
    pub weights: Vec<f64>,
    /// Sum of squared residuals.
    pub squares: f64,
    /// Values that were not missing.
    pub values: usize,
}

impl Fit {
    /// Places at which a piece begins, but for the first.
    #[must_use]
    pub fn breaks(&self) -> Vec<usize> {
        self.pieces.iter().skip(1).map(|piece| piece.start).collect()
    }

    /// By how much the level jumps at each break.
    #[must_use]
    pub fn jumps(&self) -> Vec<f64> {
        self.pieces.windows(2).map(|pair| pair[1].level - pair[0].at(pair[1].start)).collect()
    }

    /// The season at a place.
    #[must_use]
    pub fn season_at(&self, place: usize) -> f64 {
        self.season.value(&self.weights, place)
    }
}

/// Fits pieces that begin at these places, and a season, by least squares. NaN are gaps.
///
/// # Errors
/// [`MonitoringError::Setting`] where breaks are not in order or a piece has too few values for its
/// line, or for a season that cannot be;
/// [`MonitoringError::TooShort`], [`MonitoringError::TooLong`], [`MonitoringError::Infinite`].
pub fn fit(values: &[f64], season: SeasonModel, breaks: &[usize]) -> Result<Fit, MonitoringError> {
    check_series(values)?;
    check_season(values, season)?;
    let starts: Vec<usize> = std::iter::once(0).chain(breaks.iter().copied()).collect();
    let ends = || breaks.iter().copied().chain(std::iter::once(values.len()));
    let enough = |(&start, end): (&usize, usize)| {
        start < end
            && end <= values.len()
            && values[start..end].iter().filter(|value| !value.is_nan()).count() >= 2
    };
    if !starts.iter().zip(ends()).all(enough) {
        let expected = "ascending places with at least two values between them";
        let found = format!("{breaks:?} of {} values", values.len());
        return Err(MonitoringError::Setting { name: "breaks", expected, found });
    }
    let known: Vec<usize> = (0..values.len()).filter(|&at| !values[at].is_nan()).collect();
    let columns = 2 * starts.len() + 2 * season.harmonics;
    if known.len() <= columns {
        let what = format!("a fit of {} pieces and {} waves", starts.len(), season.harmonics);
        return Err(MonitoringError::TooShort { what, needed: columns + 1, found: known.len() });
    }
    // Times from the start of each piece, as shares of the series: columns of like size.
    let whole = values.len() as f64;
    let mut design = DMatrix::<f64>::zeros(known.len(), columns);
    for (row, &at) in known.iter().enumerate() {
        let piece = starts.partition_point(|&start| start <= at) - 1;
        design[(row, 2 * piece)] = 1.0;
        design[(row, 2 * piece + 1)] = (at - starts[piece]) as f64 / whole;
        for (column, wave) in season.waves(at as f64).enumerate() {
            design[(row, 2 * starts.len() + column)] = wave;
        }
    }
    let target = DVector::from_iterator(known.len(), known.iter().map(|&at| values[at]));
    let decomposed = design.clone().svd(true, true);
    let solved = decomposed.solve(&target, 1e-12 * decomposed.singular_values.max());
    // Both sides were asked for.
    let solution = solved.unwrap_or_else(|_| DVector::zeros(columns));
    let squares = (&target - &design * &solution).norm_squared();
    let piece = |(number, (&start, end)): (usize, (&usize, usize))| Piece {
        start,
        end,
        level: solution[2 * number],
        slope: solution[2 * number + 1] / whole,
    };
    let pieces = starts.iter().zip(ends()).enumerate().map(piece).collect();
    let weights = solution.iter().skip(2 * starts.len()).copied().collect();
    Ok(Fit { pieces, season, weights, squares, values: known.len() })
}

pub(super) fn check_season(values: &[f64], season: SeasonModel) -> Result<(), MonitoringError> {
    if !(season.period >= 2.0 && season.period <= 1e6) {
        let (expected, found) = ("between 2 and a million", season.period.to_string());
        return Err(MonitoringError::Setting { name: "period", expected, found });
    }
    if season.harmonics as f64 > season.period / 2.0 {
        let found = format!("{} of a period of {}", season.harmonics, season.period);
        let expected = "at most half the period";
        return Err(MonitoringError::Setting { name: "harmonics", expected, found });
    }
    // A line and the waves of a year take as many values as they have numbers, and a year to see.
    let needed = (2 * season.harmonics + 3).max(if season.harmonics > 0 {
        season.period.ceil() as usize
    } else {
        0
    });
    let found = values.iter().filter(|value| !value.is_nan()).count();
    if found < needed {
        let what = format!("a line with a season of {} waves", season.harmonics);
        return Err(MonitoringError::TooShort { what, needed, found });
    }
    Ok(())
}
