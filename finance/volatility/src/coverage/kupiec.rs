use super::{chi_squared_tail, log_power};
use crate::VolatilityError;
use serde::Serialize;

/// Kupiec's test of the number of violations.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Kupiec {
    /// Days tested.
    pub observations: usize,
    /// Days with a violation.
    pub violations: usize,
    /// Violations expected at the level.
    pub expected: f64,
    /// Likelihood ratio, chi-squared with 1 degree of freedom if the level is right.
    pub statistic: f64,
    /// Probability of a ratio as large if the level is right.
    pub p_value: f64,
}

/// Kupiec's proportion of failures (*Techniques for verifying the accuracy of risk measurement
/// models*, 1995) for a value at risk at `level`.
///
/// ```
/// use neuron_volatility::kupiec;
/// let test = kupiec(73, 4530, 0.99)?;
/// assert!((test.statistic - 14.435696).abs() < 1e-6);
/// # Ok::<(), neuron_volatility::VolatilityError>(())
/// ```
///
/// # Errors
///
/// An argument error for no observations, more violations than observations, or a level outside
/// (0, 1).
pub fn kupiec(
    violations: usize,
    observations: usize,
    level: f64,
) -> Result<Kupiec, VolatilityError> {
    crate::series::probability("level", level)?;
    crate::series::at_least_one("observations", observations)?;
    if violations > observations {
        let expected = "at most the number of observations";
        let value = violations as f64;
        return Err(VolatilityError::Argument { name: "violations", value, expected });
    }
    let (tail, n) = (1.0 - level, observations as f64);
    let share = violations as f64 / n;
    let kept = observations - violations;
    let assumed = log_power(violations, tail) + log_power(kept, 1.0 - tail);
    let found = log_power(violations, share) + log_power(kept, 1.0 - share);
    let statistic = (2.0 * (found - assumed)).max(0.0);
    let p_value = chi_squared_tail(statistic, 1.0);
    Ok(Kupiec { observations, violations, expected: tail * n, statistic, p_value })
}
