use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a portfolio is chosen for.
///
/// `w` are the weights, `μ` the expected returns (costs of trading taken off), `Σ` the covariance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Objective {
    /// Minimise `√(wᵀΣw)`. Markowitz, *Portfolio selection* (Journal of Finance 7, 1952).
    MinimumVolatility,
    /// Maximise `μᵀw − ½ risk_aversion · wᵀΣw`.
    Utility {
        /// How much variance a unit of return is worth; above zero.
        risk_aversion: f64,
    },
    /// Maximise `(μᵀw − r) / √(wᵀΣw)` with the problem's risk-free rate `r`: the tangency
    /// portfolio. Made convex by scaling the weights, Cornuéjols and Tütüncü, *Optimization
    /// Methods in Finance* (2007), section 8.2.
    MaximumSharpe,
    /// Maximise `σᵀw / √(wᵀΣw)`, `σ` being the assets' volatilities: the diversification ratio.
    /// Choueifaty and Coignard, *Toward maximum diversification* (Journal of Portfolio Management 35,
    /// 2008).
    MaximumDiversification,
    /// Minimise the volatility with an expected return of at least the target.
    EfficientReturn {
        /// The least expected return.
        target: f64,
    },
    /// Maximise the expected return with a volatility of at most the target.
    EfficientRisk {
        /// The greatest volatility.
        target: f64,
    },
    /// Maximise the expected return alone.
    MaximumReturn,
    /// Minimise `√(mean max(0, target − rᵀw)²)` over the scenarios: the deviation below a target.
    /// Markowitz, *Portfolio Selection* (1959), chapter 9.
    MinimumSemideviation {
        /// The return of one scenario's period below which a return counts.
        target: f64,
    },
    /// Minimise the mean loss in the worst `1 − level` of the scenarios. Rockafellar and Uryasev,
    /// *Optimization of conditional value-at-risk* (Journal of Risk 2, 2000).
    MinimumCvar {
        /// The level, as 0.95.
        level: f64,
    },
    /// Minimise the entropic value at risk, `min z ln(mean exp(loss/z) / (1 − level))` over `z > 0`:
    /// an upper bound of the conditional one that looks at every scenario. Ahmadi-Javid, *Entropic
    /// value-at-risk: a new coherent risk measure* (Journal of Optimization Theory and Applications
    /// 155, 2012).
    MinimumEvar {
        /// The level, as 0.95.
        level: f64,
    },
    /// Minimise the relativistic value at risk, between the entropic one and the worst loss. Cajas,
    /// *Portfolio optimization of relativistic value at risk* (2023).
    MinimumRlvar {
        /// The level, as 0.95.
        level: f64,
        /// Kaniadakis' deformation `κ`, from 0.01 (nearly entropic) to 0.8 (nearly the worst loss).
        #[serde(default = "default_deformation")]
        deformation: f64,
    },
    /// Minimise the mean distance between the returns of two different scenarios. Yitzhaki,
    /// *Stochastic dominance, mean variance, and Gini's mean difference* (American Economic Review 72,
    /// 1982).
    MinimumGini,
    /// Minimise the mean of the worst `1 − level` of the drawdowns of the summed scenario returns,
    /// the scenarios being in the order of time. Chekhlov, Uryasev and Zabarankin, *Drawdown
    /// measure in portfolio optimization* (2005).
    MinimumCdar {
        /// The level, as 0.95.
        level: f64,
    },
    /// Minimise the mean of the drawdowns of the summed scenario returns, the scenarios being in the
    /// order of time. Chekhlov, Uryasev and Zabarankin (2005), with the level 0.
    MinimumAverageDrawdown,
    /// Minimise the greatest drawdown of the summed scenario returns. The same, with the level 1.
    MinimumMaximumDrawdown,
    /// Minimise the root mean square of the drawdowns of the summed scenario returns. Martin and
    /// McCann, *The Investor's Guide to Fidelity Funds* (1989).
    MinimumUlcerIndex,
    /// Minimise the mean distance of the scenarios' returns from their mean. Konno and Yamazaki,
    /// *Mean-absolute deviation portfolio optimization model* (Management Science 37, 1991).
    MinimumAbsoluteDeviation,
    /// Minimise the loss in the worst of the scenarios. Young, *A minimax portfolio selection rule
    /// with linear programming solution* (Management Science 44, 1998).
    MinimumWorstLoss,
    /// Maximise `μᵀw − radius · √(wᵀΩw) − ½ risk_aversion · wᵀΣw`: the utility under the worst
    /// expected returns in an ellipsoid around `μ`. Goldfarb and Iyengar, *Robust portfolio
    /// selection problems* (2003).
    WorstCase {
        /// How many standard errors the expected returns may be off.
        radius: f64,
        /// The ellipsoid's shape `Ω`.
        shape: Uncertainty,
        /// As in the utility; may be zero.
        risk_aversion: f64,
    },
    /// Contribute to the variance in given proportions; equal ones when `budgets` is empty. Long
    /// only, without further limits. Spinu, *An algorithm for computing risk parity weights* (2013).
    RiskBudgeting {
        /// Shares of the risk by ticker, above zero, for every asset or none; they are normalised.
        #[serde(default)]
        budgets: BTreeMap<String, f64>,
    },
    /// Maximise the mean of `log(1 + rᵀw)` over the scenarios. Kelly, *A new interpretation of
    /// information rate* (Bell System Technical Journal 35, 1956).
    Kelly,
    /// Minimise `√((w − b)ᵀΣ(w − b))` with the benchmark `b` of the constraints.
    MinimumTrackingError,
}

