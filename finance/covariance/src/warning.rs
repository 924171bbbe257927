//! What is allowed, but worth knowing.

use serde::Serialize;

/// What is allowed, but worth knowing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "warning", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Warning {
    /// Fewer observations than assets: the sample covariance is singular.
    FewerObservationsThanAssets {
        /// Rows.
        observations: usize,
        /// Columns.
        assets: usize,
    },
    /// A matrix that is nearly singular or worse.
    IllConditioned {
        /// The least eigenvalue.
        min_eigenvalue: f64,
        /// The greatest over the least, or infinity.
        #[serde(serialize_with = "crate::matrix::finite_or_null")]
        condition_number: f64,
    },
    /// The fitted share of noise is the greatest allowed: the densities have no clear best fit.
    NoiseFitAtBound {
        /// The share.
        variance: f64,
        /// How many eigenvalues were fitted.
        eigenvalues: usize,
    },
    /// Two assets with the same returns but for scale.
    PerfectlyCorrelated {
        /// One name.
        first: String,
        /// The other.
        second: String,
    },
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::FewerObservationsThanAssets { observations, assets } => write!(
                f,
                "{observations} observations of {assets} assets: the sample covariance is \
                 singular, use a shrunk or factor estimate"
            ),
            Self::IllConditioned { min_eigenvalue, condition_number } => write!(
                f,
                "the covariance is close to singular: least eigenvalue {min_eigenvalue:e}, \
                 condition number {condition_number:e}"
            ),
            Self::NoiseFitAtBound { variance, eigenvalues } => write!(
                f,
                "the noise fitted to {eigenvalues} eigenvalues has the variance {variance}, the \
                 greatest allowed; widen the kernel or give the variance"
            ),
            Self::PerfectlyCorrelated { first, second } => {
                write!(f, "`{first}` and `{second}` are perfectly correlated")
            }
        }
    }
}
