use crate::BacktestError;
use crate::error::expect_setting;
use crate::tear_sheet::Moments;
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};
use std::f64::consts::E;

/// Euler's constant γ.
const EULER: f64 = 0.577_215_664_901_532_9;

/// The probability that the true Sharpe ratio is above `threshold`, both by the bar (D. H. Bailey
/// and M. López de Prado, *The Sharpe Ratio Efficient Frontier*, 2012).
///
/// Φ((ŜR − SR*) √(n−1) / √(1 − γ₃ ŜR + (γ₄ − 1)/4 ŜR²)), with skewness γ₃ and kurtosis γ₄.
///
/// ```
/// use neuron_backtest::overfitting::probabilistic_sharpe;
/// use neuron_backtest::tear_sheet::Moments;
/// let moments =
///     Moments { count: 24, mean: 0.458, deviation: 1.0, skewness: -2.448, kurtosis: 10.164 };
/// // The example of the paper: .913.
/// assert!((probabilistic_sharpe(&moments, 0.0)? - 0.913).abs() < 5e-4);
/// # Ok::<(), neuron_backtest::BacktestError>(())
/// ```
///
/// # Errors
/// If the returns do not vary, or the moments are those of no distribution.
pub fn probabilistic_sharpe(moments: &Moments, threshold: f64) -> Result<f64, BacktestError> {
    let sharpe = sharpe_of(moments)?;
    let spread = spread_of(moments, sharpe)?;
    let bars = moments.count as f64 - 1.0;
    Ok(Normal::standard().cdf((sharpe - threshold) * bars.sqrt() / spread.sqrt()))
}

/// How many bars it takes until a Sharpe ratio like this one is above `threshold` with the given
/// confidence (Bailey and López de Prado, 2012): 1 + (1 − γ₃ŜR + (γ₄−1)/4 ŜR²)(z / (ŜR − SR*))².
///
/// # Errors
/// If the returns do not vary, the ratio is not above the threshold (no record is long enough), or
/// the confidence is not between 0 and 1.
pub fn minimum_track_record(
    moments: &Moments,
    threshold: f64,
    confidence: f64,
) -> Result<f64, BacktestError> {
    let expected = "between 0 and 1, as 0.95";
    expect_setting(confidence > 0.0 && confidence < 1.0, "confidence", confidence, expected)?;
    let sharpe = sharpe_of(moments)?;
    let spread = spread_of(moments, sharpe)?;
    if sharpe <= threshold {
        let why = format!("the ratio {sharpe} is not above the threshold {threshold}");
        return Err(BacktestError::Undefined { what: "a minimum track record", why });
    }
    let z = Normal::standard().inverse_cdf(confidence);
    Ok(1.0 + spread * (z / (sharpe - threshold)).powi(2))
}

/// The largest Sharpe ratio to expect of `trials` independent ones without any skill, whose ratios
/// vary by `variance` (Bailey and López de Prado, *The Deflated Sharpe Ratio*, 2014):
/// √V ((1−γ) Φ⁻¹(1 − 1/N) + γ Φ⁻¹(1 − 1/(N e))).
///
/// # Errors
/// If there is no trial, or the variance is negative or not finite.
pub fn expected_maximum_sharpe(variance: f64, trials: usize) -> Result<f64, BacktestError> {
    expect_setting(trials > 0, "trials", trials as f64, "1 or more")?;
    let holds = variance.is_finite() && variance >= 0.0;
    expect_setting(holds, "variance", variance, "a finite number, 0 or more")?;
    if trials == 1 {
        return Ok(0.0);
    }
    let (normal, count) = (Normal::standard(), trials as f64);
    let first = normal.inverse_cdf(1.0 - 1.0 / count);
    let second = normal.inverse_cdf(1.0 - 1.0 / (count * E));
    Ok(variance.sqrt() * ((1.0 - EULER) * first + EULER * second))
}

/// What is left of a Sharpe ratio after the selection of the best.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DeflatedSharpe {
    /// The Sharpe ratio of the chosen trial, by the bar.
    pub sharpe: f64,
    /// The ratio that the best of as many trials without skill is expected to have.
    pub threshold: f64,
    /// The probability that the true ratio is above the threshold: the deflated Sharpe ratio.
    pub probability: f64,
    /// 1 − `probability`.
    pub p_value: f64,
}

/// The deflated Sharpe ratio of a trial that was the best of `trials`, whose ratios vary by
/// `variance` (Bailey and López de Prado, 2014).
///
/// # Errors
/// As [`probabilistic_sharpe`] and [`expected_maximum_sharpe`].
pub fn deflated_sharpe(
    moments: &Moments,
    variance: f64,
    trials: usize,
) -> Result<DeflatedSharpe, BacktestError> {
    let threshold = expected_maximum_sharpe(variance, trials)?;
    let probability = probabilistic_sharpe(moments, threshold)?;
    let sharpe = sharpe_of(moments)?;
    Ok(DeflatedSharpe { sharpe, threshold, probability, p_value: 1.0 - probability })
}

fn sharpe_of(moments: &Moments) -> Result<f64, BacktestError> {
    let why = || "the returns do not vary".to_owned();
    moments
        .sharpe()
        .filter(|_| moments.count > 1)
        .ok_or_else(|| BacktestError::Undefined { what: "a Sharpe ratio", why: why() })
}

/// The variance of the estimate of a Sharpe ratio, times n − 1 (E. Mertens, 2002).
fn spread_of(moments: &Moments, sharpe: f64) -> Result<f64, BacktestError> {
    let spread = 1.0 - moments.skewness * sharpe + (moments.kurtosis - 1.0) / 4.0 * sharpe * sharpe;
    if spread > 0.0 {
        return Ok(spread);
    }
    let why = format!(
        "skewness {} and kurtosis {} are those of no distribution",
        moments.skewness, moments.kurtosis
    );
    Err(BacktestError::Undefined { what: "the deviation of a Sharpe ratio", why })
}
