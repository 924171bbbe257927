//! How images are cut into tiles, and tiles into work.

use super::LANES;
use crate::cpu::planned::kernels::convolution::geometry::Geometry;
use std::ops::Range;

/// Parts of the work: more than most laptops have cores.
const PARTS: usize = 8;

/// Bytes of a strip that is read, so that it stays in a core's cache.
const CACHED: usize = 192 << 10;

/// Images that are read and made, as tiles of 2 × 2 results. A tile reads the 4 × 4 values that begin
/// where it does, less the zeros before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tiling {
    batch: usize,
    /// Extents of an image that is read.
    pub(super) source: [usize; 2],
    /// Extents of an image that is made.
    pub(super) target: [usize; 2],
    /// Zeros before an image that is read.
    pub(super) before: [usize; 2],
    /// Tiles of an image.
    pub(super) tiles: [usize; 2],
    /// Rows of tiles of a strip.
    pub(super) strip: usize,
    strips: usize,
}

/// Rows of tiles of an image.
pub(super) struct Strip {
    pub(super) image: usize,
    pub(super) rows: Range<usize>,
}

impl Tiling {
    /// Of a convolution of images of so many channels, or of its gradient by the input.
    pub(super) fn new(g: &Geometry, backward: bool, channels: usize) -> Self {
        let padding = [0, 1].map(|axis| g.spec.padding[axis][0]);
        let (source, target, before) = if backward {
            (g.output, g.input, padding.map(|cells| 2 - cells))
        } else {
            (g.input, g.output, padding)
        };
        let tiles = target.map(|extent| extent.div_ceil(2));
        let bytes = channels.next_multiple_of(LANES) * (2 * tiles[1] + 2) * size_of::<f32>();
        let cached = (CACHED / bytes / 2).clamp(1, tiles[0].max(1));
        let enough = tiles[0].div_ceil(cached).max(PARTS.div_ceil(g.batch.max(1)));
        let strip = tiles[0].div_ceil(enough).max(1);
        let strips = tiles[0].div_ceil(strip);
        Self { batch: g.batch, source, target, before, tiles, strip, strips }
    }

    /// Parts of the work, each with scratch memory of its own.
    pub(super) fn parts(&self) -> usize {
        (self.batch * self.strips).clamp(1, PARTS)
    }

    /// The strips of a part.
    pub(super) fn strips(&self, part: usize) -> impl Iterator<Item = Strip> {
        let (parts, all, this) = (self.parts(), self.batch * self.strips, *self);
        (part * all / parts..(part + 1) * all / parts).map(move |i| {
            let first = i % this.strips * this.strip;
            Strip { image: i / this.strips, rows: first..(first + this.strip).min(this.tiles[0]) }
        })
    }

    /// Rows and columns of what a strip reads.
    pub(super) fn read(&self) -> [usize; 2] {
        [2 * self.strip + 2, 2 * self.tiles[1] + 2]
    }

    /// Rows and columns of what a strip makes.
    pub(super) fn made(&self) -> [usize; 2] {
        [2 * self.strip, 2 * self.tiles[1]]
    }

    /// The first row and column that a strip reads; negative ones are zeros.
    pub(super) fn first(&self, strip: &Strip) -> [isize; 2] {
        [2 * strip.rows.start as isize - self.before[0] as isize, -(self.before[1] as isize)]
    }

    /// The tiles of a strip in blocks of at most `most`, about equally large.
    pub(super) fn blocks(&self, strip: &Strip, most: usize) -> impl Iterator<Item = Range<usize>> {
        even(strip.rows.len() * self.tiles[1], most)
    }

    /// Tiles of a block that are neighbours in a row: their row, the first's column, their number.
    pub(super) fn runs(&self, block: Range<usize>) -> impl Iterator<Item = [usize; 3]> {
        let width = self.tiles[1];
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

/// `0..count` in the fewest parts of at most `most`, about equally large.
pub(super) fn even(count: usize, most: usize) -> impl Iterator<Item = Range<usize>> {
    let parts = count.div_ceil(most);
    (0..parts).map(move |part| part * count / parts..(part + 1) * count / parts)
}
