use super::{Optimiser, Update, Updated};
use crate::graph::{Result, Tensor};

/// Changes by the sign of a mean of gradients (Chen et al., *Symbolic discovery of optimization
/// algorithms*, 2023). Its learning rate is three to ten times smaller than AdamW's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lion {
    /// Share of the mean in what decides the sign.
    pub beta1: f64,
    /// Memory of the mean.
    pub beta2: f64,
    /// Weight decay, multiplied by the learning rate.
    pub decay: f64,
}

impl Default for Lion {
    /// As published: 0.9, 0.99, no decay.
    fn default() -> Self {
        Self { beta1: 0.9, beta2: 0.99, decay: 0.0 }
    }
}

impl Optimiser for Lion {
    fn moments(&self) -> Vec<&'static str> {
        vec!["lion.m"]
    }

    fn decay(&self) -> f64 {
        self.decay
    }

    /// Records `lion(parameter, gradient, m, learning rate) -> (parameter, m)`.
    fn update(&self, update: &Update<'_>) -> Result<Updated> {
        let Self { beta1, beta2, .. } = *self;
        let decay = update.decay;
        let body = |inputs: &[Tensor]| {
            let [parameter, gradient, m] = [0, 1, 2].map(|i| &inputs[i]);
            let rate = inputs[3].cast(parameter.dtype())?;
            let mix = |beta: f64| m.mul_scalar(beta)?.add(&gradient.mul_scalar(1.0 - beta)?);
            let change = mix(beta1)?.sign()?.mul(&rate)?;
            let kept = rate.mul_scalar(-decay)?.add_scalar(1.0)?;
            Ok(vec![parameter.mul(&kept)?.sub(&change)?, mix(beta2)?])
        };
        let attrs = [("beta1", beta1), ("beta2", beta2), ("decay", decay)];
        let args = [update.parameter, update.gradient, &update.moments[0], update.rate];
        let results = update.parameter.builder().composite("lion", &attrs, &args, &body, None)?;
        Ok(Updated::from_results(results, update.parameter))
    }
}
