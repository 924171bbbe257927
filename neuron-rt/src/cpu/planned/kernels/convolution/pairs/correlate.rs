//! The convolution itself, and its gradient by the input.
#![allow(unsafe_code)]

use super::layout::{Layout, Neighbours};
use super::tile::{PIXELS, pixels_by_weights};
use crate::cpu::planned::frame::{Finish, Frame, Kernel, Raw, for_each};
use crate::cpu::planned::kernels::convolution::blocked::{self, LANES};
use crate::cpu::planned::kernels::convolution::finish_rows;
use crate::cpu::planned::kernels::convolution::geometry::Geometry;
use crate::cpu::planned::kernels::convolution::strips::{Strips, even};

/// Blocks of channels that are made at once.
const PAIR: usize = 2;

/// A convolution, `(input, weight)`, or its gradient by the input, `(gradient, weight)`: of bf16, to
/// f32.
pub(in crate::cpu::planned) struct Correlate {
    geometry: Geometry,
    backward: bool,
    args: [usize; 2],
    out: usize,
    scratch: usize,
    /// Extents of an image that is read, and of one that is made.
    source: [usize; 2],
    target: [usize; 2],
    strips: Strips,
    read: Layout,
    made: blocked::Layout,
    /// Where each tap of each block of channels lies, and how many words of it count.
    steps: Vec<(usize, usize)>,
}

impl Correlate {
    /// The kernel, for what [`super::suits`]; `scratch` gives a slot for as many words.
    pub(in crate::cpu::planned) fn new(
        geometry: Geometry,
        backward: bool,
        args: [usize; 2],
        out: usize,
        scratch: impl FnOnce(usize) -> usize,
    ) -> Self {
        let g = &geometry;
        let ([read, made], [source, target]) = (g.channels(backward), g.extents(backward));
        let columns = super::read(g, target)[1];
        let row = read.next_multiple_of(LANES) * columns * size_of::<u16>();
        let strips = Strips::new(g.batch, target[0], row);
        let extents = super::read(g, [strips.height, target[1]]);
        let read = Layout { neighbours: Neighbours::Channels, channels: read, extents };
        let extents = [strips.height, target[1]];
        let made = blocked::Layout { channels: made, extents };
        let steps = (0..read.blocks()).flat_map(|block| {
            let words = (read.channels - block * LANES).min(LANES).div_ceil(2);
            super::taps(g).map(move |tap| (read.at(block, tap), words))
        });
        let steps = steps.collect();
        let mut kernel = Self {
            backward,
            args,
            out,
            scratch: usize::MAX,
            source,
            target,
            strips,
            read,
            made,
            steps,
            geometry,
        };
        let own = kernel.read.words() + kernel.made.words();
        kernel.scratch = scratch(kernel.weights() + strips.parts() * own);
        kernel
    }

    /// Words of the packed weights of a block that is made, and of all blocks and groups.
    fn block(&self) -> usize {
        self.steps.iter().map(|step| step.1).sum::<usize>() * LANES
    }

    fn weights(&self) -> usize {
        self.geometry.spec.groups * self.made.blocks() * self.block()
    }

    /// Weights of a block in the order in which they are met: by block that is read, tap, pair of
    /// channels, channel of the block.
    fn pack(&self, weight: &[u16], block: usize, packed: &mut [u32]) {
        let (g, taps) = (&self.geometry, self.geometry.taps());
        packed.fill(0);
        // A channel that is made, with all that is read: taps of the same lie together.
        let mut lane_of = |lane: usize, pair: usize, pairs: usize, tap: usize, word: u32| {
            let before = pair / (LANES / 2) * (LANES / 2);
            let words = (pairs - before).min(LANES / 2);
            packed[((before * taps) + tap * words + pair - before) * LANES + lane] = word;
        };
        let made = block * LANES..self.made.channels.min((block + 1) * LANES);
        let pairs = self.read.channels.div_ceil(2);
        let join = |low: u16, high: Option<&u16>| {
            u32::from(low) | u32::from(high.copied().unwrap_or(0)) << 16
        };
        if self.backward {
            let channel = g.from * taps;
            for (pair, both) in weight.chunks(2 * channel).enumerate() {
                let (low, high) = both.split_at(channel);
                for (lane, made) in made.clone().enumerate() {
                    for tap in 0..taps {
                        let at = made * taps + taps - 1 - tap;
                        lane_of(lane, pair, pairs, tap, join(low[at], high.get(at)));
                    }
                }
            }
        } else {
            let channel = g.from * taps;
            for (lane, made) in made.enumerate() {
                let weight = &weight[made * channel..][..channel];
                for (pair, both) in weight.chunks(2 * taps).enumerate() {
                    let (low, high) = both.split_at(taps);
                    for (tap, &value) in low.iter().enumerate() {
                        lane_of(lane, pair, pairs, tap, join(value, high.get(tap)));
                    }
                }
            }
        }
    }

