//! The kernels that are not elementwise, a family a file.

pub(super) mod attention;
pub(super) mod batch_norm;
pub(super) mod convolution;
pub(super) mod copy;
pub(super) mod cross_entropy;
pub(super) mod gru;
pub(super) mod index;
pub(super) mod lanes;
pub(super) mod layer_norm;
pub(super) mod lstm;
pub(super) mod matmul;
#[cfg(not(target_arch = "x86_64"))]
mod no_panels;
pub(super) mod pooling;
#[cfg(target_arch = "x86_64")]
mod product;
pub(super) mod random;
pub(super) mod recurrence;
pub(super) mod reduce;
pub(super) mod softmax;
pub(super) mod sort;
mod sums;
#[cfg(target_arch = "x86_64")]
mod transpose;

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
    /// Whether [`Self::packed_product`] may exist.
    const PACKS: bool = false;
    fn is_nan(self) -> bool;

    /// A product by a kernel of our own; false where there is none for this type, processor or layout.
    ///
    /// # Safety
    /// As [`matmul::product`].
    #[allow(unsafe_code, clippy::too_many_arguments)]
    unsafe fn packed_product(
        _size: [usize; 3],
        _out: matmul::Matrix,
        _accumulate: bool,
        _a: matmul::Matrix,
        _b: matmul::Matrix,
        _scale: Self,
        _threads: bool,
    ) -> bool {
        false
    }
}

impl Real for f32 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const PACKS: bool = true;
    fn is_nan(self) -> bool {
        Self::is_nan(self)
    }

    #[cfg(target_arch = "x86_64")]
    #[allow(unsafe_code)]
    unsafe fn packed_product(
        [m, n, k]: [usize; 3],
        out: matmul::Matrix,
        accumulate: bool,
        a: matmul::Matrix,
        b: matmul::Matrix,
        scale: Self,
        threads: bool,
    ) -> bool {
        use product::{Panels, multiply};
        let dense = out.column == 1 || out.row == 1;
        if !dense || !Panels::Single.available() {
            return false;
        }
        // SAFETY: the caller's promise.
        unsafe {
            if out.column == 1 {
                multiply(Panels::Single, [m, n, k], out, accumulate, a, b, scale, threads);
            } else {
                let (size, out) = ([n, m, k], out.t());
                multiply(Panels::Single, size, out, accumulate, b.t(), a.t(), scale, threads);
            }
        }
        true
    }
}

impl Real for f64 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    fn is_nan(self) -> bool {
        Self::is_nan(self)
    }
}
