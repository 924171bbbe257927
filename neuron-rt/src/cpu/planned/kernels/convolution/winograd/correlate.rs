//! The convolution itself, and its gradient by the input.
#![allow(unsafe_code)]

use super::tile::{TILES, tiles_by_weights};
use super::tiling::Tiling;
use super::{PLACES, transform};
use crate::cpu::planned::frame::{Finish, Frame, Kernel, Raw, for_each};
use crate::cpu::planned::kernels::convolution::blocked::{LANES, Layout};
use crate::cpu::planned::kernels::convolution::finish_rows;
use crate::cpu::planned::kernels::convolution::geometry::Geometry;
use crate::cpu::planned::kernels::convolution::strips::even;
use crate::cpu::planned::kernels::transpose::transposed;
use std::arch::x86_64::*;
use std::ops::Range;

/// Tiles that are transformed before they are multiplied.
const BLOCK: usize = 2 * TILES;

/// Blocks of channels that are made at once.
const PAIR: usize = 2;

/// A convolution, `(input, weight)`, or its gradient by the input, `(gradient, weight)`.
pub(in crate::cpu::planned) struct Correlate {
    geometry: Geometry,
    backward: bool,
    args: [usize; 2],
    out: usize,
    scratch: usize,
    tiling: Tiling,
    read: Layout,
    made: Layout,
}

impl Correlate {
    /// The kernel, for what [`super::suits`]; `scratch` gives a slot for as many elements.
    pub(in crate::cpu::planned) fn new(
        geometry: Geometry,
        backward: bool,
        args: [usize; 2],
        out: usize,
        scratch: impl FnOnce(usize) -> usize,
    ) -> Self {
        let g = &geometry;
        let [read, made] = g.channels(backward);
        let tiling = Tiling::new(g, backward, read);
        let read = Layout { channels: read, extents: tiling.read() };
        let made = Layout { channels: made, extents: tiling.made() };
        let mut kernel =
            Self { geometry, backward, args, out, scratch: usize::MAX, tiling, read, made };
        let own = tiling.strips.parts() * kernel.own().into_iter().sum::<usize>();
        kernel.scratch = scratch(kernel.weights() + own);
        kernel
    }

    /// Numbers of the transformed weights of a place, and of all groups and places.
    fn place(&self) -> usize {
        self.made.blocks() * self.read.blocks() * LANES * LANES
    }

    fn weights(&self) -> usize {
        self.geometry.spec.groups * PLACES * self.place()
    }

    /// Numbers from place to place of transformed tiles, of so many blocks of channels; not a multiple
    /// of a page, which caches would take badly.
    fn pitch(blocks: usize) -> usize {
        (blocks * BLOCK + 1) * LANES
    }

    /// Numbers of a part's scratch: what is read, what is made, tiles of both.
    fn own(&self) -> [usize; 4] {
        let tiles = |blocks: usize| PLACES * Self::pitch(blocks);
        [self.read.words(), self.made.words(), tiles(self.read.blocks()), tiles(PAIR)]
    }

    /// `G g Gᵀ` of a group's channels `made`, a block: by place, block that is made, channel that is
    /// read, channel of the block.
    ///
    /// # Safety
    /// The processor has AVX-512F; the slots are those that `new` asked for.
    #[target_feature(enable = "avx512f")]
    unsafe fn transform_weights(&self, group: usize, block: usize, weight: Raw, to: Raw) {
        let g = &self.geometry;
        let (first, taps) = (block * LANES, g.taps());
        let lanes = (self.made.channels - first).min(LANES);
        // SAFETY: the caller's promise.
        unsafe {
            let weight = weight.at::<f32>((group * g.weights()) as isize).cast_const();
            let to = to.at::<f32>((group * PLACES * self.place()) as isize);
            let to = to.add(block * self.read.blocks() * LANES * LANES);
            for channel in 0..self.read.blocks() * LANES {
                let mut nine = [_mm512_setzero_ps(); 9];
                if channel < self.read.channels {
                    // The lanes are channels made: rows of the weight, or columns of it.
                    let (o, c) = if self.backward { (channel, first) } else { (first, channel) };
                    let stride = if self.backward { taps } else { g.from * taps };
                    let from = weight.add((o * g.from + c) * taps);
                    let found = transposed(from, stride as isize, lanes, taps);
                    nine.copy_from_slice(&found[..9]);
                    if self.backward {
                        nine.reverse();
                    }
                }
                transform::weights(nine, to.add(channel * LANES), self.place());
            }
        }
    }

