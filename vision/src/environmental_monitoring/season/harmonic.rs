//! Harmonic fits.

use super::super::MonitoringError;
use nalgebra::{DMatrix, DVector};
use std::f64::consts::TAU;

/// A wave, `amplitude · cos(2πk t / period − phase)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wave {
    /// Half of its height.
    pub amplitude: f64,
    /// Where its top is, as an angle from -π to π.
    pub phase: f64,
}

/// Level, trend and waves of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Harmonic {
    /// The unit of times that the first wave takes for a turn.
    pub period: f64,
    /// Time at which the line has its level: the first one.
    pub origin: f64,
    /// The line at its origin.
    pub level: f64,
    /// Change of the line for each unit of time.
    pub trend: f64,
    /// Waves of one, two, … turns a period.
    pub waves: Vec<Wave>,
    /// Sum of squared residuals.
    pub squares: f64,
    /// Values that were not missing.
    pub values: usize,
}

impl Harmonic {
    /// Its value at a time.
    #[must_use]
    pub fn at(&self, time: f64) -> f64 {
        let line = self.level + self.trend * (time - self.origin);
        let waves = self.waves.iter().zip(1..).map(|(wave, turns)| {
            wave.amplitude * (angle(time, self.period, turns) - wave.phase).cos()
        });
        line + waves.sum::<f64>()
    }

    /// When in a period a wave has its (first) top, from 0 to the length of a turn; nothing where there
    /// is no such wave.
    #[must_use]
    pub fn top(&self, wave: usize) -> Option<f64> {
        let length = self.period / (wave + 1) as f64;
        self.waves.get(wave).map(|wave| (wave.phase / TAU).rem_euclid(1.0) * length)
    }
}

/// The angle of a time; years before are taken off first, which keeps digits.
fn angle(time: f64, period: f64, turns: u32) -> f64 {
    TAU * f64::from(turns) * (time.rem_euclid(period) / period)
}

/// Fits level, trend and `waves` waves by least squares. Times need no order and no spacing; NaN are
/// gaps.
///
/// # Errors
/// [`MonitoringError::TooShort`] with fewer values than twice the waves and three,
/// [`MonitoringError::Setting`] for a period that is not above 0 or more than 100 waves,
/// [`MonitoringError::Times`] where times are not finite or not as many as values,
/// [`MonitoringError::Infinite`].
pub fn fit_harmonic(
    times: &[f64],
    values: &[f64],
    period: f64,
    waves: usize,
) -> Result<Harmonic, MonitoringError> {
    check(times, values)?;
    if !(period > 0.0 && period.is_finite()) {
        let found = period.to_string();
        return Err(MonitoringError::Setting { name: "period", expected: "above 0", found });
    }
    if waves > 100 {
        let found = waves.to_string();
        return Err(MonitoringError::Setting { name: "waves", expected: "at most 100", found });
    }
    let known: Vec<(f64, f64)> = times
        .iter()
        .copied()
        .zip(values.iter().copied())
        .filter(|(_, value)| !value.is_nan())
        .collect();
    let columns = 2 + 2 * waves;
    if known.len() <= columns {
        let what = format!("a fit of {waves} waves");
        return Err(MonitoringError::TooShort { what, needed: columns + 1, found: known.len() });
    }
    let first = known.iter().map(|(time, _)| *time).fold(f64::INFINITY, f64::min);
    let last = known.iter().map(|(time, _)| *time).fold(f64::NEG_INFINITY, f64::max);
    let span = if last > first { last - first } else { 1.0 };
    let mut design = DMatrix::<f64>::zeros(known.len(), columns);
    for (row, &(time, _)) in known.iter().enumerate() {
        design[(row, 0)] = 1.0;
        design[(row, 1)] = (time - first) / span;
        for (wave, turns) in (0..waves).zip(1..) {
            let (sin, cos) = angle(time, period, turns).sin_cos();
            design[(row, 2 + 2 * wave)] = cos;
            design[(row, 3 + 2 * wave)] = sin;
        }
    }
    let target = DVector::from_iterator(known.len(), known.iter().map(|(_, value)| *value));
    let decomposed = design.clone().svd(true, true);
    let solved = decomposed.solve(&target, 1e-12 * decomposed.singular_values.max());
    // Both sides were asked for.
    let solution = solved.unwrap_or_else(|_| DVector::zeros(columns));
    let squares = (&target - &design * &solution).norm_squared();
    let wave = |wave: usize| {
        let (cos, sin) = (solution[2 + 2 * wave], solution[3 + 2 * wave]);
        Wave { amplitude: cos.hypot(sin), phase: sin.atan2(cos) }
    };
    let origin = times.iter().copied().fold(f64::INFINITY, f64::min);
    let trend = solution[1] / span;
    Ok(Harmonic {
        period,
        origin,
        level: solution[0] + trend * (origin - first),
        trend,
        waves: (0..waves).map(wave).collect(),
        squares,
        values: known.len(),
    })
}

/// Checks that there are as many times as values, and nothing infinite.
pub(super) fn check(times: &[f64], values: &[f64]) -> Result<(), MonitoringError> {
    if times.len() != values.len() {
        let what = format!("expected {} as of the values, found {}", values.len(), times.len());
        return Err(MonitoringError::Times { what });
    }
    if let Some(at) = times.iter().position(|time| !time.is_finite()) {
        return Err(MonitoringError::Times { what: format!("time {at} is {}", times[at]) });
    }
    match values.iter().position(|value| value.is_infinite()) {
        Some(index) => Err(MonitoringError::Infinite { index }),
        None => Ok(()),
    }
}
