//! The gradient by the weight.
#![allow(unsafe_code)]

use super::tile::gradients_by_tiles;
use super::tiling::Tiling;
use super::{PLACES, transform};
use crate::cpu::planned::frame::{Frame, Kernel, Raw, for_each};
use crate::cpu::planned::kernels::convolution::blocked::{LANES, Layout};
use crate::cpu::planned::kernels::convolution::geometry::Geometry;
use crate::cpu::planned::kernels::transpose::transposed;
use std::arch::x86_64::*;
use std::ops::Range;

/// Bytes of transformed tiles, of both sides, that stay in a core's cache.
const CACHED: usize = 384 << 10;

/// Gradient of a convolution by its weight, `(input, gradient)`.
pub(in crate::cpu::planned) struct WeightGradient {
    geometry: Geometry,
    args: [usize; 2],
    out: usize,
    scratch: usize,
    tiling: Tiling,
    input: Layout,
    gradient: Layout,
    /// Tiles that are transformed before they are multiplied.
    block: usize,
}

impl WeightGradient {
    /// The kernel, for what [`super::suits`]; `scratch` gives a slot for as many elements.
    pub(in crate::cpu::planned) fn new(
        geometry: Geometry,
        args: [usize; 2],
        out: usize,
        scratch: impl FnOnce(usize) -> usize,
    ) -> Self {
        let g = &geometry;
        let tiling = Tiling::new(g, false, g.from);
        let input = Layout { channels: g.from, extents: tiling.read() };
        let gradient = Layout { channels: g.to, extents: tiling.made() };
        let tile = PLACES * LANES * size_of::<f32>() * (input.blocks() + gradient.blocks());
        let block = (CACHED / tile).clamp(16, 128);
        let mut kernel =
            Self { geometry, args, out, scratch: usize::MAX, tiling, input, gradient, block };
        let own = kernel.partial() + kernel.own().into_iter().sum::<usize>();
        kernel.scratch = scratch(tiling.strips.parts() * own);
        kernel
    }

    /// Numbers of a place of the transformed gradient; of all places and groups.
    fn place(&self) -> usize {
        self.input.blocks() * self.gradient.blocks() * LANES * LANES
    }

    fn partial(&self) -> usize {
        self.geometry.spec.groups * PLACES * self.place()
    }

    /// Numbers from place to place of transformed tiles.
    fn pitch(&self, layout: &Layout) -> usize {
        (layout.blocks() * self.block + 1) * LANES
    }

    /// Numbers of a part's scratch beside its sums: both sides as blocks of channels, tiles of both.
    fn own(&self) -> [usize; 4] {
        let tiles = |layout: &Layout| PLACES * self.pitch(layout);
        let (input, gradient) = (&self.input, &self.gradient);
        [input.words(), gradient.words(), tiles(input), tiles(gradient)]
    }

    /// The sums of a part.
    ///
    /// # Safety
    /// The processor has AVX-512F; the slots are those that `new` asked for; only one thread does this
    /// part.
    #[target_feature(enable = "avx512f")]
    unsafe fn part(&self, part: usize, [input, gradient, scratch]: [Raw; 3]) {
        let own = self.own();
        let sums = self.tiling.strips.parts() * self.partial();
        let start = sums + part * own.iter().sum::<usize>();
        let starts = [0, own[0], own[0] + own[1], own[0] + own[1] + own[2]].map(|at| start + at);
        let groups = self.geometry.spec.groups;
        // SAFETY: the caller's promise; these are the parts of this part's scratch.
        unsafe {
            let [laid, seen, v, dm] = starts.map(|at| scratch.at::<f32>(at as isize));
            let du = scratch.at::<f32>((part * self.partial()) as isize);
            du.write_bytes(0, self.partial());
            for strip in self.tiling.strips.of_part(part) {
                for group in 0..groups {
                    let image = strip.image * groups + group;
                    let plane = |layout: &Layout, [height, width]: [usize; 2]| {
                        (image * layout.channels * height * width) as isize
                    };
                    let [source, target] = [self.tiling.source, self.tiling.target];
                    let from = input.at::<f32>(plane(&self.input, source));
                    self.input.fill(from, source, self.tiling.first(&strip), laid);
                    let from = gradient.at::<f32>(plane(&self.gradient, target));
                    let first = [2 * strip.rows.start as isize, 0];
                    self.gradient.fill(from, target, first, seen);
                    let du = du.add(group * PLACES * self.place());
                    for block in self.tiling.blocks(&strip, self.block) {
                        self.transform(block.clone(), [laid, seen], [v, dm]);
                        self.multiply(block.len(), v, dm, du);
                    }
                }
            }
        }
    }

