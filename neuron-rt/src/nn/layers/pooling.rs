use crate::graph::{Result, Tensor, WindowSpec};

/// Largest element of each window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MaxPool2d {
    /// Geometry.
    pub spec: WindowSpec,
}

/// Mean of each window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AvgPool2d {
    /// Geometry.
    pub spec: WindowSpec,
    /// Whether padding counts as zeros, as PyTorch has it unless told otherwise.
    pub count_padding: bool,
}

/// Square windows of `size` side by side, as PyTorch's default stride has it.
const fn square(size: usize) -> WindowSpec {
    WindowSpec { size: [size; 2], stride: [size; 2], padding: [[0; 2]; 2] }
}

impl MaxPool2d {
    /// Square windows of `size`, side by side.
    #[must_use]
    pub const fn new(size: usize) -> Self {
        Self { spec: square(size) }
    }

    /// # Shapes
    /// `[n, c, h, w]` → `[n, c, h', w']`
    ///
    /// # Errors
    /// Where the window does not fit.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        x.max_pool2d(self.spec)
    }
}

impl AvgPool2d {
    /// Square windows of `size`, side by side.
    #[must_use]
    pub const fn new(size: usize) -> Self {
        Self { spec: square(size), count_padding: true }
    }

    /// # Shapes
    /// `[n, c, h, w]` → `[n, c, h', w']`
    ///
    /// # Errors
    /// Where the window does not fit.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let mean = x.avg_pool2d(self.spec)?;
        if self.count_padding || self.spec.padding == [[0; 2]; 2] {
            return Ok(mean);
        }
        let mut shape = x.shape().clone();
        for axis in [0, 1] {
            shape = shape.with(axis, 1);
        }
        let ones = x.builder().full(x.dtype(), shape, 1.0)?;
        mean.div(&ones.avg_pool2d(self.spec)?)
    }
}

/// Mean over height and width.
///
/// # Shapes
/// `[n, c, h, w]` → `[n, c]`
///
/// # Errors
/// Where the tensor is not of four dimensions.
pub fn global_average_pool2d(x: &Tensor) -> Result<Tensor> {
    if x.rank() != 4 {
        let what = format!("needs [n, c, h, w], found {}", x.ty());
        return Err(x.builder().mismatch("global_average_pool2d", what));
    }
    x.mean(&[2, 3])
}
