//! Images of bf16 as words of two neighbours.
#![allow(unsafe_code)]

use crate::cpu::planned::kernels::convolution::blocked::LANES;
use crate::cpu::planned::kernels::transpose::turned;
use std::arch::x86_64::*;
use std::ops::Range;

/// Which neighbours share a word, and what a register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Neighbours {
    /// Two channels: half a register is a pixel of sixteen channels.
    Channels,
    /// A pixel and the next, of sixteen channels; at every column.
    Pixels,
    /// The same at every other column.
    PixelPairs,
}

/// Some rows and columns of an image, `[block][row][column][words]`, in blocks of sixteen channels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub(super) neighbours: Neighbours,
    pub(super) channels: usize,
    /// Rows and columns of the image; of [`Neighbours::PixelPairs`], half as many columns.
    pub(super) extents: [usize; 2],
}

impl Layout {
    /// Blocks of channels; lanes of the last that have no channel are zero.
    pub(super) fn blocks(&self) -> usize {
        self.channels.div_ceil(LANES)
    }

    /// Words of a column.
    pub(super) fn words_of_column(&self) -> usize {
        if self.neighbours == Neighbours::Channels { LANES / 2 } else { LANES }
    }

    /// Words of the whole layout, and a register behind it.
    pub(super) fn words(&self) -> usize {
        self.at(self.blocks(), [0, 0]) + LANES
    }

    /// Where a column of a row of a block begins.
    pub(super) fn at(&self, block: usize, [row, column]: [usize; 2]) -> usize {
        let [rows, columns] = self.extents;
        ((block * rows + row) * columns + column) * self.words_of_column()
    }

    /// Lays out `rows` rows from row and column `first` of the image on, planes of these extents; zeros
    /// where it has nothing.
    ///
    /// # Safety
    /// The processor has AVX-512BW and VL; `image` holds all channels, and `to` has room.
    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
    pub(super) unsafe fn fill(
        &self,
        image: *const u16,
        extents: [usize; 2],
        rows: usize,
        first: [isize; 2],
        to: *mut f32,
    ) {
        let [height, width] = extents;
        // Pixels of a column.
        let step = if self.neighbours == Neighbours::PixelPairs { 2 } else { 1 };
        for block in 0..self.blocks() {
            let channels = block * LANES..self.channels.min((block + 1) * LANES);
            for row in 0..rows {
                let y = first[0] + row as isize;
                // SAFETY: the caller's promise.
                let to = unsafe { to.add(self.at(block, [row, 0])) };
                if y < 0 || y >= height as isize {
                    let words = self.extents[1] * self.words_of_column();
                    // SAFETY: as above.
                    unsafe { to.write_bytes(0, words) };
                    continue;
                }
                let from = image.wrapping_add(channels.start * height * width + y as usize * width);
                for x in (0..self.extents[1] * step).step_by(LINE) {
                    let at = first[1] + x as isize;
                    let line = Line {
                        from: from.wrapping_offset(at),
                        plane: height * width,
                        channels: channels.len(),
                        inside: -at..width as isize - at,
                    };
                    let columns = (self.extents[1] - x / step).min(LINE / step);
                    // SAFETY: the caller's promise; what lies outside the row is masked.
                    unsafe {
                        let to = to.add(x / step * self.words_of_column());
                        match self.neighbours {
                            Neighbours::Channels => line.channels(columns, to),
                            Neighbours::Pixels => line.pixels(columns, to),
                            Neighbours::PixelPairs => line.pixel_pairs(columns, to),
                        }
                    }
                }
            }
        }
    }
}

/// Pixels that are laid out at once: a line of the cache, which is read once.
const LINE: usize = 32;

/// Neighbouring pixels of sixteen channels.
struct Line {
    /// Where the first would lie in the first channel.
    from: *const u16,
    plane: usize,
    channels: usize,
    /// Which pixels the image has.
    inside: Range<isize>,
}

