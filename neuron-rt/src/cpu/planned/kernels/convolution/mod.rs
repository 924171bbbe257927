//! Convolution and its two gradients, without a matrix of unfolded windows.
//!
//! Images are laid out on a [`grid`] with zeros between the rows and between the images. On it, each
//! tap of the kernel is a constant distance: the values that a tap meets are the grid itself,
//! shifted. So a run of neighbouring outputs is a sum of shifted runs, each times one weight
//! ([`correlate`]), and the gradient of a weight is the product of the outputs' gradient with a
//! shifted run ([`weight`]). Steps of the window part an image into phases, each of which is a grid
//! of its own; then what holds for a step of one holds for any.
//!
//! Windows of 3×3 over many channels take fewer products where there is AVX-512
//! (`winograd`), and bf16 is multiplied in pairs where there is AVX512_BF16 (`pairs`).
//!
//! The work is cut into tasks whose number depends on the shape alone; each has scratch memory of
//! its own, and partial gradients are added up in order, so that the result is the same for any
//! number of threads.

#[cfg(target_arch = "x86_64")]
mod blocked;
mod correlate;
mod geometry;
mod grid;
#[cfg(target_arch = "x86_64")]
pub(in crate::cpu::planned) mod pairs;
#[cfg(target_arch = "x86_64")]
mod strips;
mod tasks;
mod weight;
#[cfg(target_arch = "x86_64")]
pub(in crate::cpu::planned) mod winograd;

pub(in crate::cpu::planned) use correlate::Correlate;
pub(in crate::cpu::planned) use geometry::Geometry;
pub(in crate::cpu::planned) use weight::WeightGradient;

use crate::cpu::planned::frame::Finish;
use std::ops::Range;

/// A convolution, or one of its gradients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cpu::planned) enum Way {
    Forward,
    ByInput,
    ByWeight,
}

/// Says that rows of some planes of a result, each of these extents, are there.
fn finish_rows(
    planes: Range<usize>,
    rows: &Range<usize>,
    [height, width]: [usize; 2],
    finish: Finish<'_>,
) {
    if rows.len() == height {
        finish(planes.start * height * width..planes.end * height * width);
        return;
    }
    for plane in planes {
        let first = plane * height;
        finish((first + rows.start) * width..(first + rows.end) * width);
    }
}
