//! Convolution, pooling, upsampling: NCHW.

use super::super::op::{ConvSpec, ReduceOp, WindowSpec};
use super::super::{Literal, Op};
use super::{Result, Tensor};

impl Tensor {
    /// Two-dimensional convolution (cross-correlation, as the field calls it).
    ///
    /// # Shapes
    /// `self: [n, c, h, w]`, `weight: [o, c / groups, kh, kw]` → `[n, o, h', w']`
    ///
    /// # Errors
    /// Where channels, groups or extents do not fit.
    pub fn conv2d(&self, weight: &Self, spec: ConvSpec) -> Result<Self> {
        self.apply(Op::Conv(spec), &[weight])
    }

    /// Transposed convolution to an image of `output` = `[h, w]`: the adjoint of the convolution
    /// that `spec` describes.
    ///
    /// # Shapes
    /// `self: [n, o, h', w']`, `weight: [o, c / groups, kh, kw]` → `[n, c, h, w]`
    ///
    /// # Errors
    /// Where that convolution would not give this tensor's shape.
    pub fn conv_transpose2d(
        &self,
        weight: &Self,
        spec: ConvSpec,
        output: [usize; 2],
    ) -> Result<Self> {
        self.apply(Op::ConvInputGrad { spec, input: output }, &[weight])
    }

    /// Largest element of each window.
    ///
    /// # Errors
    /// Where the window does not fit.
    pub fn max_pool2d(&self, spec: WindowSpec) -> Result<Self> {
        self.apply(Op::Window { op: ReduceOp::Max, spec }, &[])
    }

    /// Mean of each window; padding counts as zeros.
    ///
    /// # Errors
    /// Where the window does not fit.
    pub fn avg_pool2d(&self, spec: WindowSpec) -> Result<Self> {
        let sum = self.apply(Op::Window { op: ReduceOp::Sum, spec }, &[])?;
        sum.mul_scalar(1.0 / (spec.size[0] * spec.size[1]) as f64)
    }

    /// Each pixel repeated to a block of `factor × factor`.
    ///
    /// # Errors
    /// Where the tensor is not of four dimensions.
    pub fn upsample_nearest2d(&self, factor: usize) -> Result<Self> {
        let [n, c, h, w] = self.nchw("upsample_nearest2d")?;
        self.broadcast_in_dim([n, c, h, factor, w, factor], &[0, 1, 2, 4])?.reshape([
            n,
            c,
            h * factor,
            w * factor,
        ])
    }

    /// Bilinear interpolation to `[height, width]`, pixel centres aligned as PyTorch's
    /// `interpolate(mode="bilinear", align_corners=False)`.
    ///
    /// # Errors
    /// Where the tensor is not of four dimensions.
    pub fn upsample_bilinear2d(&self, height: usize, width: usize) -> Result<Self> {
        let [n, c, h, w] = self.nchw("upsample_bilinear2d")?;
        let rows = self.interpolation(h, height)?;
        let columns = self.interpolation(w, width)?;
        let wide = self.reshape([n * c * h, w])?.matmul_t(&columns, false, true)?;
        let tall = wide.reshape([n * c, h, width])?.swap_axes(1, 2)?;
        let tall = tall.matmul_t(&rows, false, true)?;
        tall.swap_axes(1, 2)?.reshape([n, c, height, width])
    }

    /// The matrix `[to, from]` of linear interpolation.
    fn interpolation(&self, from: usize, to: usize) -> Result<Self> {
        let mut weights = vec![0.0; from * to];
        let scale = from as f64 / to as f64;
        for row in 0..to {
            let centre = ((row as f64 + 0.5) * scale - 0.5).max(0.0);
            let low = (centre.floor() as usize).min(from - 1);
            let high = (low + 1).min(from - 1);
            let share = centre - low as f64;
            weights[row * from + low] += 1.0 - share;
            weights[row * from + high] += share;
        }
        Ok(self.builder().constant(Literal::from_f64(self.dtype(), [to, from], &weights)?))
    }

    fn nchw(&self, op: &'static str) -> Result<[usize; 4]> {
        <[usize; 4]>::try_from(self.shape().dims()).map_err(|_| {
            self.builder().mismatch(op, format!("needs [n, c, h, w], found {}", self.shape()))
        })
    }
}
