//! Images as blocks of sixteen channels: `[block][row][column][16]`.
#![allow(unsafe_code)]

use crate::cpu::planned::kernels::transpose::transposed;
use std::arch::x86_64::*;
use std::ops::Range;

/// Numbers in a register, channels of a block.
pub(super) const LANES: usize = 16;

/// Some rows and columns of an image.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub(super) channels: usize,
    pub(super) extents: [usize; 2],
}

impl Layout {
    /// Blocks of channels; lanes of the last that have no channel are zero.
    pub(super) fn blocks(&self) -> usize {
        self.channels.div_ceil(LANES)
    }

    /// Numbers of the whole layout.
    pub(super) fn words(&self) -> usize {
        self.at(self.blocks(), [0, 0])
    }

    /// Where a pixel of a block begins.
    pub(super) fn at(&self, block: usize, [row, column]: [usize; 2]) -> usize {
        let [rows, columns] = self.extents;
        ((block * rows + row) * columns + column) * LANES
    }

    /// Numbers from row to row.
    pub(super) fn row(&self) -> usize {
        self.extents[1] * LANES
    }

    fn lanes(&self, block: usize) -> usize {
        (self.channels - block * LANES).min(LANES)
    }

    /// Lays out what lies from row and column `first` on in the image, planes of these extents; zeros
    /// where it has nothing.
    ///
    /// # Safety
    /// The processor has AVX-512F; `image` holds all channels, and `to` has room.
    #[target_feature(enable = "avx512f")]
    pub(super) unsafe fn fill(
        &self,
        image: *const f32,
        extents: [usize; 2],
        first: [isize; 2],
        to: *mut f32,
    ) {
        let [height, width] = extents;
        // Columns of the layout that the image has: `left..right`.
        let left = (-first[1]).max(0) as usize;
        let right = (width as isize - first[1]).clamp(left as isize, self.extents[1] as isize);
        let right = right as usize;
        for block in 0..self.blocks() {
            let (lanes, plane) = (self.lanes(block), height * width);
            for row in 0..self.extents[0] {
                let y = first[0] + row as isize;
                // SAFETY: the caller's promise; rows and columns are those of the image.
                unsafe {
                    let to = to.add(self.at(block, [row, 0]));
                    let zero = |columns: Range<usize>| {
                        to.add(columns.start * LANES).write_bytes(0, columns.len() * LANES);
                    };
                    if y < 0 || y >= height as isize {
                        zero(0..self.extents[1]);
                        continue;
                    }
                    zero(0..left);
                    zero(right..self.extents[1]);
                    let from = image.add(block * LANES * plane + y as usize * width);
                    for column in (left..right).step_by(LANES) {
                        let count = (right - column).min(LANES);
                        let from = from.offset(column as isize + first[1]);
                        let pixels = transposed(from, plane as isize, lanes, count);
                        for (i, pixel) in pixels.into_iter().enumerate().take(count) {
                            _mm512_storeu_ps(to.add((column + i) * LANES), pixel);
                        }
                    }
                }
            }
        }
    }

    /// Writes the first rows back into an image, planes of these extents, as its rows `rows`; of the
    /// columns as many as it has.
    ///
    /// # Safety
    /// As [`Self::fill`], and nothing else touches these rows.
    #[target_feature(enable = "avx512f")]
    pub(super) unsafe fn empty(
        &self,
        from: *const f32,
        rows: Range<usize>,
        image: *mut f32,
        extents: [usize; 2],
    ) {
        let [height, width] = extents;
        for block in 0..self.blocks() {
            let (lanes, plane) = (self.lanes(block), height * width);
            for (row, y) in rows.clone().enumerate() {
                for column in (0..width).step_by(LANES) {
                    let count = (width - column).min(LANES);
                    let mask = ((1u32 << count) - 1) as __mmask16;
                    // SAFETY: the caller's promise; rows and columns are those of the image.
                    unsafe {
                        let from = from.add(self.at(block, [row, column]));
                        let to = image.add(block * LANES * plane + y * width + column);
                        let channels = transposed(from, LANES as isize, count, LANES);
                        for (lane, channel) in channels.into_iter().enumerate().take(lanes) {
                            _mm512_mask_storeu_ps(to.add(lane * plane), mask, channel);
                        }
                    }
                }
            }
        }
    }
}
