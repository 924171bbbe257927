use neuron_rt::graph::{DType, Result, Tensor};
use neuron_rt::nn::functional::softplus;
use neuron_rt::nn::losses::dice;
use serde::{Deserialize, Serialize};

/// What is minimised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LossKind {
    /// Binary cross-entropy.
    Bce,
    /// Focal loss (Lin et al., 2017): surprise at pixels that are sure already counts less.
    Focal,
    /// One minus the Dice overlap of a tile (Milletari et al., 2016).
    Dice,
    /// The sum of Dice and binary cross-entropy.
    #[default]
    DiceBce,
}

/// A loss over labelled pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChangeLoss {
    /// Which.
    pub kind: LossKind,
    /// What a changed pixel counts in cross-entropy and focal loss, an unchanged one counting 1; 0: as many as
    /// there are unchanged pixels to a changed one among the training labels.
    pub changed_weight: f64,
    /// The exponent of the focal loss.
    pub gamma: f64,
}

impl Default for ChangeLoss {
    fn default() -> Self {
        Self { kind: LossKind::default(), changed_weight: 1.0, gamma: 2.0 }
    }
}

impl ChangeLoss {
    /// With the weight that training labels ask for, where it is left to them: `[unchanged, changed]` pixels.
    #[must_use]
    pub fn weighted(self, [unchanged, changed]: [u64; 2]) -> Self {
        if self.changed_weight > 0.0 {
            return self;
        }
        let changed_weight = unchanged.max(1) as f64 / changed.max(1) as f64;
        Self { changed_weight, ..self }
    }

    /// The loss of each tile: a mean over its pixels of a label; 0 where it has none.
    ///
    /// # Shapes
    /// `logits: [batch, 1, rows, columns]`, `mask: i32 [batch, rows, columns]` of 1, 0 and -1 → `[batch]`
    ///
    /// # Errors
    /// Where shapes differ.
    pub fn forward(&self, logits: &Tensor, mask: &Tensor) -> Result<Tensor> {
        let batch = mask.dim(0)?;
        let pixels = mask.dim(1)? * mask.dim(2)?;
        let x = logits.cast(DType::F32)?.reshape([batch, 1, pixels])?;
        let mask = mask.cast(DType::F32)?.reshape([batch, 1, pixels])?;
        let known = mask.add_scalar(1.0)?.clamp(0.0, 1.0)?;
        let changed = mask.clamp(0.0, 1.0)?;
        match self.kind {
            LossKind::Bce => self.mean(&self.surprise(&x, &changed)?, &known),
            LossKind::Focal => {
                // ln(1 - p) of the truth's probability p is the negative softplus of its logit.
                let towards = x.mul(&changed.mul_scalar(2.0)?.add_scalar(-1.0)?)?;
                let doubt = softplus(&towards)?.mul_scalar(-self.gamma)?.exp()?;
                self.mean(&doubt.mul(&self.surprise(&x, &changed)?)?, &known)
            }
            LossKind::Dice => dice(&x.sigmoid()?.mul(&known)?, &changed, 1.0),
            LossKind::DiceBce => {
                let overlap = dice(&x.sigmoid()?.mul(&known)?, &changed, 1.0)?;
                overlap.add(&self.mean(&self.surprise(&x, &changed)?, &known)?)
            }
        }
    }

    /// Cross-entropy of each pixel, changed ones by their weight.
    fn surprise(&self, x: &Tensor, changed: &Tensor) -> Result<Tensor> {
        let weight = changed.mul_scalar(self.changed_weight - 1.0)?.add_scalar(1.0)?;
        softplus(x)?.sub(&x.mul(changed)?)?.mul(&weight)
    }

    fn mean(&self, losses: &Tensor, known: &Tensor) -> Result<Tensor> {
        let count = known.sum(&[1, 2])?;
        let count = count.maximum(&count.scalar_like(1.0))?;
        losses.mul(known)?.sum(&[1, 2])?.div(&count)
    }
}
