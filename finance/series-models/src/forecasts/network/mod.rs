//! Networks that forecast quantiles of all steps of the horizon at once, and their loss.

mod interpolation;
mod item;
mod lstm;
mod nhits;
mod patch;
mod pinball;
mod quantiles;
mod step_decoder;

use super::{Architecture, Sizes};
use neuron_rt::graph::{GraphError, Result, Tensor};
use neuron_rt::nn::Scope;
use neuron_train::trainer::{Batch, Forward, Objective};

pub use interpolation::interpolation;
pub use pinball::masked_pinball;
pub use quantiles::ordered_quantiles;

/// Networks that correct a reference, and their loss: the quantile loss of all steps that are known.
///
/// Outputs: `quantiles` `[n, horizon, levels]`, in the window's units, ascending.
#[derive(Clone, Debug, PartialEq)]
pub struct ForecastNetwork {
    sizes: Sizes,
}

impl ForecastNetwork {
    /// Of these sizes.
    #[must_use]
    pub fn new(sizes: Sizes) -> Self {
        Self { sizes }
    }

    /// The quantiles by one member, `[n, horizon, levels]`.
    fn member(&self, scope: &Scope, batch: &Batch) -> Result<Tensor> {
        let item = item::item(scope, batch, &self.sizes)?;
        let raw = match self.sizes.architecture {
            Architecture::Nhits => nhits::nhits(scope, batch, &item, &self.sizes)?,
            Architecture::Lstm => lstm::lstm(scope, batch, &item, &self.sizes)?,
            Architecture::Patch => patch::patch(scope, batch, &item, &self.sizes)?,
        };
        let corrections = ordered_quantiles(&raw, &self.sizes.levels)?;
        let reference = batch["reference"].unsqueeze(2)?.cast(corrections.dtype())?;
        corrections.add(&reference)
    }
}

impl Objective for ForecastNetwork {
    fn forward(&self, scope: &Scope, batch: &Batch) -> std::result::Result<Forward, GraphError> {
        let loss = |quantiles: &Tensor| {
            masked_pinball(quantiles, &batch["target"], &batch["observed"], &self.sizes.levels)
        };
        let members = scope.child("members");
        let first = self.member(&members.child(0), batch)?;
        let (mut losses, mut together) = (loss(&first)?, first);
        for member in 1..self.sizes.members {
            let one = self.member(&members.child(member), batch)?;
            (losses, together) = (losses.add(&loss(&one)?)?, together.add(&one)?);
        }
        let each = 1.0 / self.sizes.members.max(1) as f64;
        let together = together.mul_scalar(each)?;
        // Members learn alone; what is measured is what they say together.
        let losses = if scope.training() { losses.mul_scalar(each)? } else { loss(&together)? };
        Ok(Forward { losses, outputs: vec![("quantiles".into(), together)] })
    }
}
