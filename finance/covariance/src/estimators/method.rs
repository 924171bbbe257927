//! Which estimator, by name.

use super::GerberStatistic;
use crate::CovarianceError;
use serde::Serialize;

/// An estimator of covariance with its parameters.
///
/// It is parsed from its name, with the default parameters that each variant states.
///
/// ```
/// use neuron_covariance::estimators::Method;
/// assert_eq!("risk-metrics".parse::<Method>()?, Method::RiskMetrics { decay: 0.94 });
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "method", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Method {
    /// Products of deviations from the mean over `T - ddof`; 1 by default.
    Sample {
        /// What is taken off the number of observations.
        ddof: usize,
    },
    /// Products of deviations from the whole history's mean, weighted exponentially, as
    /// PyPortfolioOpt's `exp_cov`; span 180 by default.
    Exponential {
        /// Weights fall by `1 - 2 / (span + 1)` a period.
        span: f64,
    },
    /// Products of returns, taken to have mean zero, weighted exponentially; decay 0.94 by default.
    /// J. P. Morgan, *RiskMetrics technical document*, 4th edition (1996).
    RiskMetrics {
        /// By what factor weights fall a period.
        decay: f64,
    },
    /// Products of the shortfalls below a benchmark return per period; 0 by default.
    Semicovariance {
        /// The return per period that counts as a shortfall below it.
        benchmark: f64,
    },
    /// Shrunk to the mean variance times the identity. O. Ledoit and M. Wolf, *A well-conditioned
    /// estimator for large-dimensional covariance matrices*, Journal of Multivariate Analysis 88
    /// (2004). PyPortfolioOpt calls it `ledoit_wolf_constant_variance`.
    LedoitWolfIdentity,
    /// Shrunk to a one-factor model whose factor is the mean of all assets. O. Ledoit and M. Wolf,
    /// *Improved estimation of the covariance matrix of stock returns*, Journal of Empirical Finance
    /// 10 (2003).
    LedoitWolfSingleFactor,
    /// Shrunk to the same variances with one correlation for all pairs. O. Ledoit and M. Wolf,
    /// *Honey, I shrunk the sample covariance matrix*, Journal of Portfolio Management 30 (2004).
    LedoitWolfConstantCorrelation,
    /// Shrunk to the mean variance times the identity by the oracle approximating intensity.
    /// Y. Chen, A. Wiesel, Y. C. Eldar and A. O. Hero, *Shrinkage algorithms for MMSE covariance
    /// estimation*, IEEE Transactions on Signal Processing 58 (2010).
    OracleApproximating,
    /// Shrunk to the mean variance times the identity by a given intensity; 0.2 by default, as in
    /// PyPortfolioOpt's `shrunk_covariance`.
    ShrunkIdentity {
        /// The target's share, from 0 to 1.
        intensity: f64,
    },
    /// Each eigenvalue of the sample is replaced by what it is worth among its neighbours. O. Ledoit
    /// and M. Wolf, *Analytical nonlinear shrinkage of large-dimensional covariance matrices*, Annals
    /// of Statistics 48 (2020).
    LedoitWolfNonlinear,
    /// Eigenvalues of the correlations that noise explains are replaced by their mean.
    /// M. López de Prado, *Machine Learning for Asset Managers* (2020), section 2.
    Denoised {
        /// How the share of variance that is noise is found; fitted by default.
        noise: NoiseVariance,
        /// How many of the greatest eigenvalues ("the market") are taken out as well; 0 by default.
        /// The result is singular where it is not 0.
        detone: usize,
    },
    /// Counts of moves together and apart that pass a threshold. S. Gerber, H. Markowitz, P. Ernst,
    /// Y. Miao, B. Javid and P. Sargen, *The Gerber statistic: a robust co-movement measure for
    /// portfolio optimization*, Journal of Portfolio Management 48 (2022).
    Gerber {
        /// Moves count from this many standard deviations on; 0.5 by default.
        threshold: f64,
        /// What the counts are divided by.
        statistic: GerberStatistic,
    },
    /// Principal components for what assets share, the remaining variances on the diagonal.
    StatisticalFactors {
        /// How many components; without a number, as many as there are eigenvalues of the
        /// correlations above what noise alone would show.
        factors: Option<usize>,
    },
}

/// How the variance is found that noise has in the correlations' eigenvalues.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoiseVariance {
    /// The Marchenko–Pastur density is fitted to a kernel density of the eigenvalues.
    Fitted {
        /// The kernel's standard deviation.
        bandwidth: f64,
    },
    /// It is known.
    Given(f64),
}

impl Default for NoiseVariance {
    fn default() -> Self {
        Self::Fitted { bandwidth: 0.01 }
    }
}

/// The names that [`Method`] is parsed from.
pub const METHODS: [&str; 15] = [
    "sample",
    "exponential",
    "risk-metrics",
    "semicovariance",
    "ledoit-wolf-identity",
    "ledoit-wolf-single-factor",
    "ledoit-wolf-constant-correlation",
    "oracle-approximating",
    "shrunk-identity",
    "ledoit-wolf-nonlinear",
    "denoised",
    "detoned",
    "gerber",
    "gerber-normalised",
    "statistical-factors",
];

impl std::str::FromStr for Method {
    type Err = CovarianceError;

    fn from_str(name: &str) -> Result<Self, CovarianceError> {
        let gerber = |statistic| Self::Gerber { threshold: 0.5, statistic };
        let denoised = |detone| Self::Denoised { noise: NoiseVariance::default(), detone };
        Ok(match name {
            "sample" => Self::Sample { ddof: 1 },
            "exponential" => Self::Exponential { span: 180.0 },
            "risk-metrics" => Self::RiskMetrics { decay: 0.94 },
            "semicovariance" => Self::Semicovariance { benchmark: 0.0 },
            "ledoit-wolf-identity" => Self::LedoitWolfIdentity,
            "ledoit-wolf-single-factor" => Self::LedoitWolfSingleFactor,
            "ledoit-wolf-constant-correlation" => Self::LedoitWolfConstantCorrelation,
            "oracle-approximating" => Self::OracleApproximating,
            "shrunk-identity" => Self::ShrunkIdentity { intensity: 0.2 },
            "ledoit-wolf-nonlinear" => Self::LedoitWolfNonlinear,
            "denoised" => denoised(0),
            "detoned" => denoised(1),
            "gerber" => gerber(GerberStatistic::Informative),
            "gerber-normalised" => gerber(GerberStatistic::Normalised),
            "statistical-factors" => Self::StatisticalFactors { factors: None },
            _ => {
                return Err(CovarianceError::UnknownMethod {
                    what: "covariance estimator",
                    given: name.to_string(),
                    known: METHODS.join(", "),
                });
            }
        })
    }
}
