//! What every series has to satisfy before anything is computed from it.
use crate::VolatilityError;

/// Refuses NaN and infinity, and says where they are.
pub(crate) fn finite(series: &'static str, values: &[f64]) -> Result<(), VolatilityError> {
    match values.iter().position(|value| !value.is_finite()) {
        Some(index) => Err(VolatilityError::NotFinite { series, index, value: values[index] }),
        None => Ok(()),
    }
}

/// Refuses what is not a finite number above 0.
pub(crate) fn positive(series: &'static str, values: &[f64]) -> Result<(), VolatilityError> {
    finite(series, values)?;
    match values.iter().position(|value| *value <= 0.0) {
        Some(index) => Err(VolatilityError::NotPositive { series, index, value: values[index] }),
        None => Ok(()),
    }
}

/// Refuses a series without variation.
pub(crate) fn varies(series: &'static str, values: &[f64]) -> Result<(), VolatilityError> {
    match values.first() {
        Some(first) if values.iter().all(|value| value == first) => {
            Err(VolatilityError::Constant { series, value: *first })
        }
        _ => Ok(()),
    }
}

/// Refuses a series shorter than `needed`.
pub(crate) fn at_least(
    series: &'static str,
    values: &[f64],
    needed: usize,
    what: impl Into<String>,
) -> Result<(), VolatilityError> {
    if values.len() < needed {
        let found = values.len();
        return Err(VolatilityError::TooShort { series, what: what.into(), found, needed });
    }
    Ok(())
}

/// Refuses two series of different lengths.
pub(crate) fn same_length(
    left: &'static str,
    left_values: &[f64],
    right: &'static str,
    right_values: &[f64],
) -> Result<(), VolatilityError> {
    let (left_len, right_len) = (left_values.len(), right_values.len());
    if left_len != right_len {
        return Err(VolatilityError::Lengths { left, left_len, right, right_len });
    }
    Ok(())
}

/// Refuses a probability that is not strictly between 0 and 1.
pub(crate) fn probability(name: &'static str, value: f64) -> Result<(), VolatilityError> {
    if value > 0.0 && value < 1.0 {
        return Ok(());
    }
    Err(VolatilityError::Argument { name, value, expected: "a number between 0 and 1, exclusive" })
}

/// Refuses a count of nothing.
pub(crate) fn at_least_one(name: &'static str, value: usize) -> Result<(), VolatilityError> {
    if value > 0 {
        return Ok(());
    }
    Err(VolatilityError::Argument { name, value: 0.0, expected: "at least 1" })
}

/// Mean, in order.
pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Variance with the number of values as divisor.
pub(crate) fn variance(values: &[f64]) -> f64 {
    let centre = mean(values);
    values.iter().map(|value| (value - centre).powi(2)).sum::<f64>() / values.len() as f64
}
