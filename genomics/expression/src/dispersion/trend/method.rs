use super::LocalTrend;
use serde::Serialize;

/// How dispersions depend on means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrendMethod {
    /// α₀ + α₁ / μ; a local regression in its place where that does not fit.
    #[default]
    Parametric,
    /// A local regression of the logarithms.
    Local,
    /// One dispersion for all, the mean without the outermost thousandth at each end.
    Mean,
}

/// A fitted trend.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "method", rename_all = "kebab-case")]
pub enum DispersionTrend {
    /// `asymptotic + extra_poisson / mean`.
    Parametric {
        /// The dispersion of a gene of many counts.
        asymptotic: f64,
        /// What is added for small means.
        extra_poisson: f64,
    },
    /// A local regression.
    Local(LocalTrend),
    /// The same everywhere.
    Mean {
        /// The dispersion.
        dispersion: f64,
    },
}

impl DispersionTrend {
    /// The dispersion at a mean of normalised counts.
    #[must_use]
    pub fn at(&self, mean: f64) -> f64 {
        match self {
            Self::Parametric { asymptotic, extra_poisson } => asymptotic + extra_poisson / mean,
            Self::Local(trend) => trend.at(mean),
            Self::Mean { dispersion } => *dispersion,
        }
    }
}
