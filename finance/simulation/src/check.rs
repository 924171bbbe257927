//! Checks that several inputs share.

use crate::SimulationError;
use nalgebra::DMatrix;

pub(crate) fn length(
    what: &'static str,
    found: usize,
    expected: usize,
) -> Result<(), SimulationError> {
    if found == expected {
        return Ok(());
    }
    Err(SimulationError::Length { what, expected, found })
}

/// Each of `values` finite and accepted by `good`.
pub(crate) fn each(
    what: &'static str,
    values: &[f64],
    expected: &'static str,
    good: impl Fn(f64) -> bool,
) -> Result<(), SimulationError> {
    match values.iter().position(|&value| !value.is_finite() || !good(value)) {
        None => Ok(()),
        Some(i) => {
            let place = format!("position {i}");
            Err(SimulationError::Number { what, place, value: values[i], expected })
        }
    }
}

pub(crate) fn finite(what: &'static str, values: &[f64]) -> Result<(), SimulationError> {
    each(what, values, "a finite number", |_| true)
}

/// Each cell finite and accepted by `good`.
pub(crate) fn cells(
    what: &'static str,
    matrix: &DMatrix<f64>,
    expected: &'static str,
    good: impl Fn(f64) -> bool,
) -> Result<(), SimulationError> {
    for row in 0..matrix.nrows() {
        for column in 0..matrix.ncols() {
            let value = matrix[(row, column)];
            if !value.is_finite() || !good(value) {
                let place = format!("row {row}, column {column}");
                return Err(SimulationError::Number { what, place, value, expected });
            }
        }
    }
    Ok(())
}

pub(crate) fn level(level: f64) -> Result<(), SimulationError> {
    if level > 0.0 && level < 1.0 { Ok(()) } else { Err(SimulationError::Level { level }) }
}
