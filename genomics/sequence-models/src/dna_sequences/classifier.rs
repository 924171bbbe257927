use super::Pooling;
use super::kernel::KernelLayer;
use super::placed_words::PlacedWords;
use crate::models::{SequenceModel, SequenceShape};
use neuron_rt::graph::{GraphError, Result, Tensor};
use neuron_rt::nn::functional::{log_softmax, softmax};
use neuron_rt::nn::{Dropout, Linear, Scope, functional};
use neuron_train::trainer::{Batch, Forward, Objective};

/// A network with a head of classes, and its loss.
#[derive(Clone, Debug)]
pub struct SequenceClassifier {
    /// The network.
    pub model: SequenceModel,
    /// What it is fed.
    pub shape: SequenceShape,
    /// How many classes.
    pub classes: usize,
    /// How tokens become one row.
    pub pooling: Pooling,
    /// Hidden numbers of a layer that sees which word of bases stands where, beside the network; 0 for none.
    pub placed_words: usize,
    /// Training sequences that a kernel regression beside the network keeps; 0 for none.
    pub kept: usize,
    /// Whether both strands are read.
    pub reverse_complement: bool,
    /// Networks with weights of their own.
    pub members: usize,
    /// Share of each target that is spread over all classes.
    pub label_smoothing: f64,
}

/// Where the loss is, the probability of a class is never taken to be less.
const LEAST: f64 = 1e-6;

impl SequenceClassifier {
    /// Scores of the classes by one strand and one member.
    fn logits(&self, scope: &Scope, ids: &Tensor, keep: &Tensor) -> Result<Tensor> {
        let encoded = self.model.encode(&scope.child("encoder"), ids, keep, self.shape)?;
        let (batch, width) = (ids.dim(0)?, self.model.width());
        let (pooled, numbers) = match self.pooling {
            Pooling::Places => {
                let seen = keep.unsqueeze(2)?.cast(encoded.dtype())?;
                // What is not there is lower than whatever a norm gives.
                let hidden = seen.mul_scalar(1e4)?.add_scalar(-1e4)?;
                let most = encoded.add(&hidden)?.max(&[1])?;
                let most = most.maximum(&most.scalar_like(-1e2))?;
                (Tensor::concat(&[&mean(&encoded, keep)?, &most], -1)?, 2 * width)
            }
            Pooling::Aligned => {
                let seen = encoded.mul(&keep.unsqueeze(2)?.cast(encoded.dtype())?)?;
                // A few numbers a place: all of them would be more weights than the network has.
                let few = width.div_ceil(4);
                let narrow = Linear::new(&scope.child("narrow"), width, few)?.forward(&seen)?;
                let length = self.shape.length;
                (narrow.relu()?.reshape([batch, length * few])?, length * few)
            }
        };
        let pooled = Dropout::new(&scope.child("head_drop"), 0.2).forward(&pooled)?;
        Linear::new(&scope.child("head"), numbers, self.classes)?.forward(&pooled)
    }

    /// Scores of a member by one strand: those of the network, and of the layer of placed words where there is one.
    fn of_strand(&self, scope: &Scope, ids: &Tensor, keep: &Tensor) -> Result<Vec<Tensor>> {
        let mut parts = vec![self.logits(scope, ids, keep)?];
        if self.placed_words > 0 {
            let words = PlacedWords {
                length: self.shape.length,
                hidden: self.placed_words,
                classes: self.classes,
            };
            parts.push(words.forward(&scope.child("placed"), ids, keep)?);
        }
        Ok(parts)
    }

    /// Scores by each part of a member; by both strands, where both are asked for: the mean of theirs, which does not
    /// depend on their order.
    fn of_member(&self, scope: &Scope, batch: &Batch) -> Result<Vec<Tensor>> {
        let forward = self.of_strand(scope, &batch["ids"], &batch["keep"])?;
        if !self.reverse_complement {
            return Ok(forward);
        }
        let reverse = self.of_strand(scope, &batch["reverse_ids"], &batch["reverse_keep"])?;
        forward.iter().zip(&reverse).map(|(one, other)| one.add(other)?.mul_scalar(0.5)).collect()
    }

    /// Scores of the kernel regression, where there is one, outside of training.
    fn of_kernel(&self, scope: &Scope, batch: &Batch) -> Result<Option<Tensor>> {
        if self.kept == 0 {
            return Ok(None);
        }
        let layer =
            KernelLayer { length: self.shape.length, kept: self.kept, classes: self.classes };
        if scope.training() {
            layer.declare(scope)?;
            return Ok(None);
        }
        let kept = layer.keep(scope)?;
        let forward = layer.forward(&kept, &batch["ids"], &batch["keep"])?;
        if !self.reverse_complement {
            return Ok(Some(forward));
        }
        let reverse = layer.forward(&kept, &batch["reverse_ids"], &batch["reverse_keep"])?;
        Ok(Some(forward.add(&reverse)?.mul_scalar(0.5)?))
    }
}

/// What is said: the network's scores, or the geometric mean of its probabilities and the kernel's.
fn outputs(network: &Tensor, kernel: Option<Tensor>) -> Result<Vec<(String, Tensor)>> {
    let logits = match kernel {
        None => network.clone(),
        Some(kernel) => log_softmax(network)?.add(&log_softmax(&kernel)?)?.mul_scalar(0.5)?,
    };
    Ok(vec![("logits".into(), logits)])
}

/// The mean over tokens that are there: `[n, length, width]` → `[n, width]`.
pub(crate) fn mean(encoded: &Tensor, keep: &Tensor) -> Result<Tensor> {
    let seen = keep.unsqueeze(2)?.cast(encoded.dtype())?;
    let count = seen.sum(&[1])?.maximum(&seen.scalar_like(1.0))?;
    encoded.mul(&seen)?.sum(&[1])?.div(&count)
}

impl Objective for SequenceClassifier {
    fn forward(&self, scope: &Scope, batch: &Batch) -> std::result::Result<Forward, GraphError> {
        let smoothing = if scope.training() { self.label_smoothing } else { 0.0 };
        let loss = |logits: &Tensor| functional::cross_entropy(logits, &batch["label"], smoothing);
        let mut voters = Vec::new();
        if self.members <= 1 {
            voters.extend(self.of_member(scope, batch)?);
        } else {
            for member in 0..self.members {
                voters.extend(self.of_member(&scope.child("members").child(member), batch)?);
            }
        }
        let kernel = self.of_kernel(&scope.child("kernel"), batch)?;
        if let [logits] = &voters[..] {
            let losses = loss(logits)?;
            return Ok(Forward { losses, outputs: outputs(logits, kernel)? });
        }
        // Each learns by a loss of its own: by one of their sum, the sure would teach the others nothing.
        let (mut losses, mut together) = (loss(&voters[0])?, softmax(&voters[0])?);
        for logits in &voters[1..] {
            (losses, together) = (losses.add(&loss(logits)?)?, together.add(&softmax(logits)?)?);
        }
        let each = 1.0 / voters.len() as f64;
        let shares = together.mul_scalar(each)?;
        let logits = shares.maximum(&shares.scalar_like(LEAST))?.log()?;
        Ok(Forward { losses: losses.mul_scalar(each)?, outputs: outputs(&logits, kernel)? })
    }
}
