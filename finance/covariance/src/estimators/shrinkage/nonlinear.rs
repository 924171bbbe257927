//! Analytical nonlinear shrinkage: each eigenvalue by itself.

use crate::estimators::{Parameters, products};
use crate::matrix::descending_eigen;
use crate::{CovarianceError, Returns};
use nalgebra::{DMatrix, DVector};
use std::f64::consts::PI;

/// Ledoit and Wolf's formula (2020, section 4): with the density `f` of the eigenvalues and its
/// Hilbert transform `Hf`, both estimated with the kernel of Epanechnikov and bandwidth `n^(-1/3)`
/// relative to each eigenvalue, an eigenvalue `λ` becomes
/// `λ / ((π c λ f)² + (1 - c - π c λ Hf)²)`, `c` being the number of assets over `n = T - 1`.
pub(in crate::estimators) fn nonlinear(
    returns: &Returns,
) -> Result<(DMatrix<f64>, Parameters), CovarianceError> {
    let (rows, assets) = returns.values().shape();
    // One observation goes to the means. Below, the bandwidth times √5 must be less than one.
    let n = rows - 1;
    if n < 12 {
        return Err(CovarianceError::TooFewObservations {
            what: "nonlinear shrinkage",
            needed: 13,
            observations: rows,
        });
    }
    let sample = products(&returns.centred()) / n as f64;
    let (eigenvalues, vectors) = descending_eigen(&sample);
    let used = assets.min(n);
    let eigenvalues = eigenvalues.rows(0, used).into_owned();
    let least = eigenvalues[used - 1];
    if least <= f64::EPSILON * assets as f64 * eigenvalues[0] {
        return Err(CovarianceError::NotPositiveDefinite {
            what: "the sample covariance",
            min_eigenvalue: least,
        });
    }
    let bandwidth = (n as f64).powf(-1.0 / 3.0);
    let ratio = assets as f64 / n as f64;
    let shrunk = DVector::from_fn(used, |i, _| {
        let (density, transform) = density_and_transform(eigenvalues[i], &eigenvalues, bandwidth);
        let value = eigenvalues[i];
        if assets <= n {
            let real = 1.0 - ratio - PI * ratio * value * transform;
            value / ((PI * ratio * value * density).powi(2) + real * real)
        } else {
            1.0 / (PI * PI * value * (density * density + transform * transform))
        }
    });
    let mut all = DVector::zeros(assets);
    all.rows_mut(0, used).copy_from(&shrunk);
    if assets > n {
        let rest = value_of_the_null_space(&eigenvalues, bandwidth, assets, n);
        all.rows_mut(used, assets - used).fill(rest);
    }
    let scaled = DMatrix::from_fn(assets, assets, |i, k| vectors[(i, k)] * all[k]);
    let mut matrix = scaled * vectors.transpose();
    matrix.fill_lower_triangle_with_upper_triangle();
    let factors = shrunk.component_div(&eigenvalues);
    Ok((matrix, Parameters::Nonlinear { bandwidth, factors: (factors.min(), factors.max()) }))
}

/// The kernel estimate of the eigenvalues' density at a point, and of its Hilbert transform.
fn density_and_transform(at: f64, eigenvalues: &DVector<f64>, bandwidth: f64) -> (f64, f64) {
    let root = 5.0_f64.sqrt();
    let (mut density, mut transform) = (0.0, 0.0);
    for value in eigenvalues {
        let width = bandwidth * value;
        let x = (at - value) / width;
        let bow = 1.0 - x * x / 5.0;
        density += 0.75 / root * bow.max(0.0) / width;
        transform += kernel_transform(x) / width;
    }
    let count = eigenvalues.len() as f64;
    (density / count, transform / count)
}

/// The Hilbert transform of the kernel, `-0.3 x / π + 0.75 (1 - x²/5) ln|(√5 - x) / (√5 + x)| / (√5 π)`.
fn kernel_transform(x: f64) -> f64 {
    let root = 5.0_f64.sqrt();
    let inverse = root / x;
    if inverse.abs() > 0.5 {
        let bow = 1.0 - x * x / 5.0;
        // At the kernel's edge the logarithm's pole is cancelled by the zero of its factor.
        let edge = if x.abs() == root { 0.0 } else { bow * ((root - x) / (root + x)).abs().ln() };
        return -0.3 / PI * x + 0.75 / root / PI * edge;
    }
    // Far out the two terms cancel but for some digits; in powers of √5 / x they do exactly.
    let (mut power, mut sum) = (inverse, 0.0);
    for k in (1..60).step_by(2) {
        sum += 2.0 * power / f64::from(k * (k + 2));
        power *= inverse * inverse;
    }
    -1.5 / root / PI * sum
}

/// What the eigenvalues that are zero for want of observations become.
fn value_of_the_null_space(
    eigenvalues: &DVector<f64>,
    bandwidth: f64,
    assets: usize,
    n: usize,
) -> f64 {
    let root = 5.0_f64.sqrt();
    let h = bandwidth;
    let mean_inverse = eigenvalues.iter().map(|v| 1.0 / v).sum::<f64>() / eigenvalues.len() as f64;
    let logarithm = ((1.0 + root * h) / (1.0 - root * h)).ln();
    let transform =
        (0.3 / (h * h) + 0.75 / root / h * (1.0 - 0.2 / (h * h)) * logarithm) * mean_inverse / PI;
    1.0 / (PI * (assets - n) as f64 / n as f64 * transform)
}
