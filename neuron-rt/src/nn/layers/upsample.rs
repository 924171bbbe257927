use crate::graph::{Result, Tensor};

/// How pixels between pixels are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interpolation {
    /// Each pixel repeated.
    Nearest,
    /// Linear both ways; pixel centres as PyTorch's `align_corners=False`.
    Bilinear,
}

/// Enlarges an image by a whole factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upsample {
    /// How much larger both ways.
    pub factor: usize,
    /// How pixels between pixels are found.
    pub interpolation: Interpolation,
}

impl Upsample {
    /// # Shapes
    /// `[n, c, h, w]` → `[n, c, factor h, factor w]`
    ///
    /// # Errors
    /// Where the tensor is not of four dimensions.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        match (self.interpolation, x.shape().dims()) {
            (Interpolation::Bilinear, &[_, _, h, w]) => {
                x.upsample_bilinear2d(h * self.factor, w * self.factor)
            }
            _ => x.upsample_nearest2d(self.factor),
        }
    }
}
