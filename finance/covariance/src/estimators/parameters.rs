//! What an estimator found beside the matrix.

use serde::Serialize;

/// What an estimator found beside the matrix.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Parameters {
    /// A plain sample estimate.
    Sample {
        /// What products were divided by.
        divisor: f64,
    },
    /// A weighted estimate.
    Weighted {
        /// By what factor weights fall a period.
        decay: f64,
        /// `1 / Σ w²`: how many equal observations the weights are worth.
        effective_observations: f64,
    },
    /// An estimate of shortfalls.
    Shortfall {
        /// The return per period below which they lie.
        benchmark: f64,
    },
    /// A mixture of the sample and a target.
    Shrinkage {
        /// The target's share δ, from 0 to 1.
        intensity: f64,
        /// The target's one number: the mean variance per year, the market's variance per year, or
        /// the mean correlation.
        target: f64,
    },
    /// An estimate with each eigenvalue shrunk on its own.
    Nonlinear {
        /// The bandwidth of the eigenvalues' kernel density, relative to each eigenvalue.
        bandwidth: f64,
        /// The least and the greatest factor by which an eigenvalue was multiplied.
        factors: (f64, f64),
    },
    /// An estimate without noise.
    Denoised {
        /// The share of variance that is noise.
        noise_variance: f64,
        /// Eigenvalues of the correlations from here on are signal.
        noise_edge: f64,
        /// How many eigenvalues were kept.
        factors: usize,
        /// How many of them were then taken out as the market.
        detoned: usize,
        /// The sum of squared differences of the two densities; absent where the variance was given.
        fit_error: Option<f64>,
    },
    /// A Gerber statistic.
    Gerber {
        /// Standard deviations from which a move counts.
        threshold: f64,
    },
    /// A factor model.
    Factors {
        /// How many factors.
        factors: usize,
        /// What share of the assets' total variance the factors explain.
        explained: f64,
    },
}