    /// # Safety
    /// As [`Self::part`].
    #[target_feature(enable = "avx512f")]
    unsafe fn transform(
        &self,
        block: Range<usize>,
        [laid, seen]: [*const f32; 2],
        [v, dm]: [*mut f32; 2],
    ) {
        let (input, gradient) = (&self.input, &self.gradient);
        // SAFETY: the caller's promise.
        unsafe {
            for channels in 0..input.blocks() {
                let mut to = v.add(channels * self.block * LANES);
                for [row, column, count] in self.tiling.runs(block.clone()) {
                    let from = laid.add(input.at(channels, [2 * row, 2 * column]));
                    transform::inputs(from, input.row(), count, to, self.pitch(input));
                    to = to.add(count * LANES);
                }
            }
            for channels in 0..gradient.blocks() {
                let mut to = dm.add(channels * self.block * LANES);
                for [row, column, count] in self.tiling.runs(block.clone()) {
                    for column in column..column + count {
                        let from = seen.add(gradient.at(channels, [2 * row, 2 * column]));
                        let pitch = self.pitch(gradient);
                        transform::outputs_adjoint(from, gradient.row(), to, pitch);
                        to = to.add(LANES);
                    }
                }
            }
        }
    }

    /// Adds the products of so many tiles to the sums of a group.
    ///
    /// # Safety
    /// As [`Self::part`].
    #[target_feature(enable = "avx512f")]
    unsafe fn multiply(&self, tiles: usize, v: *const f32, dm: *const f32, du: *mut f32) {
        let (inputs, outputs) = (self.input.blocks(), self.gradient.blocks());
        let row = inputs * LANES;
        for place in 0..PLACES {
            // SAFETY: the caller's promise.
            unsafe {
                let v = v.add(place * self.pitch(&self.input));
                let dm = dm.add(place * self.pitch(&self.gradient));
                let du = du.add(place * self.place());
                for output in 0..outputs {
                    let dm = dm.add(output * self.block * LANES);
                    let mut input = 0;
                    while input < inputs {
                        let v = (v.add(input * self.block * LANES), self.block * LANES);
                        let at =
                            |lane: usize| du.add((output * LANES + lane) * row + input * LANES);
                        if inputs - input >= 2 {
                            gradients_by_tiles::<8, 2>(tiles, dm, v, (at(0), row));
                            gradients_by_tiles::<8, 2>(tiles, dm.add(8), v, (at(8), row));
                            input += 2;
                        } else {
                            gradients_by_tiles::<16, 1>(tiles, dm, v, (at(0), row));
                            input += 1;
                        }
                    }
                }
            }
        }
    }

    /// The sums of all parts, transformed back: the gradient of a channel that is made.
    ///
    /// # Safety
    /// As [`Self::part`], and all parts are done.
    #[target_feature(enable = "avx512f")]
    unsafe fn finish(&self, channel: usize, scratch: Raw, out: Raw) {
        let g = &self.geometry;
        let (group, of_group) = (channel / g.to, channel % g.to);
        let taps = g.taps();
        for block in 0..self.input.blocks() {
            let lanes = (g.from - block * LANES).min(LANES);
            let at =
                group * PLACES * self.place() + (of_group * self.input.blocks() + block) * LANES;
            // SAFETY: the caller's promise.
            unsafe {
                let mut places = [_mm512_setzero_ps(); PLACES];
                for part in 0..self.tiling.strips.parts() {
                    for (place, sum) in places.iter_mut().enumerate() {
                        let at = part * self.partial() + place * self.place() + at;
                        let value = _mm512_loadu_ps(scratch.at::<f32>(at as isize));
                        *sum = _mm512_add_ps(*sum, value);
                    }
                }
                let mut nine = [[0.0f32; LANES]; 9];
                for (row, tap) in nine.iter_mut().zip(transform::weights_adjoint(places)) {
                    _mm512_storeu_ps(row.as_mut_ptr(), tap);
                }
                let channels = transposed(nine.as_ptr().cast(), LANES as isize, taps, LANES);
                for (lane, values) in channels.into_iter().enumerate().take(lanes) {
                    let to = (channel * g.from + block * LANES + lane) * taps;
                    let mask = ((1u32 << taps) - 1) as __mmask16;
                    _mm512_mask_storeu_ps(out.at::<f32>(to as isize), mask, values);
                }
            }
        }
    }
}

impl Kernel for WeightGradient {
    fn run(&self, frame: &Frame) {
        let [input, gradient] = self.args.map(|slot| frame.slot(slot));
        let (out, scratch) = (frame.slot(self.out), frame.slot(self.scratch));
        let (g, parts) = (&self.geometry, self.tiling.strips.parts());
        for_each(parts, g.batch * g.cost() / parts, |part| {
            // SAFETY: `suits` has asked for the processor; each part has scratch of its own.
            unsafe { self.part(part, [input, gradient, scratch]) };
        });
        for_each(g.spec.groups * g.to, parts * PLACES * g.from, |channel| {
            // SAFETY: as above; all parts are done, each writes the weights of one channel.
            unsafe { self.finish(channel, scratch, out) };
        });
    }
}
