use crate::models::unet::{Norm, decode, encode};
use neuron_rt::graph::{GraphError, Result, Tensor};
use neuron_rt::nn::Scope;
use serde::{Deserialize, Serialize};

/// Where the two dates meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fusion {
    /// At the input, their bands stacked: FC-EF of Daudt, Le Saux & Boulch, *Fully convolutional siamese
    /// networks for change detection*, 2018.
    Early,
    /// At each level, as the absolute difference of features that the same weights made of each date: after
    /// FC-Siam-diff of the same. The order of the dates makes no difference.
    #[default]
    SiameseDifference,
}

/// A U-Net (Ronneberger et al., 2015) of two dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChangeNet {
    /// Where the dates meet.
    pub fusion: Fusion,
    /// Channels of each level, from the finest.
    pub channels: Vec<usize>,
    /// What brings the features of a convolution to one scale.
    pub norm: Norm,
}

impl Default for ChangeNet {
    fn default() -> Self {
        Self { fusion: Fusion::default(), channels: vec![16, 32, 64], norm: Norm::None }
    }
}

impl ChangeNet {
    /// How strongly each pixel changed, as a logit.
    ///
    /// # Shapes
    /// `before, after: [batch, bands, height, width]` → `[batch, 1, height, width]`; the extents can be halved
    /// between levels
    ///
    /// # Errors
    /// Where the dates differ in shape, the extents cannot be halved, or there are no levels.
    pub fn forward(&self, scope: &Scope, before: &Tensor, after: &Tensor) -> Result<Tensor> {
        let (batch, bands) = (before.dim(0)?, before.dim(1)?);
        let step = 1 << self.channels.len().saturating_sub(1).min(16);
        let halves = before.dim(2)? % step == 0 && before.dim(3)? % step == 0;
        if self.channels.is_empty() || before.shape() != after.shape() || !halves {
            let what = format!(
                "needs two dates of the same [batch, bands, height, width], extents divisible by {step}, and a \
                 level; found {} and {}, {} levels",
                before.ty(),
                after.ty(),
                self.channels.len()
            );
            let layer = "change net".to_owned();
            return Err(GraphError::Operands { layer, op: "forward", what });
        }
        let levels = match self.fusion {
            Fusion::Early => {
                let stacked = Tensor::concat(&[before, after], 1)?;
                encode(scope, &stacked, 2 * bands, &self.channels, self.norm)?
            }
            Fusion::SiameseDifference => {
                // Dates are images of one batch to the way down: that they share its weights needs no care.
                let dates = Tensor::concat(&[before, after], 0)?;
                // So do batch norms, in which each date of a pair counts as the pair does.
                let weight = scope.sample_weight();
                if let Some(weight) = &weight {
                    scope.set_sample_weight(&Tensor::concat(&[weight, weight], 0)?);
                }
                let levels = encode(scope, &dates, bands, &self.channels, self.norm)?;
                if let Some(weight) = &weight {
                    scope.set_sample_weight(weight);
                }
                let difference =
                    |x: &Tensor| x.narrow(0, batch, 2 * batch)?.sub(&x.narrow(0, 0, batch)?)?.abs();
                levels.iter().map(difference).collect::<Result<Vec<Tensor>>>()?
            }
        };
        decode(scope, &levels, &self.channels, 1, self.norm)
    }
}
