use crate::graph::{Result, Tensor};
use crate::nn::Outputs;
use crate::nn::precision::wide;

/// What a model gives to a training step.
///
/// The step differentiates `sum / weight`, with sums over the whole batch: a batch that is cut into
/// parts has the same gradient.
#[derive(Clone, Debug)]
pub struct Loss {
    /// Σ weight × loss over the samples: a scalar.
    pub sum: Tensor,
    /// Σ weight over the samples: a scalar, through which no gradient flows.
    pub weight: Tensor,
    /// What else the step is to give out, by name, such as logits for a metric.
    pub outputs: Outputs,
}

impl Loss {
    /// The mean of losses `[n]`, each counted by the weight `[n]` of its sample, or each once.
    ///
    /// # Errors
    /// Where the shapes differ.
    pub fn mean(losses: &Tensor, sample_weight: Option<&Tensor>) -> Result<Self> {
        let dtype = wide(losses.dtype());
        if sample_weight.is_some() {
            let ones = losses.builder().full(dtype, losses.shape().clone(), 1.0)?;
            return Self::over(losses, &ones, sample_weight);
        }
        let count = losses.builder().scalar(dtype, losses.shape().elements() as f64);
        let sum = losses.cast(dtype)?.sum_all()?;
        Ok(Self { sum, weight: count, outputs: Outputs::new() })
    }

    /// Σ losses / Σ counts, both `[n]`, each sample counted by its weight `[n]`, or once.
    ///
    /// # Errors
    /// Where the shapes differ.
    pub fn over(losses: &Tensor, counts: &Tensor, sample_weight: Option<&Tensor>) -> Result<Self> {
        let dtype = wide(losses.dtype());
        for other in [Some(counts), sample_weight].into_iter().flatten() {
            if other.shape() != losses.shape() {
                let what = format!("weighs losses {} by {}", losses.ty(), other.ty());
                return Err(losses.builder().mismatch("mean", what));
            }
        }
        let (losses, counts) = (losses.cast(dtype)?, counts.cast(dtype)?);
        let Some(weight) = sample_weight else {
            return Self::new(&losses.sum_all()?, &counts.sum_all()?);
        };
        let weight = weight.cast(dtype)?;
        // What weighs nothing is left out, whatever it is: 0 × ∞ would be NaN.
        let none = weight.scalar_like(0.0);
        let losses = weight.equal(&none)?.select(&none, &losses)?;
        Self::new(&losses.mul(&weight)?.sum_all()?, &counts.mul(&weight)?.sum_all()?)
    }

    /// From sums of one's own, scalars both.
    ///
    /// # Errors
    /// None that valid tensors could cause.
    pub fn new(sum: &Tensor, weight: &Tensor) -> Result<Self> {
        Ok(Self { sum: sum.clone(), weight: weight.stop_gradient()?, outputs: Vec::new() })
    }

    /// The same, which also gives out a tensor.
    #[must_use]
    pub fn output(mut self, name: &str, value: &Tensor) -> Self {
        self.outputs.push((name.to_owned(), value.clone()));
        self
    }
}
