use super::{Optimiser, Update, Updated};
use crate::graph::{Result, Tensor};

/// Stochastic gradient descent, with momentum (Sutskever et al., 2013). Weight decay joins the
/// gradient, as PyTorch's.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sgd {
    /// Share of the last change that is kept; 0: none, and no moment is kept.
    pub momentum: f64,
    /// Looks ahead by the momentum (Nesterov).
    pub nesterov: bool,
    /// Weight decay.
    pub decay: f64,
}

impl Optimiser for Sgd {
    fn moments(&self) -> Vec<&'static str> {
        if self.momentum == 0.0 { Vec::new() } else { vec!["sgd.momentum"] }
    }

    fn decay(&self) -> f64 {
        self.decay
    }

    /// Records `sgd_momentum(parameter, gradient, momentum, learning rate) -> (parameter,
    /// momentum)`, or `sgd(parameter, gradient, learning rate) -> parameter` without momentum.
    fn update(&self, update: &Update<'_>) -> Result<Updated> {
        let Self { momentum, nesterov, .. } = *self;
        let decay = update.decay;
        let decayed = |parameter: &Tensor, gradient: &Tensor| {
            if decay == 0.0 {
                return Ok(gradient.clone());
            }
            gradient.add(&parameter.mul_scalar(decay)?)
        };
        let builder = update.parameter.builder();
        let Some(kept) = update.moments.first() else {
            let body = |inputs: &[Tensor]| {
                let (parameter, rate) = (&inputs[0], inputs[2].cast(inputs[0].dtype())?);
                let change = decayed(parameter, &inputs[1])?.mul(&rate)?;
                Ok(vec![parameter.sub(&change)?])
            };
            let args = [update.parameter, update.gradient, update.rate];
            let results = builder.composite("sgd", &[("decay", decay)], &args, &body, None)?;
            return Ok(Updated::from_results(results, update.parameter));
        };
        let body = |inputs: &[Tensor]| {
            let (parameter, rate) = (&inputs[0], inputs[3].cast(inputs[0].dtype())?);
            let gradient = decayed(parameter, &inputs[1])?;
            let kept = inputs[2].mul_scalar(momentum)?.add(&gradient)?;
            let ahead =
                if nesterov { gradient.add(&kept.mul_scalar(momentum)?)? } else { kept.clone() };
            Ok(vec![parameter.sub(&ahead.mul(&rate)?)?, kept])
        };
        let nesterov = if nesterov { 1.0 } else { 0.0 };
        let attrs = [("momentum", momentum), ("nesterov", nesterov), ("decay", decay)];
        let args = [update.parameter, update.gradient, kept, update.rate];
        let results = builder.composite("sgd_momentum", &attrs, &args, &body, None)?;
        Ok(Updated::from_results(results, update.parameter))
    }
}
