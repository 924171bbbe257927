use super::linear::project;
use crate::graph::{Result, Tensor};
use crate::nn::{Init, Scope};

/// Cuts an image into square patches and maps each to a vector (Dosovitskiy et al., *An image is
/// worth 16×16 words*, 2021): a convolution whose stride is its kernel, computed as one product.
///
/// Parameters: `proj.weight [features, channels, size, size]`, `proj.bias [features]`.
#[derive(Clone, Debug)]
pub struct PatchEmbed {
    scope: Scope,
    weight: Tensor,
    bias: Tensor,
}

impl PatchEmbed {
    /// Patches of `size × size` pixels of `channels` channels.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn new(scope: &Scope, channels: usize, size: usize, features: usize) -> Result<Self> {
        let scope = scope.child("proj");
        let init = Init::torch_default(channels * size * size);
        let weight = scope.parameter("weight", [features, channels, size, size], init)?;
        let bias = scope.parameter("bias", [features], init)?;
        Ok(Self { scope, weight, bias })
    }

    /// # Shapes
    /// `[n, channels, h, w]` → `[n, (h / size) (w / size), features]`, row by row
    ///
    /// # Errors
    /// Where the channels differ or `size` does not divide `h` and `w`.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let _layer = self.scope.enter();
        let &[features, channels, size, _] = self.weight.shape().dims() else {
            return Err(self.scope.builder().mismatch("patch_embed", "has no weight".to_owned()));
        };
        let (n, rows, columns) = match x.shape().dims() {
            &[n, c, h, w] if c == channels && h % size == 0 && w % size == 0 => {
                (n, h / size, w / size)
            }
            _ => {
                let what = format!(
                    "needs [n, {channels}, h, w] with multiples of {size} for h and w, found {}",
                    x.ty()
                );
                return Err(self.scope.builder().mismatch("patch_embed", what));
            }
        };
        let patch = channels * size * size;
        let patches = x
            .reshape([n, channels, rows, size, columns, size])?
            .transpose(&[0, 2, 4, 1, 3, 5])?
            .reshape([n, rows * columns, patch])?;
        project(&patches, &self.weight.reshape([features, patch])?, Some(&self.bias))
    }
}