    /// # Safety
    /// As [`Self::transform_weights`]; only one thread does this part.
    #[target_feature(enable = "avx512f")]
    unsafe fn part(&self, part: usize, [source, out, scratch]: [Raw; 3], finish: Finish<'_>) {
        let own = self.own();
        let start = self.weights() + part * own.iter().sum::<usize>();
        let starts = [start, start + own[0], start + own[0] + own[1]];
        let tiles = starts[2] + own[2];
        let groups = self.geometry.spec.groups;
        let planes =
            |layout: &Layout, [height, width]: [usize; 2]| layout.channels * height * width;
        // SAFETY: the caller's promise; these are the parts of this part's scratch.
        unsafe {
            let [laid, made, v] = starts.map(|at| scratch.at::<f32>(at as isize));
            let m = scratch.at::<f32>(tiles as isize);
            for strip in self.tiling.strips.of_part(part) {
                for group in 0..groups {
                    let image = strip.image * groups + group;
                    let from = image * planes(&self.read, self.tiling.source);
                    let from = source.at::<f32>(from as isize);
                    let first = self.tiling.first(&strip);
                    self.read.fill(from, self.tiling.source, first, laid);
                    let u = scratch.at::<f32>((group * PLACES * self.place()) as isize);
                    for block in self.tiling.blocks(&strip, BLOCK) {
                        self.block(block, laid, v, u, m, made);
                    }
                    let to = image * planes(&self.made, self.tiling.target);
                    let to = out.at::<f32>(to as isize);
                    let rows =
                        2 * strip.rows.start..(2 * strip.rows.end).min(self.tiling.target[0]);
                    self.made.empty(made, rows.clone(), to, self.tiling.target);
                    let plane = image * self.made.channels;
                    finish_rows(
                        plane..plane + self.made.channels,
                        &rows,
                        self.tiling.target,
                        finish,
                    );
                }
            }
        }
    }

    /// Some tiles of a strip: transformed, multiplied, and transformed back.
    ///
    /// # Safety
    /// As [`Self::part`].
    #[target_feature(enable = "avx512f")]
    unsafe fn block(
        &self,
        block: Range<usize>,
        laid: *const f32,
        v: *mut f32,
        u: *const f32,
        m: *mut f32,
        made: *mut f32,
    ) {
        let (inputs, outputs) = (self.read.blocks(), self.made.blocks());
        let pitch = Self::pitch(inputs);
        let m_pitch = Self::pitch(PAIR);
        // SAFETY: the caller's promise.
        unsafe {
            for channels in 0..inputs {
                let mut to = v.add(channels * BLOCK * LANES);
                for [row, column, count] in self.tiling.runs(block.clone()) {
                    let from = laid.add(self.read.at(channels, [2 * row, 2 * column]));
                    transform::inputs(from, self.read.row(), count, to, pitch);
                    to = to.add(count * LANES);
                }
            }
            for first in (0..outputs).step_by(PAIR) {
                let pair = (outputs - first).min(PAIR);
                let u_block = inputs * LANES * LANES;
                for place in 0..PLACES {
                    let u = u.add(place * self.place() + first * u_block);
                    for tiles in even(block.len(), TILES) {
                        let v = v.add(place * pitch + tiles.start * LANES).cast_const();
                        let m = m.add(place * m_pitch + tiles.start * LANES);
                        let (v, u) = ((v, BLOCK * LANES), (u, u_block));
                        let m = (m, BLOCK * LANES);
                        if pair == PAIR {
                            tiles_by_weights::<PAIR>(tiles.len(), inputs, v, u, m);
                        } else {
                            tiles_by_weights::<1>(tiles.len(), inputs, v, u, m);
                        }
                    }
                }
                for j in 0..pair {
                    let mut from = m.add(j * BLOCK * LANES).cast_const();
                    for [row, column, count] in self.tiling.runs(block.clone()) {
                        for column in column..column + count {
                            let to = made.add(self.made.at(first + j, [2 * row, 2 * column]));
                            transform::outputs(from, m_pitch, to, self.made.row());
                            from = from.add(LANES);
                        }
                    }
                }
            }
        }
    }
}

impl Kernel for Correlate {
    fn run(&self, frame: &Frame) {
        self.run_finishing(frame, &|_| {});
    }

    fn finishes(&self) -> Option<(usize, usize)> {
        Some((self.out, self.geometry.elements(self.backward)))
    }

    fn run_finishing(&self, frame: &Frame, finish: Finish<'_>) {
        let [source, weight] = self.args.map(|slot| frame.slot(slot));
        let (out, scratch) = (frame.slot(self.out), frame.slot(self.scratch));
        let (g, blocks) = (&self.geometry, self.made.blocks());
        for_each(g.spec.groups * blocks, g.weights() / blocks, |i| {
            // SAFETY: `suits` has asked for the processor; each writes weights of its own.
            unsafe { self.transform_weights(i / blocks, i % blocks, weight, scratch) };
        });
        let parts = self.tiling.strips.parts();
        for_each(parts, g.batch * g.cost() / parts, |part| {
            // SAFETY: as above; each part has scratch of its own, and strips that no other makes.
            unsafe { self.part(part, [source, out, scratch], finish) };
        });
    }
}
