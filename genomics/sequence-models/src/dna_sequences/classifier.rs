use super::Pooling;
use crate::models::{SequenceModel, SequenceShape};
use neuron_rt::graph::{GraphError, Result, Tensor};
use neuron_rt::nn::functional::softmax;
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
    /// One row of numbers a sequence: the mean over its tokens of what the network makes of them.
    ///
    /// # Shapes
    /// `ids: i32 [n, length]`, `keep: [n, length]` → `[n, width]`
    ///
    /// # Errors
    /// What recording the graph meets.
    pub fn embed(&self, scope: &Scope, ids: &Tensor, keep: &Tensor) -> Result<Tensor> {
        let encoded = self.model.encode(&scope.child("encoder"), ids, keep, self.shape)?;
        mean(&encoded, keep)
    }

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

    /// Scores by both strands, where both are asked for: the mean of theirs, which does not depend on their order.
    fn of_member(&self, scope: &Scope, batch: &Batch) -> Result<Tensor> {
        let forward = self.logits(scope, &batch["ids"], &batch["keep"])?;
        if !self.reverse_complement {
            return Ok(forward);
        }
        let reverse = self.logits(scope, &batch["reverse_ids"], &batch["keep"])?;
        forward.add(&reverse)?.mul_scalar(0.5)
    }
}

/// The mean over tokens that are there.
fn mean(encoded: &Tensor, keep: &Tensor) -> Result<Tensor> {
    let seen = keep.unsqueeze(2)?.cast(encoded.dtype())?;
    let count = seen.sum(&[1])?.maximum(&seen.scalar_like(1.0))?;
    encoded.mul(&seen)?.sum(&[1])?.div(&count)
}

impl Objective for SequenceClassifier {
    fn forward(&self, scope: &Scope, batch: &Batch) -> std::result::Result<Forward, GraphError> {
        let smoothing = if scope.training() { self.label_smoothing } else { 0.0 };
        let loss = |logits: &Tensor| functional::cross_entropy(logits, &batch["label"], smoothing);
        if self.members <= 1 {
            let logits = self.of_member(scope, batch)?;
            return Ok(Forward {
                losses: loss(&logits)?,
                outputs: vec![("logits".into(), logits)],
            });
        }
        let first = self.of_member(&scope.child("members").child(0), batch)?;
        let (mut losses, mut together) = (loss(&first)?, softmax(&first)?);
        for member in 1..self.members {
            let logits = self.of_member(&scope.child("members").child(member), batch)?;
            (losses, together) = (losses.add(&loss(&logits)?)?, together.add(&softmax(&logits)?)?);
        }
        let each = 1.0 / self.members as f64;
        let shares = together.mul_scalar(each)?;
        let logits = shares.maximum(&shares.scalar_like(LEAST))?.log()?;
        Ok(Forward { losses: losses.mul_scalar(each)?, outputs: vec![("logits".into(), logits)] })
    }
}
