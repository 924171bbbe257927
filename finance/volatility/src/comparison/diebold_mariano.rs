use super::LongRunVariance;
use crate::VolatilityError;
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};

/// Diebold and Mariano's test with the correction of Harvey, Leybourne and Newbold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DieboldMariano {
    /// Mean of the first losses less the second: negative if the first forecast is better.
    pub mean_difference: f64,
    /// Diebold and Mariano's statistic.
    pub statistic: f64,
    /// The statistic corrected for small samples.
    pub corrected_statistic: f64,
    /// Two-sided p-value of equal accuracy, from the corrected statistic and Student's t with
    /// `n - 1` degrees of freedom.
    pub p_value: f64,
}

/// Tests whether two forecasts are equally good, from their losses on the same days (Diebold and
/// Mariano, *Comparing predictive accuracy*, 1995; Harvey, Leybourne and Newbold, 1997).
///
/// `horizon` is how many steps ahead the forecasts looked; `variance` how autocorrelation is counted,
/// usually [`LongRunVariance::Truncated`] with `horizon - 1` lags.
///
/// ```
/// use neuron_volatility::{LongRunVariance, diebold_mariano};
/// let first = [1.0, 2.0, 0.5, 1.5, 2.5, 1.0];
/// let second = [1.5, 2.5, 1.5, 1.0, 3.0, 2.0];
/// let test = diebold_mariano(&first, &second, 1, LongRunVariance::Truncated { lags: 0 })?;
/// assert!(test.mean_difference < 0.0 && test.p_value < 0.2);
/// # Ok::<(), neuron_volatility::VolatilityError>(())
/// ```
///
/// # Errors
///
/// [`VolatilityError`] for series that are too short, of different lengths or not finite, losses
/// that do not differ, or a variance that comes out negative.
pub fn diebold_mariano(
    first: &[f64],
    second: &[f64],
    horizon: usize,
    variance: LongRunVariance,
) -> Result<DieboldMariano, VolatilityError> {
    crate::series::at_least_one("horizon", horizon)?;
    crate::series::same_length("first losses", first, "second losses", second)?;
    crate::series::finite("first losses", first)?;
    crate::series::finite("second losses", second)?;
    let needed = (variance.lags() + 3).max(2 * horizon);
    crate::series::at_least("first losses", first, needed, "the test")?;
    let difference: Vec<f64> = first.iter().zip(second).map(|(a, b)| a - b).collect();
    crate::series::varies("difference of the losses", &difference)?;
    let n = difference.len() as f64;
    let mean_difference = crate::series::mean(&difference);
    let spread = variance.of(&difference);
    if spread <= 0.0 {
        return Err(VolatilityError::Undefined {
            statistic: "Diebold-Mariano",
            reason: "the long-run variance is not positive; use Bartlett weights",
        });
    }
    let statistic = mean_difference / (spread / n).sqrt();
    let h = horizon as f64;
    let corrected_statistic = statistic * ((n + 1.0 - 2.0 * h + h * (h - 1.0) / n) / n).sqrt();
    let law = StudentsT::new(0.0, 1.0, n - 1.0).map_err(|_| VolatilityError::Undefined {
        statistic: "Diebold-Mariano",
        reason: "there are too few days",
    })?;
    let p_value = 2.0 * law.cdf(-corrected_statistic.abs());
    Ok(DieboldMariano { mean_difference, statistic, corrected_statistic, p_value })
}
