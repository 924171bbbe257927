use super::{Convention, Moments};
use crate::BacktestError;
use serde::Serialize;

/// How returns stand to those of a benchmark, bar by bar.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AgainstBenchmark {
    /// The constant of the regression on the benchmark, times the bars of a year (M. C. Jensen,
    /// 1968).
    pub alpha: f64,
    /// The slope of that regression.
    pub beta: f64,
    /// The correlation; none where the returns do not vary.
    pub correlation: Option<f64>,
    /// The deviation of the difference, times the root of the bars of a year.
    pub tracking_error: f64,
    /// The mean difference over its deviation, annualised; none where there is no difference.
    pub information_ratio: Option<f64>,
    /// The benchmark's whole return, as a share.
    pub total_return: f64,
}

/// Compares `returns` with those of a benchmark on the same bars.
///
/// # Errors
/// If they are not of one length, fewer than two, not finite, or the benchmark does not vary.
pub fn against_benchmark(
    returns: &[f64],
    benchmark: &[f64],
    convention: &Convention,
) -> Result<AgainstBenchmark, BacktestError> {
    convention.check()?;
    if returns.len() != benchmark.len() {
        return Err(BacktestError::Length {
            asset: "benchmark".to_owned(),
            column: "return",
            found: benchmark.len(),
            expected: returns.len(),
        });
    }
    let (own, other) = (Moments::of(returns)?, Moments::of(benchmark)?);
    if other.deviation == 0.0 {
        let why = "the benchmark's returns do not vary".to_owned();
        return Err(BacktestError::Undefined { what: "beta", why });
    }
    let product: f64 =
        returns.iter().zip(benchmark).map(|(a, b)| (a - own.mean) * (b - other.mean)).sum();
    let covariance = product / (own.count - 1) as f64;
    let beta = covariance / other.deviation.powi(2);
    let riskless = convention.riskless();
    let alpha = (own.mean - riskless) - beta * (other.mean - riskless);
    let apart: Vec<f64> = returns.iter().zip(benchmark).map(|(a, b)| a - b).collect();
    let apart = Moments::of(&apart)?;
    let root = convention.periods_per_year.sqrt();
    Ok(AgainstBenchmark {
        alpha: alpha * convention.periods_per_year,
        beta,
        correlation: (own.deviation > 0.0)
            .then(|| (covariance / own.deviation / other.deviation).clamp(-1.0, 1.0)),
        tracking_error: apart.deviation * root,
        information_ratio: apart.sharpe().map(|ratio| ratio * root),
        total_return: benchmark.iter().map(|r| 1.0 + r).product::<f64>() - 1.0,
    })
}
