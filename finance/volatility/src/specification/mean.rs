use crate::VolatilityError;
use serde::Serialize;
use std::fmt;

/// The conditional mean of a return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mean {
    /// Zero.
    Zero,
    /// A constant, `mu`.
    Constant,
    /// A constant and the last `lags` returns.
    Autoregressive {
        /// Number of lags.
        lags: usize,
    },
    /// A constant and means of the last returns over each of `lags`, such as 1, 5, 22
    /// (heterogeneous autoregression; Corsi, 2009).
    Heterogeneous {
        /// Over how many returns each regressor is a mean; different, in increasing order.
        lags: Vec<usize>,
    },
}

impl Mean {
    /// Number of parameters.
    #[must_use]
    pub fn parameters(&self) -> usize {
        match self {
            Self::Zero => 0,
            _ => 1 + self.spans().len(),
        }
    }

    /// Names of the parameters.
    #[must_use]
    pub fn parameter_names(&self) -> Vec<String> {
        match self {
            Self::Zero => Vec::new(),
            Self::Constant => vec!["mu".into()],
            Self::Autoregressive { lags } => std::iter::once("const".into())
                .chain((1..=*lags).map(|lag| format!("phi[{lag}]")))
                .collect(),
            Self::Heterogeneous { lags } => std::iter::once("const".into())
                .chain(lags.iter().map(|lag| format!("phi[1:{lag}]")))
                .collect(),
        }
    }

    /// Of each lag regressor, the lags from (inclusive, from 1) and to whose mean it is.
    pub(crate) fn spans(&self) -> Vec<(usize, usize)> {
        match self {
            Self::Zero | Self::Constant => Vec::new(),
            Self::Autoregressive { lags } => (1..=*lags).map(|lag| (lag, lag)).collect(),
            Self::Heterogeneous { lags } => lags.iter().map(|lag| (1, *lag)).collect(),
        }
    }

    /// Observations at the start that serve as lags only.
    #[must_use]
    pub fn held_back(&self) -> usize {
        self.spans().iter().map(|span| span.1).max().unwrap_or(0)
    }

    /// Coefficients of lags 1, 2, … that a parameter vector of the mean stands for.
    pub(crate) fn autoregression(&self, parameters: &[f64]) -> Vec<f64> {
        let mut lags = vec![0.0; self.held_back()];
        for ((from, to), value) in self.spans().into_iter().zip(parameters.iter().skip(1)) {
            for lag in from..=to {
                lags[lag - 1] += value / (to + 1 - from) as f64;
            }
        }
        lags
    }

    pub(crate) fn check(&self) -> Result<(), VolatilityError> {
        let reason = match self {
            Self::Autoregressive { lags: 0 } => "it needs at least one lag",
            Self::Heterogeneous { lags } if lags.is_empty() => "it needs at least one lag",
            Self::Heterogeneous { lags } if lags[0] == 0 => "lags start at 1",
            Self::Heterogeneous { lags } if lags.windows(2).any(|pair| pair[0] >= pair[1]) => {
                "lags have to increase"
            }
            _ => return Ok(()),
        };
        Err(VolatilityError::Specification { model: self.to_string(), reason })
    }
}

impl fmt::Display for Mean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zero => f.write_str("zero mean"),
            Self::Constant => f.write_str("constant mean"),
            Self::Autoregressive { lags } => write!(f, "AR({lags}) mean"),
            Self::Heterogeneous { lags } => write!(f, "HAR{lags:?} mean"),
        }
    }
}