    /// # Safety
    /// The processor has AVX512_BF16, BW and VL; the slots are those that `new` asked for; only one
    /// thread does this part.
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512bf16")]
    unsafe fn part(&self, part: usize, [source, out, scratch]: [Raw; 3], finish: Finish<'_>) {
        let start = self.weights() + part * (self.read.words() + self.made.words());
        let groups = self.geometry.spec.groups;
        let before = self.geometry.zeros_before(self.backward);
        let pixels = |[height, width]: [usize; 2]| height * width;
        // SAFETY: the caller's promise; these are the parts of this part's scratch.
        unsafe {
            let laid = scratch.at::<f32>(start as isize);
            let made = laid.add(self.read.words());
            for strip in self.strips.of_part(part) {
                let rows = strip.rows.len();
                let reach = self.read.extents[0] - self.made.extents[0];
                let first = [strip.rows.start as isize - before[0] as isize, -(before[1] as isize)];
                for group in 0..groups {
                    let image = strip.image * groups + group;
                    let from = image * self.read.channels * pixels(self.source);
                    let from = source.at::<u16>(from as isize);
                    self.read.fill(from, self.source, rows + reach, first, laid);
                    let weights = group * self.made.blocks() * self.block();
                    let weights = scratch.at::<f32>(weights as isize);
                    for row in 0..rows {
                        self.row(row, laid, weights, made);
                    }
                    let plane = image * self.made.channels;
                    let to = out.at::<f32>((plane * pixels(self.target)) as isize);
                    self.made.empty(made, strip.rows.clone(), to, self.target);
                    finish_rows(
                        plane..plane + self.made.channels,
                        &strip.rows,
                        self.target,
                        finish,
                    );
                }
            }
        }
    }

    /// A row of results.
    ///
    /// # Safety
    /// As [`Self::part`].
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512bf16")]
    unsafe fn row(&self, row: usize, laid: *const f32, weights: *const f32, made: *mut f32) {
        let (blocks, block) = (self.made.blocks(), self.block());
        for first in (0..blocks).step_by(PAIR) {
            for columns in even(self.target[1], PIXELS) {
                // SAFETY: the caller's promise.
                unsafe {
                    let x = laid.add(self.read.at(0, [row, columns.start]));
                    let weights = (weights.add(first * block), block);
                    let to = made.add(self.made.at(first, [row, columns.start]));
                    let to = (to, self.made.at(1, [0, 0]));
                    if blocks - first >= PAIR {
                        pixels_by_weights::<PAIR>(columns.len(), &self.steps, x, weights, to);
                    } else {
                        pixels_by_weights::<1>(columns.len(), &self.steps, x, weights, to);
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
        for_each(g.spec.groups * blocks, 2 * self.block(), |i| {
            // SAFETY: the weights of a group; each writes packed ones of its own.
            let (weight, packed) = unsafe {
                (
                    weight.slice::<u16>(i / blocks * g.weights(), g.weights()),
                    scratch.slice_mut::<u32>(i * self.block(), self.block()),
                )
            };
            self.pack(weight, i % blocks, packed);
        });
        let parts = self.strips.parts();
        for_each(parts, g.batch * g.cost() / parts, |part| {
            // SAFETY: `suits` has asked for the processor; each part has scratch of its own, and
            // strips that no other makes.
            unsafe { self.part(part, [source, out, scratch], finish) };
        });
    }
}
