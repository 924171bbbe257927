use crate::models::{SequenceModel, SequenceShape};
use neuron_rt::graph::GraphError;
use neuron_rt::nn::functional::cross_entropy;
use neuron_rt::nn::{Activation, LayerNorm, Linear, Scope};
use neuron_train::trainer::{Batch, Forward, Objective};

/// A network that guesses hidden tokens. Its encoder bears the names of a classifier's.
#[derive(Clone, Debug)]
pub struct MaskedNetwork {
    /// The encoder.
    pub model: SequenceModel,
    /// What it is fed.
    pub shape: SequenceShape,
}

impl Objective for MaskedNetwork {
    /// The loss of a sequence is the mean over its hidden tokens; `hits` `[n]` is the share of them that is guessed.
    fn forward(&self, scope: &Scope, batch: &Batch) -> Result<Forward, GraphError> {
        let (ids, keep) = (&batch["ids"], &batch["keep"]);
        let encoded = self.model.encode(&scope.child("encoder"), ids, keep, self.shape)?;
        let width = self.model.width();
        let guess = scope.child("guess");
        let hidden = Linear::new(&guess.child("hidden"), width, width)?.forward(&encoded)?;
        let hidden = Activation::Gelu.forward(&hidden)?;
        let hidden = LayerNorm::new(&guess.child("norm"), width)?.forward(&hidden)?;
        let [batch_size, length] = [ids.dim(0)?, self.shape.length];
        let flat = hidden.reshape([batch_size * length, width])?;
        let logits =
            Linear::new(&guess.child("tokens"), width, self.shape.vocabulary)?.forward(&flat)?;
        let target = batch["target"].reshape([batch_size * length])?;
        let losses = cross_entropy(&logits, &target, 0.0)?.reshape([batch_size, length])?;
        let asked = batch["asked"].cast(losses.dtype())?;
        let count = asked.sum(&[1])?.maximum(&asked.scalar_like(1.0))?;
        let losses = losses.mul(&asked)?.sum(&[1])?.div(&count)?;
        let said = logits.arg_max(-1)?.reshape([batch_size, length])?;
        let right = said.equal(&batch["target"])?.cast(asked.dtype())?;
        let hits = right.mul(&asked)?.sum(&[1])?.div(&count)?;
        Ok(Forward { losses, outputs: vec![("hits".into(), hits)] })
    }
}
