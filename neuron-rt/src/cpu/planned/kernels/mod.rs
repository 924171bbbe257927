//! The kernels that are not elementwise, a family a file.

pub(super) mod attention;
pub(super) mod batch_norm;
pub(super) mod convolution;
pub(super) mod copy;
pub(super) mod cross_entropy;
pub(super) mod index;
pub(super) mod lanes;
pub(super) mod layer_norm;
pub(super) mod matmul;
pub(super) mod pooling;
pub(super) mod random;
pub(super) mod reduce;
pub(super) mod softmax;
pub(super) mod sort;
mod sums;

/// The floating-point types that products and fused kernels compute in.
pub(super) trait Real:
    Copy
    + Send
    + Sync
    + 'static
    + PartialOrd
    + std::ops::Add<Output = Self>
    + std::ops::Sub<Output = Self>
    + std::ops::Mul<Output = Self>
    + std::ops::Div<Output = Self>
    + std::ops::AddAssign
{
    const ZERO: Self;
    const ONE: Self;
    fn is_nan(self) -> bool;
}

impl Real for f32 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    fn is_nan(self) -> bool {
        Self::is_nan(self)
    }
}

impl Real for f64 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    fn is_nan(self) -> bool {
        Self::is_nan(self)
    }
}
