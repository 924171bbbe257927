//! Gaps.

use super::super::MonitoringError;
use super::harmonic::{check, fit_harmonic};

/// Fills gaps (NaN) between two values by the straight line in time between them, where they are at
/// most `longest` apart; before the first and behind the last value gaps stay. Gives how many were
/// filled.
///
/// # Errors
/// [`MonitoringError::Times`] where times do not ascend, are not finite or not as many as values,
/// [`MonitoringError::Infinite`].
pub fn fill_linear(
    times: &[f64],
    values: &mut [f64],
    longest: Option<f64>,
) -> Result<usize, MonitoringError> {
    check(times, values)?;
    if let Some(at) = times.windows(2).position(|pair| pair[0] >= pair[1]) {
        let what = format!("time {} is not later than the one before", at + 1);
        return Err(MonitoringError::Times { what });
    }
    let mut filled = 0;
    let mut before: Option<usize> = None;
    for at in 0..values.len() {
        if values[at].is_nan() {
            continue;
        }
        if let Some(from) = before {
            let (span, rise) = (times[at] - times[from], values[at] - values[from]);
            if longest.is_none_or(|longest| span <= longest) {
                for gap in from + 1..at {
                    values[gap] = values[from] + rise * ((times[gap] - times[from]) / span);
                    filled += 1;
                }
            }
        }
        before = Some(at);
    }
    Ok(filled)
}

/// Fills every gap (NaN) with the harmonic fit of the values, [`fit_harmonic`]. Gives how many were
/// filled.
///
/// # Errors
/// As [`fit_harmonic`].
pub fn fill_harmonic(
    times: &[f64],
    values: &mut [f64],
    period: f64,
    waves: usize,
) -> Result<usize, MonitoringError> {
    let gaps = values.iter().filter(|value| value.is_nan()).count();
    if gaps == 0 {
        check(times, values)?;
        return Ok(0);
    }
    let fit = fit_harmonic(times, values, period, waves)?;
    for (value, &time) in values.iter_mut().zip(times).filter(|(value, _)| value.is_nan()) {
        *value = fit.at(time);
    }
    Ok(gaps)
}
