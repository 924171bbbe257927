//! How images are cut into tiles.

use crate::cpu::planned::kernels::convolution::blocked::LANES;
use crate::cpu::planned::kernels::convolution::geometry::Geometry;
use crate::cpu::planned::kernels::convolution::strips::{Strip, Strips, even};
use std::ops::Range;

/// Images that are read and made, as tiles of 2 × 2 results. A tile reads the 4 × 4 values that begin
/// where it does, less the zeros before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tiling {
    /// Extents of an image that is read.
    pub(super) source: [usize; 2],
    /// Extents of an image that is made.
    pub(super) target: [usize; 2],
    /// Zeros before an image that is read.
    before: [usize; 2],
    /// Tiles of a row.
    width: usize,
    /// Rows of tiles.
    pub(super) strips: Strips,
}

impl Tiling {
    /// Of a convolution of images of so many channels, or of its gradient by the input.
    pub(super) fn new(g: &Geometry, backward: bool, channels: usize) -> Self {
        let ([source, target], before) = (g.extents(backward), g.zeros_before(backward));
        let [height, width] = target.map(|extent| extent.div_ceil(2));
        let row = channels.next_multiple_of(LANES) * (2 * width + 2) * size_of::<f32>();
        Self { source, target, before, width, strips: Strips::new(g.batch, height, 2 * row) }
    }

    /// Rows and columns of what a strip reads.
    pub(super) fn read(&self) -> [usize; 2] {
        self.made().map(|extent| extent + 2)
    }

    /// Rows and columns of what a strip makes.
    pub(super) fn made(&self) -> [usize; 2] {
        [2 * self.strips.height, 2 * self.width]
    }

    /// The first row and column that a strip reads; negative ones are zeros.
    pub(super) fn first(&self, strip: &Strip) -> [isize; 2] {
        [2 * strip.rows.start as isize - self.before[0] as isize, -(self.before[1] as isize)]
    }

    /// The tiles of a strip in blocks of at most `most`, about equally large.
    pub(super) fn blocks(&self, strip: &Strip, most: usize) -> impl Iterator<Item = Range<usize>> {
        even(strip.rows.len() * self.width, most)
    }

    /// Tiles of a block that are neighbours in a row: their row, the first's column, their number.
    pub(super) fn runs(&self, block: Range<usize>) -> impl Iterator<Item = [usize; 3]> {
        let width = self.width;
        let mut at = block.start;
        std::iter::from_fn(move || {
            (at < block.end).then(|| {
                let (row, column) = (at / width, at % width);
                let count = (width - column).min(block.end - at);
                at += count;
                [row, column, count]
            })
        })
    }
}
