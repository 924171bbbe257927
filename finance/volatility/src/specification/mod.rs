//! What a model is made of: a mean, a variance and the law of its innovations.

mod innovation;
mod mean;
mod variance;

pub use innovation::Innovation;
pub use mean::Mean;
pub use variance::Variance;

use crate::VolatilityError;
use serde::Serialize;
use std::fmt;

/// A model of returns, `y[t] = mean[t] + volatility[t] × z[t]` with `z` of mean 0 and variance 1.
///
/// ```
/// use neuron_volatility::{Innovation, Mean, Specification, Variance};
/// let model = Specification {
///     mean: Mean::Constant,
///     variance: Variance::Garch { p: 1, o: 1, q: 1 },
///     innovation: Innovation::StudentT,
/// };
/// assert_eq!(model.to_string(), "constant mean, GJR-GARCH(1,1,1), Student t");
/// assert_eq!(model.parameter_names(), ["mu", "omega", "alpha[1]", "gamma[1]", "beta[1]", "nu"]);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Specification {
    /// The conditional mean.
    pub mean: Mean,
    /// The conditional variance.
    pub variance: Variance,
    /// The law of the standardised innovations.
    pub innovation: Innovation,
}

impl Specification {
    /// GARCH(1,1) with constant mean and normal innovations (Bollerslev, 1986).
    #[must_use]
    pub fn garch() -> Self {
        Self {
            mean: Mean::Constant,
            variance: Variance::Garch { p: 1, o: 0, q: 1 },
            innovation: Innovation::Normal,
        }
    }

    /// GJR-GARCH(1,1,1) with constant mean and Student-t innovations (Glosten, Jagannathan and
    /// Runkle, 1993).
    #[must_use]
    pub fn gjr_t() -> Self {
        Self {
            mean: Mean::Constant,
            variance: Variance::Garch { p: 1, o: 1, q: 1 },
            innovation: Innovation::StudentT,
        }
    }

    /// EGARCH(1,1,1) with constant mean and normal innovations (Nelson, 1991).
    #[must_use]
    pub fn egarch() -> Self {
        Self {
            mean: Mean::Constant,
            variance: Variance::Egarch { p: 1, o: 1, q: 1 },
            innovation: Innovation::Normal,
        }
    }

    /// The names of the parameters in the order of every parameter vector of this crate: mean,
    /// variance, innovation.
    #[must_use]
    pub fn parameter_names(&self) -> Vec<String> {
        let mut names = self.mean.parameter_names();
        names.extend(self.variance.parameter_names());
        names.extend(self.innovation.parameter_names().iter().map(ToString::to_string));
        names
    }

    /// Number of parameters.
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.mean.parameters() + self.variance.parameters() + self.innovation.parameters()
    }

    /// Refuses orders that make no model.
    ///
    /// # Errors
    ///
    /// [`VolatilityError::Specification`] or [`VolatilityError::Argument`].
    pub fn check(&self) -> Result<(), VolatilityError> {
        self.mean.check()?;
        self.variance.check()
    }

    /// Refuses parameters that are too few or too many, not finite, or with which a variance can be
    /// negative or a law does not exist.
    pub(crate) fn check_parameters(&self, parameters: &[f64]) -> Result<(), VolatilityError> {
        let (found, expected) = (parameters.len(), self.parameters());
        if found != expected {
            let names = self.parameter_names().join(", ");
            let model = self.to_string();
            return Err(VolatilityError::ParameterCount { model, found, expected, names });
        }
        crate::series::finite("parameters", parameters)?;
        let (_, variance, shape) = self.split(parameters);
        self.variance.check_parameters(variance)?;
        let laws =
            shape.iter().zip(self.innovation.bounds()).zip(self.innovation.parameter_names());
        for ((value, (lower, upper)), name) in laws {
            if value < lower || value > upper {
                let expected =
                    "within the bounds of the law: degrees 2.05 and up, skewness -1 to 1";
                let parameter = (*name).to_owned();
                return Err(VolatilityError::Parameter { parameter, value: *value, expected });
            }
        }
        Ok(())
    }

    /// Cuts a parameter vector into mean, variance and innovation.
    pub(crate) fn split<'a>(&self, parameters: &'a [f64]) -> (&'a [f64], &'a [f64], &'a [f64]) {
        let (mean, rest) = parameters.split_at(self.mean.parameters());
        let (variance, shape) = rest.split_at(self.variance.parameters());
        (mean, variance, shape)
    }
}

impl fmt::Display for Specification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}, {}", self.mean, self.variance, self.innovation)
    }
}
