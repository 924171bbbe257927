use crate::{Innovation, Mean, Specification, Variance, VolatilityError};
use serde::Serialize;
use std::fmt;

/// How the risk of the next day is forecast from a window of returns.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskMethod {
    /// Quantile of the window's returns, each as likely.
    Historical,
    /// Normal law with the window's mean and standard deviation.
    Normal,
    /// Normal law of mean 0 with an exponentially weighted variance (RiskMetrics, 1996).
    Ewma {
        /// Weight of yesterday's variance, 0.94 for daily returns.
        decay: f64,
    },
    /// A fitted model with its own law of innovations.
    Parametric(Specification),
    /// A fitted model whose innovations are the standardised residuals of the window (filtered
    /// historical simulation; Barone-Adesi, Giannopoulos and Vosper, 1999).
    FilteredHistorical(Specification),
}

impl RiskMethod {
    /// The model that runs through the days, and whether its innovations are its residuals.
    pub(super) fn model(&self) -> Option<(Specification, bool)> {
        match self {
            Self::Historical | Self::Normal => None,
            Self::Ewma { decay } => {
                let variance = Variance::Ewma { decay: *decay };
                let (mean, innovation) = (Mean::Zero, Innovation::Normal);
                Some((Specification { mean, variance, innovation }, false))
            }
            Self::Parametric(model) => Some((model.clone(), false)),
            Self::FilteredHistorical(model) => Some((model.clone(), true)),
        }
    }

    pub(super) fn check(&self) -> Result<(), VolatilityError> {
        self.model().map_or(Ok(()), |(model, _)| model.check())
    }
}

impl fmt::Display for RiskMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Historical => f.write_str("historical simulation"),
            Self::Normal => f.write_str("normal"),
            Self::Ewma { decay } => write!(f, "EWMA({decay})"),
            Self::Parametric(model) => write!(f, "{model}"),
            Self::FilteredHistorical(model) => write!(f, "{model}, filtered historical simulation"),
        }
    }
}
