use super::process::Process;
use crate::{FittedModel, Variance};

impl FittedModel {
    /// The news impact curve (Engle and Ng, 1993): the variance of the next day, for each residual
    /// in `shocks` today, when everything before was at its long-run level (or, without one, at the
    /// mean of the fitted variances). In the unit of the returns, squared.
    #[must_use]
    pub fn news_impact(&self, shocks: &[f64]) -> Vec<f64> {
        let fitted = self.conditional_volatility.iter().map(|s| s * s).sum::<f64>()
            / self.conditional_volatility.len() as f64;
        let parameters = self.parameters();
        let (_, variance, _) = self.specification.split(&parameters);
        let level = match (&self.specification.variance, self.persistence) {
            (Variance::Egarch { .. }, Some(sum)) if sum < 1.0 => (variance[0] / (1.0 - sum)).exp(),
            _ => self.unconditional_variance.unwrap_or(fitted),
        };
        let rest = Process::at_rest(&self.specification, &parameters, 0.0, level);
        shocks
            .iter()
            .map(|shock| {
                let mut process = rest.clone();
                process.set_last_residual(*shock);
                process.variance()
            })
            .collect()
    }
}
