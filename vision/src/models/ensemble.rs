use super::{ImageShape, ModelConfig};
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{Scope, functional};

/// One classifier, or several whose probabilities are averaged: a deep ensemble (Lakshminarayanan et
/// al., 2017), which depends less on its first weights than one model.
#[derive(Clone, Debug)]
pub struct Ensemble {
    /// The model.
    pub model: ModelConfig,
    /// How many of it, each with weights of its own.
    pub members: usize,
    /// The images that it is to classify.
    pub shape: ImageShape,
}

impl Ensemble {
    /// Scores of a batch of images, of several models the logarithms of their mean probabilities; and the
    /// loss of each image, which `loss` makes of one model's scores.
    ///
    /// # Shapes
    /// `image: [batch, bands, height, width]` → `[batch, classes]`, `[batch]`
    ///
    /// # Errors
    /// Where the model does not fit the images; the error names the layer.
    pub fn forward(
        &self,
        scope: &Scope,
        image: &Tensor,
        loss: &dyn Fn(&Tensor) -> Result<Tensor>,
    ) -> Result<(Tensor, Tensor)> {
        let one = |scope: &Scope| {
            let logits = self.model.forward(scope, image, self.shape)?;
            let losses = loss(&logits)?;
            Ok((logits, losses))
        };
        if self.members == 1 {
            return one(scope);
        }
        // Each learns from its own loss: were the loss that of their mean, they would learn to make
        // up for one another, and not to be right.
        let member = |number: usize| {
            let (logits, losses) = one(&scope.child(format!("member.{number}")))?;
            Ok((functional::softmax(&logits)?, losses))
        };
        let (mut probabilities, mut losses) = member(0)?;
        for number in 1..self.members {
            let (more, loss) = member(number)?;
            (probabilities, losses) = (probabilities.add(&more)?, losses.add(&loss)?);
        }
        let share = 1.0 / self.members as f64;
        let least = f64::from(f32::MIN_POSITIVE);
        let logits = probabilities.mul_scalar(share)?.add_scalar(least)?.log()?;
        Ok((logits, losses.mul_scalar(share)?))
    }
}
