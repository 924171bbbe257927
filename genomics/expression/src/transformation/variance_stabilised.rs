use super::transformed::trend;
use super::{TransformTrend, Transformed};
use crate::statistics::{mean, quantile};
use crate::{DispersionTrend, ExpressionError, FittedExperiment};

/// Points of the numerical integral.
const POINTS: usize = 1000;

/// The variance-stabilising transformation of normalised counts, ∫ dμ / √(μ + α(μ) μ²), scaled to be the base-2
/// logarithm for large counts: in closed form for a parametric and for a constant trend, numerically for a local one
/// (Anders and Huber, *Genome Biology* 11 (2010) R106; Love, Huber and Anders 2014). As DESeq2's
/// `varianceStabilizingTransformation`.
///
/// # Errors
/// [`ExpressionError::Model`] where no trend can be fitted.
pub fn variance_stabilised(
    fitted: &FittedExperiment,
    which: TransformTrend,
) -> Result<Transformed, ExpressionError> {
    let trend = trend(fitted, which)?;
    let normalised = fitted.normalised_counts();
    let samples = fitted.size_factors().len();
    let values = match trend {
        DispersionTrend::Parametric { asymptotic: a, extra_poisson: e } => {
            let transform = |q: &f64| {
                ((1.0 + e + 2.0 * a * q + 2.0 * (a * q * (1.0 + e + a * q)).sqrt()) / (4.0 * a))
                    .log2()
            };
            normalised.iter().map(transform).collect()
        }
        DispersionTrend::Mean { dispersion } => {
            let transform = |q: &f64| {
                (2.0 * (dispersion * q).sqrt().asinh() - (4.0 * dispersion).ln())
                    / std::f64::consts::LN_2
            };
            normalised.iter().map(transform).collect()
        }
        trend => integrated(&normalised, &trend, fitted),
    };
    Ok(Transformed { values, samples })
}

fn integrated(normalised: &[f64], trend: &DispersionTrend, fitted: &FittedExperiment) -> Vec<f64> {
    let greatest = normalised.iter().copied().fold(1.0, f64::max).asinh();
    let grid: Vec<f64> =
        (1..=POINTS).map(|i| (greatest * i as f64 / POINTS as f64).sinh()).collect();
    let inverse =
        mean(&fitted.size_factors().iter().map(|factor| 1.0 / factor).collect::<Vec<_>>());
    let slope: Vec<f64> =
        grid.iter().map(|q| 1.0 / (trend.at(*q) * q * q + inverse * q).sqrt()).collect();
    // From zero to the first point the counting noise rules: ∫ dq / √(inverse q).
    let mut integral = vec![2.0 * (grid[0] / inverse).sqrt()];
    for i in 1..grid.len() {
        let last = integral[i - 1];
        integral.push(last + (grid[i] - grid[i - 1]) * (slope[i] + slope[i - 1]) / 2.0);
    }
    let at = |q: f64| {
        if q < grid[0] {
            return 2.0 * (q / inverse).sqrt();
        }
        let right = grid.partition_point(|point| *point < q).clamp(1, grid.len() - 1);
        let share =
            (q.asinh() - grid[right - 1].asinh()) / (grid[right].asinh() - grid[right - 1].asinh());
        integral[right - 1] + share * (integral[right] - integral[right - 1])
    };
    let mut means = fitted.base_means().to_vec();
    means.sort_by(f64::total_cmp);
    let (low, high) = (quantile(&means, 0.95).max(1.0), quantile(&means, 0.999).max(2.0));
    let scale = (high.log2() - low.log2()) / (at(high) - at(low));
    let shift = low.log2() - scale * at(low);
    normalised.iter().map(|q| scale * at(*q) + shift).collect()
}
