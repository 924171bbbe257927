//! Convolution of bf16 by `vdpbf16ps`, which multiplies two neighbours at once and sums in f32: the
//! products of normal numbers are exact, as they are in f32; the instruction takes subnormal ones as zero.
//!
//! Neighbours are channels in the convolution and its gradient by the input ([`correlate`]), pixels of
//! a row in that by the weight ([`weight`]). [`layout`] lays images out so that each pair is a word.

mod correlate;
mod layout;
mod tile;
mod weight;

pub(in crate::cpu::planned) use correlate::Correlate;
pub(in crate::cpu::planned) use weight::WeightGradient;

use super::Way;
use super::blocked::LANES;
use super::geometry::Geometry;
use crate::cpu::planned::kernels::matmul::reads_bf16;

/// Whether there is such a kernel, and that it is worth its padding: the other kernels take f32.
pub(in crate::cpu::planned) fn suits(g: &Geometry, way: Way) -> bool {
    let inside = [0, 1].iter().all(|&axis| g.spec.padding[axis][0] <= g.reach(axis));
    let whole = |channels: usize| channels.next_multiple_of(LANES);
    // Registers' words that are multiplied, for each place and tap.
    let words = match way {
        Way::Forward => whole(g.to) * g.from.div_ceil(2),
        Way::ByInput => whole(g.from) * g.to.div_ceil(2),
        Way::ByWeight => whole(g.from) * whole(g.to) / 2,
    };
    g.spec.stride == [1; 2]
        && inside
        && g.from * g.to > 0
        && 2 * words <= 3 * g.from * g.to
        && reads_bf16()
}

/// Rows and columns that a strip of so many rows and columns of results reads.
fn read(g: &Geometry, made: [usize; 2]) -> [usize; 2] {
    [0, 1].map(|axis| made[axis] + g.reach(axis))
}

/// How far down and across each tap reads.
fn taps(g: &Geometry) -> impl Iterator<Item = [usize; 2]> {
    let (width, dilation) = (g.kernel[1], g.spec.dilation);
    (0..g.taps()).map(move |tap| [tap / width * dilation[0], tap % width * dilation[1]])
}