/// The shape of the ellipsoid in which expected returns are believed to lie.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Uncertainty {
    /// `Σ / observations`: the standard error of a mean.
    Mean {
        /// Number of periods, in units of the covariance's own (years for annual figures).
        observations: f64,
    },
    /// As `Mean`, without the covariances between assets.
    Diagonal {
        /// Number of periods.
        observations: f64,
    },
    /// Any positive semidefinite matrix, `[assets, assets]`, row by row.
    Matrix(Vec<Vec<f64>>),
}

/// In the middle between the entropic value at risk and the worst loss.
fn default_deformation() -> f64 {
    0.3
}

impl Objective {
    /// What the figure in [`Solution::objective`](crate::Solution::objective) is.
    #[must_use]
    pub fn measure(&self) -> &'static str {
        match self {
            Self::MinimumVolatility | Self::EfficientReturn { .. } | Self::RiskBudgeting { .. } => {
                "volatility"
            }
            Self::Utility { .. } => "utility",
            Self::MaximumSharpe => "Sharpe ratio",
            Self::MaximumDiversification => "diversification ratio",
            Self::MinimumSemideviation { .. } => "semideviation",
            Self::EfficientRisk { .. } | Self::MaximumReturn => "expected return after costs",
            Self::MinimumCvar { .. } => "conditional value at risk",
            Self::MinimumEvar { .. } => "entropic value at risk",
            Self::MinimumRlvar { .. } => "relativistic value at risk",
            Self::MinimumGini => "Gini mean difference",
            Self::MinimumCdar { .. } => "conditional drawdown at risk",
            Self::MinimumAverageDrawdown => "average drawdown",
            Self::MinimumMaximumDrawdown => "maximum drawdown",
            Self::MinimumUlcerIndex => "ulcer index",
            Self::MinimumAbsoluteDeviation => "mean absolute deviation",
            Self::MinimumWorstLoss => "worst loss",
            Self::WorstCase { .. } => "worst-case utility",
            Self::Kelly => "mean logarithmic growth",
            Self::MinimumTrackingError => "tracking error",
        }
    }

    /// Whether it is minimised by a method of its own rather than as one conic program.
    pub(crate) fn has_own_method(&self) -> bool {
        matches!(self, Self::MinimumEvar { .. } | Self::MinimumRlvar { .. } | Self::MinimumGini)
    }

    /// Whether it is a ratio, for which the weights are scaled.
    pub(crate) fn is_ratio(&self) -> bool {
        matches!(self, Self::MaximumSharpe | Self::MaximumDiversification)
    }
}
