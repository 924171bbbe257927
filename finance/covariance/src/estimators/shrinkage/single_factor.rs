//! Shrinkage to a model of one factor.

use super::mixture;
use crate::Returns;
use crate::estimators::{Parameters, products};
use nalgebra::DMatrix;

/// Ledoit and Wolf's intensity (2003) for Sharpe's single-factor target, whose factor is the mean of
/// all assets. The sample has divisor `T`.
///
/// In the paper's terms π sums the asymptotic variances of the sample's entries, ρ their covariances
/// with the target's, γ is the squared distance; the intensity is `(π - ρ) / (γ T)` within 0 and 1.
pub(in crate::estimators) fn single_factor(returns: &Returns) -> (DMatrix<f64>, Parameters) {
    let centred = returns.centred();
    let (rows, assets) = centred.shape();
    let t = rows as f64;
    let market = centred.column_mean();
    let sample = products(&centred) / t;
    let betas = centred.tr_mul(&market) / t; // covariances with the market
    let market_variance = market.norm_squared() / t;

    let target = DMatrix::from_fn(assets, assets, |i, j| {
        if i == j { sample[(i, i)] } else { betas[i] * betas[j] / market_variance }
    });
    let gamma = (&sample - &target).norm_squared();

    let squares = centred.map(|x| x * x);
    let with_market = DMatrix::from_fn(rows, assets, |k, i| centred[(k, i)] * market[k]);
    let pi = squares.tr_mul(&squares) / t - sample.map(|s| s * s);
    // Asymptotic covariances of an entry of the sample with its covariance with the market, and of
    // two covariances with the market.
    let with_beta = squares.tr_mul(&with_market) / t;
    let beta_beta = with_market.tr_mul(&with_market) / t - &sample * market_variance;
    let mut rho = 0.0;
    for i in 0..assets {
        rho += pi[(i, i)];
        for j in (0..assets).filter(|&j| j != i) {
            let entry_beta = with_beta[(i, j)] - betas[i] * sample[(i, j)];
            rho += 2.0 * entry_beta * betas[j] / market_variance;
            rho -= beta_beta[(i, j)] * betas[i] * betas[j] / (market_variance * market_variance);
        }
    }
    let intensity = if gamma > 0.0 { ((pi.sum() - rho) / gamma / t).clamp(0.0, 1.0) } else { 0.0 };
    mixture(&sample, &target, intensity, market_variance)
}
