use super::chi_squared_tail;
use crate::VolatilityError;
use crate::estimation::least_squares;
use nalgebra::{DMatrix, DVector};
use serde::Serialize;

/// Engle and Manganelli's dynamic quantile test.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DynamicQuantile {
    /// Chi-squared with `degrees_of_freedom` if violations cannot be foreseen.
    pub statistic: f64,
    /// Number of regressors: the constant, the lags and the value at risk.
    pub degrees_of_freedom: usize,
    /// Probability of a statistic as large.
    pub p_value: f64,
    /// Coefficients of the constant, the lagged violations and the value at risk.
    pub coefficients: Vec<f64>,
}

/// Regresses violations less their expected share on a constant, their own `lags` (4 in the paper)
/// and the value at risk forecast for the day, none of which may explain them (Engle and Manganelli,
/// *CAViaR*, 2004).
///
/// # Errors
///
/// [`VolatilityError`] for series that are too short or of different lengths, a level outside
/// (0, 1), and [`VolatilityError::Collinear`] if, for instance, nothing was violated.
pub fn dynamic_quantile(
    hits: &[bool],
    value_at_risk: &[f64],
    level: f64,
    lags: usize,
) -> Result<DynamicQuantile, VolatilityError> {
    crate::series::probability("level", level)?;
    crate::series::finite("value at risk", value_at_risk)?;
    let tail = 1.0 - level;
    let hit: Vec<f64> = hits.iter().map(|hit| f64::from(u8::from(*hit)) - tail).collect();
    crate::series::same_length("hits", &hit, "value at risk", value_at_risk)?;
    let degrees_of_freedom = lags + 2;
    crate::series::at_least("hits", &hit, lags + 2 * degrees_of_freedom, "the test")?;
    let rows = hit.len() - lags;
    let x = DMatrix::from_fn(rows, degrees_of_freedom, |row, column| match column {
        0 => 1.0,
        lag if lag <= lags => hit[row + lags - lag],
        _ => value_at_risk[row + lags],
    });
    let y = DVector::from_column_slice(&hit[lags..]);
    let fit = least_squares(&x, &y, "the dynamic quantile test")?;
    let fitted = &x * &fit.coefficients;
    let statistic = fitted.norm_squared() / (tail * (1.0 - tail));
    let p_value = chi_squared_tail(statistic, degrees_of_freedom as f64);
    let coefficients = fit.coefficients.iter().copied().collect();
    Ok(DynamicQuantile { statistic, degrees_of_freedom, p_value, coefficients })
}
