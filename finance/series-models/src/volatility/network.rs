use super::FEATURES;
use neuron_rt::graph::{GraphError, Result, Tensor};
use neuron_rt::nn::{Dropout, Init, Linear, LinearConfig, Lstm, RecurrentConfig, Scope};
use neuron_train::trainer::{Batch, Forward, Objective};

/// LSTMs that correct a running variance, and their loss: minus the log-likelihood of Student's t of the next return,
/// less what does not depend on the variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VolatilityNetwork {
    /// States.
    pub hidden: usize,
    /// Layers.
    pub layers: usize,
    /// Share of numbers that training drops before the head.
    pub dropout: f64,
    /// Networks with weights of their own.
    pub members: usize,
}

/// The most that the logarithm of a variance is corrected: to a twentieth or by twenty.
const MOST: f64 = 3.0;

impl VolatilityNetwork {
    /// The logarithm of the next day's variance by one member, `[n]`.
    fn member(&self, scope: &Scope, batch: &Batch) -> Result<Tensor> {
        let (days, base) = (&batch["days"], &batch["base"]);
        let mut config = RecurrentConfig::new(FEATURES, self.hidden);
        config.layers = self.layers;
        let read = Lstm::new(&scope.child("lstm"), config)?.forward(days, None)?;
        let last = read.sequence.index(1, read.sequence.dim(1)? - 1)?;
        // What the last day says goes straight to the head too.
        let today = days.index(1, days.dim(1)? - 1)?.cast(last.dtype())?;
        let known = Tensor::concat(&[&last, &today], -1)?;
        let known = Dropout::new(&scope.child("drop"), self.dropout).forward(&known)?;
        // At first nothing is corrected.
        let zero = LinearConfig {
            weight_init: Some(Init::Zeros),
            bias_init: Some(Init::Zeros),
            ..LinearConfig::default()
        };
        let head = Linear::with(&scope.child("head"), self.hidden + FEATURES, 1, zero)?;
        let correction = head.forward(&known)?.index(1, 0)?;
        let bounded = correction.mul_scalar(1.0 / MOST)?.tanh()?.mul_scalar(MOST)?;
        base.cast(bounded.dtype())?.add(&bounded)
    }
}

impl Objective for VolatilityNetwork {
    fn forward(&self, scope: &Scope, batch: &Batch) -> std::result::Result<Forward, GraphError> {
        let (freedom, target) = (&batch["freedom"], &batch["target"]);
        let loss = |log_variance: &Tensor| -> Result<Tensor> {
            let square = target.square()?.mul(&log_variance.neg()?.exp()?)?;
            let ratio = square.div(&freedom.add_scalar(-2.0)?)?.add_scalar(1.0)?;
            let tail = freedom.add_scalar(1.0)?.mul_scalar(0.5)?.mul(&ratio.log()?)?;
            log_variance.mul_scalar(0.5)?.add(&tail)
        };
        let first = self.member(&scope.child("members").child(0), batch)?;
        let (mut losses, mut together) = (loss(&first)?, first);
        for member in 1..self.members {
            let one = self.member(&scope.child("members").child(member), batch)?;
            (losses, together) = (losses.add(&loss(&one)?)?, together.add(&one)?);
        }
        let each = 1.0 / self.members.max(1) as f64;
        let together = together.mul_scalar(each)?;
        // Members learn alone; what is measured is what they say together.
        let losses = if scope.training() { losses.mul_scalar(each)? } else { loss(&together)? };
        Ok(Forward { losses, outputs: vec![("log_variance".into(), together)] })
    }
}
