//! Convolution by windows of 3×3 with fewer products: F(2×2, 3×3) of Winograd's minimal filtering, as
//! Lavin and Gray put it ("Fast Algorithms for Convolutional Neural Networks", 2016).
//!
//! Four neighbouring results, a tile, depend on 4×4 values. With `Bᵀ`, `G` and `Aᵀ` of that paper
//! ([`transform`]),
//!
//! ```text
//! y = Aᵀ [ (G g Gᵀ) ⊙ (Bᵀ d B) ] A
//! ```
//!
//! takes 16 products instead of 36, and summing over channels before the outer transformation makes of
//! each of the 16 places a matrix product. The gradient by the input is a convolution too; that by the
//! weight is the adjoint, `Gᵀ [ Σ (A dy Aᵀ) ⊙ (Bᵀ d B) ] G`. All numbers of the transformations are 1 and
//! ½, so that rounding is hardly worse than that of the plain sum.
//!
//! Channels lie in blocks of sixteen, a register ([`super::blocked`]). Images are taken in strips that stay in
//! a core's cache, and strips are shared out by the shape alone ([`super::strips`]), so that the result is
//! the same for any number of threads.

mod correlate;
mod tile;
mod tiling;
mod transform;
mod weight;

pub(in crate::cpu::planned) use correlate::Correlate;
pub(in crate::cpu::planned) use weight::WeightGradient;

use super::blocked::LANES;
use super::geometry::Geometry;

/// Places of a transformed tile.
const PLACES: usize = 16;

/// Whether this way is possible and less work than the plain sum.
pub(in crate::cpu::planned) fn suits(g: &Geometry) -> bool {
    let spec = &g.spec;
    let three = g.kernel == [3; 2] && spec.stride == [1; 2] && spec.dilation == [1; 2];
    // Its gradient by the input pads by two less these.
    let padded = spec.padding.iter().flatten().all(|&cells| cells <= 2);
    let tiles = g.output[0].div_ceil(2) * g.output[1].div_ceil(2);
    // Multiplications of registers, or what takes as long, measured: transformations and layouts of
    // each channel cost about as much as 100 products.
    let [from, to] = [g.from, g.to].map(|channels| channels.next_multiple_of(LANES));
    let here = tiles * PLACES * from * to + tiles * 100 * (from + to);
    three && padded && here < g.cost() && is_x86_feature_detected!("avx512f")
}
