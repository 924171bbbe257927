use super::{Optimiser, Update, Updated};
use crate::graph::{Result, Tensor};

/// Adam with weight decay beside the gradient (Loshchilov & Hutter, *Decoupled weight decay
/// regularization*, 2019).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdamW {
    /// Memory of the mean of gradients.
    pub beta1: f64,
    /// Memory of the mean of their squares.
    pub beta2: f64,
    /// Added to the root of the mean of squares.
    pub epsilon: f64,
    /// Weight decay, multiplied by the learning rate.
    pub decay: f64,
}

impl Default for AdamW {
    /// As PyTorch's: 0.9, 0.999, 1e-8, 0.01.
    fn default() -> Self {
        Self { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0.01 }
    }
}

impl Optimiser for AdamW {
    fn moments(&self) -> Vec<&'static str> {
        vec!["adamw.m", "adamw.v"]
    }

    fn decay(&self) -> f64 {
        self.decay
    }

    /// Records `adamw(parameter, gradient, m, v, learning rate, correction 1, correction 2) ->
    /// (parameter, m, v)`.
    fn update(&self, update: &Update<'_>) -> Result<Updated> {
        let Self { beta1, beta2, epsilon, .. } = *self;
        let decay = update.decay;
        let [correction1, correction2] =
            [correction(update.step, beta1)?, correction(update.step, beta2)?];
        let body = |inputs: &[Tensor]| {
            let [parameter, gradient, m, v] = [0, 1, 2, 3].map(|i| &inputs[i]);
            let scalar = |i: usize| inputs[i].cast(parameter.dtype());
            let (rate, correction1, correction2) = (scalar(4)?, scalar(5)?, scalar(6)?);
            let m = m.mul_scalar(beta1)?.add(&gradient.mul_scalar(1.0 - beta1)?)?;
            let v = v.mul_scalar(beta2)?.add(&gradient.square()?.mul_scalar(1.0 - beta2)?)?;
            let root = v.sqrt()?.div(&correction2.sqrt()?)?.add_scalar(epsilon)?;
            let change = m.div(&root)?.mul(&rate.div(&correction1)?)?;
            let kept = rate.mul_scalar(-decay)?.add_scalar(1.0)?;
            Ok(vec![parameter.mul(&kept)?.sub(&change)?, m, v])
        };
        let attrs = [("beta1", beta1), ("beta2", beta2), ("epsilon", epsilon), ("decay", decay)];
        let args = [
            update.parameter,
            update.gradient,
            &update.moments[0],
            &update.moments[1],
            update.rate,
            &correction1,
            &correction2,
        ];
        let results = update.parameter.builder().composite("adamw", &attrs, &args, &body, None)?;
        Ok(Updated::from_results(results, update.parameter))
    }
}

/// `1 - beta^step`, exact also in the first steps, where the power is close to 1.
fn correction(step: &Tensor, beta: f64) -> Result<Tensor> {
    step.mul_scalar(beta.ln())?.expm1()?.neg()
}