/// Which pixel lane `lane` holds where the lower halves of each quarter of two registers were joined;
/// where it was the upper halves, the pixel is four further on.
const fn pixel_of(lane: usize) -> usize {
    lane / 4 * 8 + lane % 4
}

impl Line {
    /// The pixels of a channel, from the one `shift` further on; zeros where there are none.
    ///
    /// # Safety
    /// As [`Layout::fill`].
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
    unsafe fn channel(&self, channel: usize, shift: isize) -> __m512i {
        if channel >= self.channels {
            return _mm512_setzero_si512();
        }
        let [start, end] = [self.inside.start, self.inside.end]
            .map(|bound| (bound - shift).clamp(0, LINE as isize) as u32);
        let mask = ((1u64 << end) - (1u64 << start.min(end))) as __mmask32;
        let from = self.from.wrapping_add(channel * self.plane).wrapping_offset(shift);
        // SAFETY: the caller's promise; what lies outside is masked.
        unsafe { _mm512_maskz_loadu_epi16(mask, from.cast()) }
    }

    /// Half registers of eight pairs of channels, a pixel each.
    ///
    /// # Safety
    /// As [`Layout::fill`].
    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
    unsafe fn channels(&self, columns: usize, to: *mut f32) {
        const HALF: usize = LANES / 2;
        let mut words = [_mm512_setzero_ps(); LANES];
        // SAFETY: the caller's promise.
        unsafe {
            for pair in 0..HALF {
                let (a, b) = (self.channel(2 * pair, 0), self.channel(2 * pair + 1, 0));
                words[pair] = _mm512_castsi512_ps(_mm512_unpacklo_epi16(a, b));
                words[HALF + pair] = _mm512_castsi512_ps(_mm512_unpackhi_epi16(a, b));
            }
            for (lane, both) in turned(words).into_iter().enumerate() {
                let pixel = pixel_of(lane);
                if pixel < columns {
                    _mm256_storeu_ps(to.add(pixel * HALF), _mm512_castps512_ps256(both));
                }
                if pixel + 4 < columns {
                    let upper = _mm512_extractf64x4_pd::<1>(_mm512_castps_pd(both));
                    _mm256_storeu_pd(to.add((pixel + 4) * HALF).cast(), upper);
                }
            }
        }
    }

    /// Registers of sixteen channels, each of a pixel and the next.
    ///
    /// # Safety
    /// As [`Layout::fill`].
    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
    unsafe fn pixels(&self, columns: usize, to: *mut f32) {
        let (mut lower, mut upper) = ([_mm512_setzero_ps(); LANES], [_mm512_setzero_ps(); LANES]);
        // SAFETY: the caller's promise.
        unsafe {
            for channel in 0..self.channels {
                let (a, b) = (self.channel(channel, 0), self.channel(channel, 1));
                lower[channel] = _mm512_castsi512_ps(_mm512_unpacklo_epi16(a, b));
                upper[channel] = _mm512_castsi512_ps(_mm512_unpackhi_epi16(a, b));
            }
            for (half, words) in [lower, upper].into_iter().enumerate() {
                for (lane, word) in turned(words).into_iter().enumerate() {
                    let pixel = pixel_of(lane) + 4 * half;
                    if pixel < columns {
                        _mm512_storeu_ps(to.add(pixel * LANES), word);
                    }
                }
            }
        }
    }

    /// The same, of every other pixel.
    ///
    /// # Safety
    /// As [`Layout::fill`].
    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
    unsafe fn pixel_pairs(&self, columns: usize, to: *mut f32) {
        let mut words = [_mm512_setzero_ps(); LANES];
        // SAFETY: the caller's promise.
        unsafe {
            for (channel, word) in words.iter_mut().enumerate().take(self.channels) {
                *word = _mm512_castsi512_ps(self.channel(channel, 0));
            }
            for (column, word) in turned(words).into_iter().enumerate().take(columns) {
                _mm512_storeu_ps(to.add(column * LANES), word);
            }
        }
    }
}
