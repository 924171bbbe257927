use crate::VolatilityError;
use serde::Serialize;
use std::fmt;

/// The conditional variance of a return, `v[t]`, from the residuals `e` before it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Variance {
    /// The same on every day, `sigma2`.
    Constant,
    /// `v[t] = decay × v[t-1] + (1 - decay) × e[t-1]²` without parameters to fit (RiskMetrics, 1996;
    /// daily 0.94).
    Ewma {
        /// Weight of yesterday's variance, in (0, 1).
        decay: f64,
    },
    /// `v[t] = omega + Σ alpha[i] e[t-i]² + Σ gamma[i] e[t-i]² 1(e[t-i] < 0) + Σ beta[j] v[t-j]`:
    /// ARCH (Engle, 1982), GARCH (Bollerslev, 1986) and, with `o` above 0, GJR-GARCH (Glosten,
    /// Jagannathan and Runkle, 1993).
    Garch {
        /// Lags of the squared residual.
        p: usize,
        /// Lags of the squared negative residual.
        o: usize,
        /// Lags of the variance.
        q: usize,
    },
    /// `ln v[t] = omega + Σ alpha[i] (|z[t-i]| - √(2/π)) + Σ gamma[i] z[t-i] + Σ beta[j] ln v[t-j]`
    /// with `z = e / √v` (Nelson, 1991).
    Egarch {
        /// Lags of the size of the innovation.
        p: usize,
        /// Lags of its sign.
        o: usize,
        /// Lags of the log variance.
        q: usize,
    },
}

impl Variance {
    /// Number of parameters.
    #[must_use]
    pub fn parameters(&self) -> usize {
        match self {
            Self::Constant => 1,
            Self::Ewma { .. } => 0,
            Self::Garch { p, o, q } | Self::Egarch { p, o, q } => 1 + p + o + q,
        }
    }

    /// Names of the parameters.
    #[must_use]
    pub fn parameter_names(&self) -> Vec<String> {
        match self {
            Self::Constant => vec!["sigma2".into()],
            Self::Ewma { .. } => Vec::new(),
            Self::Garch { p, o, q } | Self::Egarch { p, o, q } => {
                let mut names = vec!["omega".into()];
                for (name, lags) in [("alpha", p), ("gamma", o), ("beta", q)] {
                    names.extend((1..=*lags).map(|lag| format!("{name}[{lag}]")));
                }
                names
            }
        }
    }

    /// The orders p, o, q; of a model without such, zeros.
    pub(crate) fn orders(&self) -> (usize, usize, usize) {
        match self {
            Self::Constant | Self::Ewma { .. } => (0, 0, 0),
            Self::Garch { p, o, q } | Self::Egarch { p, o, q } => (*p, *o, *q),
        }
    }

    /// How much of a shock to the variance is left a step later, in the long run: the sum that has
    /// to stay below 1 for the variance to have a mean. Of EGARCH, the sum of the betas; none for a
    /// constant variance.
    #[must_use]
    pub fn persistence(&self, parameters: &[f64]) -> Option<f64> {
        let (p, o, _) = self.orders();
        match self {
            Self::Constant => None,
            Self::Ewma { .. } => Some(1.0),
            Self::Garch { .. } => {
                let sum = |values: &[f64]| values.iter().sum::<f64>();
                let asymmetry = sum(&parameters[1 + p..1 + p + o]);
                Some(sum(&parameters[1..=p]) + 0.5 * asymmetry + sum(&parameters[1 + p + o..]))
            }
            Self::Egarch { .. } => Some(parameters[1 + p + o..].iter().sum()),
        }
    }

    /// Refuses parameters with which the variance can be 0 or negative. A little below 0 passes, as
    /// rounding leaves it.
    pub(crate) fn check_parameters(&self, parameters: &[f64]) -> Result<(), VolatilityError> {
        let (p, o, _) = self.orders();
        let refuse = |parameter: String, value: f64, expected: &'static str| {
            Err(VolatilityError::Parameter { parameter, value, expected })
        };
        if matches!(self, Self::Ewma { .. } | Self::Egarch { .. }) {
            return Ok(());
        }
        let names = self.parameter_names();
        for (i, (value, name)) in parameters.iter().zip(names).enumerate() {
            let asymmetry = (1 + p..1 + p + o).contains(&i);
            // With a symmetric term of the same lag, only the sum has to be positive.
            let paired = asymmetry && i - 1 - p < p;
            let (name, value) = match paired {
                true => (format!("alpha[{0}] + gamma[{0}]", i - p), value + parameters[i - p]),
                false => (name, *value),
            };
            if i == 0 && value <= 0.0 {
                return refuse(name, value, "a number above 0");
            }
            if value < -1e-10 {
                return refuse(name, value, "at least 0, else the variance can be negative");
            }
        }
        Ok(())
    }

    pub(crate) fn check(&self) -> Result<(), VolatilityError> {
        match self {
            Self::Ewma { decay } => crate::series::probability("decay", *decay),
            Self::Garch { p: 0, o: 0, .. } | Self::Egarch { p: 0, o: 0, .. } => {
                let reason = "p or o has to be at least 1, else nothing moves the variance";
                Err(VolatilityError::Specification { model: self.to_string(), reason })
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Variance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constant => f.write_str("constant variance"),
            Self::Ewma { decay } => write!(f, "EWMA({decay})"),
            Self::Garch { p, o: 0, q: 0 } => write!(f, "ARCH({p})"),
            Self::Garch { p, o: 0, q } => write!(f, "GARCH({p},{q})"),
            Self::Garch { p, o, q } => write!(f, "GJR-GARCH({p},{o},{q})"),
            Self::Egarch { p, o, q } => write!(f, "EGARCH({p},{o},{q})"),
        }
    }
}
