//! The convolution itself, and its gradient by the input: sums of shifted runs.
#![allow(unsafe_code)]

use super::finish_rows;
use super::geometry::Geometry;
use super::grid::{Grid, Reach, TILE};
use super::tasks::Tasks;
use crate::cpu::planned::frame::{Finish, Frame, Kernel, Raw, for_each};
use crate::cpu::planned::kernels::lanes::{Job, Lanes, Vectored};
use std::marker::PhantomData;
use std::ops::Range;

/// Outputs of one phase: all of a convolution; of its gradient, the inputs that lie alike within a
/// step of the window.
#[derive(Clone, Debug)]
struct Target {
    phase: [usize; 2],
    extents: [usize; 2],
    /// Where each tap meets the first output, by channel of the source, then by tap.
    places: Vec<usize>,
    /// The kernel's taps that meet anything, as `ky × width + kx`.
    taps: Vec<usize>,
    /// Where its weights begin among those of a group.
    weights: usize,
}

/// A convolution, `(input, weight)`, or its gradient by the input, `(gradient, weight)`.
pub(in crate::cpu::planned) struct Correlate<T> {
    geometry: Geometry,
    args: [usize; 2],
    out: usize,
    scratch: usize,
    backward: bool,
    tasks: Tasks,
    grid: Grid,
    targets: Vec<Target>,
    real: PhantomData<T>,
}

/// A tap that meets something: its number, the phase of the source, the distance in steps.
type Tap = (usize, [usize; 2], [isize; 2]);

/// The taps of the outputs of a phase.
fn taps_of(g: &Geometry, backward: bool, phase: [usize; 2]) -> Vec<Tap> {
    let along = |axis: usize, k: usize| {
        if backward {
            Some((0, g.backward(axis, phase[axis], k)?))
        } else {
            Some(g.forward(axis, k))
        }
    };
    let mut taps = Vec::new();
    for ky in 0..g.kernel[0] {
        for kx in 0..g.kernel[1] {
            if let (Some((py, y)), Some((px, x))) = (along(0, ky), along(1, kx)) {
                taps.push((ky * g.kernel[1] + kx, [py, px], [y, x]));
            }
        }
    }
    taps
}

impl<T: Vectored> Correlate<T> {
    /// The kernel; `scratch` gives a slot for as many elements.
    pub(in crate::cpu::planned) fn new(
        geometry: Geometry,
        backward: bool,
        args: [usize; 2],
        out: usize,
        scratch: impl FnOnce(usize) -> usize,
    ) -> Self {
        let g = &geometry;
        let ([read, made], [source, whole]) = (g.channels(backward), g.extents(backward));
        let phases = if backward { g.spec.stride } else { [1; 2] };
        let extents = |phase: [usize; 2]| {
            [0, 1].map(|axis| whole[axis].saturating_sub(phase[axis]).div_ceil(phases[axis]))
        };
        let found: Vec<([usize; 2], Vec<Tap>)> = (0..phases[0])
            .flat_map(|y| (0..phases[1]).map(move |x| [y, x]))
            .filter(|&phase| !extents(phase).contains(&0))
            .map(|phase| (phase, taps_of(g, backward, phase)))
            .collect();
        let mut reach = Reach::default();
        found.iter().flat_map(|(_, taps)| taps).for_each(|tap| reach.add(tap.2));
        // Phase 0 is the largest.
        let largest = extents([0, 0]);
        let source_phases = if backward { [1; 2] } else { g.spec.stride };
        let tasks = Tasks::new(g, made);
        let images = tasks.images_of_a_part();
        let grid = Grid::new(read, source, source_phases, largest, reach, images);
        let mut weights = 0;
        let targets = found
            .into_iter()
            .map(|(phase, taps)| {
                let places = (0..read).flat_map(|channel| {
                    let grid = &grid;
                    taps.iter().map(move |&(_, phase, away)| grid.tap(channel, phase, away))
                });
                let target = Target {
                    phase,
                    extents: extents(phase),
                    places: places.collect(),
                    taps: taps.iter().map(|tap| tap.0).collect(),
                    weights,
                };
                weights += target.places.len() * made;
                target
            })
            .collect();
        let scratch = scratch(g.weights() * g.spec.groups + tasks.count() * grid.elements());
        Self { geometry, args, out, scratch, backward, tasks, grid, targets, real: PhantomData }
    }

    /// Weights in the order in which they are met: by target, block of made channels, channel that
    /// is read, tap, channel of the block.
    fn pack(&self, weights: &[T], packed: &mut [T]) {
        let g = &self.geometry;
        let [read, _] = g.channels(self.backward);
        let groups = weights.chunks_exact(g.weights()).zip(packed.chunks_exact_mut(g.weights()));
        for (weights, packed) in groups {
            for target in &self.targets {
                for (block, width) in self.tasks.channels().flat_map(blocks) {
                    let first = target.weights + block * target.places.len();
                    let mut to = packed[first..].chunks_exact_mut(width);
                    for (channel, &tap) in
                        (0..read).flat_map(|c| target.taps.iter().map(move |t| (c, t)))
                    {
                        let lanes = to.next().into_iter().flatten();
                        for (made, to) in (block..).zip(lanes) {
                            let (o, c) =
                                if self.backward { (channel, made) } else { (made, channel) };
                            *to = weights[(o * g.from + c) * g.taps() + tap];
                        }
                    }
                }
            }
        }
    }
}

/// Made channels in blocks that are held in registers together: first channel and width.
fn blocks(channels: Range<usize>) -> impl Iterator<Item = (usize, usize)> {
    let mut at = channels.start;
    std::iter::from_fn(move || {
        let left = channels.end - at;
        let width = match left {
            0 => return None,
            8.. => 8,
            4.. => 4,
            _ => 1,
        };
        at += width;
        Some((at - width, width))
    })
}

impl<T: Vectored> Kernel for Correlate<T> {
    fn run(&self, frame: &Frame) {
        self.run_finishing(frame, &|_| {});
    }

    fn finishes(&self) -> Option<(usize, usize)> {
        Some((self.out, self.geometry.elements(self.backward)))
    }

    fn run_finishing(&self, frame: &Frame, finish: Finish<'_>) {
        let g = &self.geometry;
        let [source, weights] = self.args.map(|slot| frame.slot(slot));
        let (out, scratch) = (frame.slot(self.out), frame.slot(self.scratch));
        let all = g.weights() * g.spec.groups;
        // SAFETY: the slots hold the whole tensors and the scratch memory that `new` asked for; each
        // task writes a layout of its own, and channels of images that no other does.
        unsafe {
            self.pack(weights.slice(0, all), scratch.slice_mut(0, all));
            let cost = self.tasks.images_of_a_part() * g.cost();
            for_each(self.tasks.count(), cost, |task| {
                T::on_registers(Task { kernel: self, task, source, out, scratch, finish });
            });
        }
    }
}

struct Task<'a, T> {
    kernel: &'a Correlate<T>,
    task: usize,
    source: Raw,
    out: Raw,
    scratch: Raw,
    finish: Finish<'a>,
}

impl<T: Vectored> Job<T> for Task<'_, T> {
    #[inline(always)]
    unsafe fn run<L: Lanes<T>>(self) {
        let kernel = self.kernel;
        let (g, grid) = (&kernel.geometry, &kernel.grid);
        let [read, made] = g.channels(kernel.backward);
        let [source, target] = g.extents(kernel.backward);
        let pixels = source[0] * source[1];
        let all = g.weights() * g.spec.groups;
        let (_, images, channels) = kernel.tasks.task(self.task);
        // SAFETY: see `Kernel::run`.
        let laid = unsafe {
            self.scratch.slice_mut::<T>(all + self.task * grid.elements(), grid.elements())
        };
        for group in 0..g.spec.groups {
            for first in images.clone().step_by(grid.images) {
                let count = grid.images.min(images.end - first);
                grid.fill(count, laid, |image, channel| {
                    let plane = ((first + image) * g.spec.groups + group) * read + channel;
                    // SAFETY: a plane of the source.
                    unsafe { self.source.slice::<T>(plane * pixels, pixels) }
                });
                for of in &kernel.targets {
                    let run = grid.run(count);
                    let mut rows = Vec::with_capacity(TILE);
                    for start in (0..run).step_by(3 * L::LENGTH) {
                        let end = run.min(start + 3 * L::LENGTH);
                        rows_within(grid, of.extents, start..end, &mut rows);
                        if rows.is_empty() {
                            continue;
                        }
                        for (block, width) in blocks(channels.clone()) {
                            let mut tile = [[T::ZERO; TILE]; 8];
                            let weights =
                                group * g.weights() + of.weights + block * of.places.len();
                            // SAFETY: the grid has room for a tile behind the last output; the
                            // packed weights are as `pack` laid them.
                            unsafe {
                                let from = laid.as_ptr().add(start);
                                let weights = self.scratch.at::<T>(weights as isize).cast_const();
                                let places = of.places.as_slice();
                                match width {
                                    8 if L::MANY => {
                                        sum::<T, L, 8>(from, places, weights, 8, &mut tile);
                                    }
                                    8 => {
                                        sum::<T, L, 4>(from, places, weights, 8, &mut tile);
                                        let rest = &mut tile[4..];
                                        sum::<T, L, 4>(from, places, weights.add(4), 8, rest);
                                    }
                                    4 => sum::<T, L, 4>(from, places, weights, 4, &mut tile),
                                    _ => sum::<T, L, 1>(from, places, weights, 1, &mut tile),
                                }
                            }
                            for row in &rows {
                                for (lane, tile) in tile[..width].iter().enumerate() {
                                    let plane = ((first + row.image) * g.spec.groups + group)
                                        * made
                                        + block
                                        + lane;
                                    let y = of.phase[0] + row.y * phase_step(kernel, 0);
                                    let x = of.phase[1] + row.x * phase_step(kernel, 1);
                                    let at = (plane * target[0] + y) * target[1] + x;
                                    let from = &tile[row.within..row.within + row.length];
                                    // SAFETY: a row of a plane that this task makes.
                                    unsafe {
                                        store(from, self.out.at(at as isize), phase_step(kernel, 1))
                                    };
                                }
                            }
                        }
                    }
                }
                for image in first..first + count {
                    let plane = (image * g.spec.groups + group) * made;
                    let planes = plane + channels.start..plane + channels.end;
                    finish_rows(planes, &(0..target[0]), target, self.finish);
                }
            }
        }
    }
}

#[inline(always)]
fn phase_step<T>(kernel: &Correlate<T>, axis: usize) -> usize {
    if kernel.backward { kernel.geometry.spec.stride[axis] } else { 1 }
}

/// # Safety
/// `from.len()` elements `step` apart are there to be written.
#[inline(always)]
unsafe fn store<T: Copy>(from: &[T], to: *mut T, step: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        if step == 1 {
            std::ptr::copy_nonoverlapping(from.as_ptr(), to, from.len());
        } else {
            for (i, &value) in from.iter().enumerate() {
                *to.add(i * step) = value;
            }
        }
    }
}

/// A stretch of a tile that is outputs.
struct Row {
    image: usize,
    y: usize,
    x: usize,
    within: usize,
    length: usize,
}

/// The outputs among the places `range` of a run.
fn rows_within(grid: &Grid, extents: [usize; 2], range: Range<usize>, rows: &mut Vec<Row>) {
    rows.clear();
    let mut at = range.start;
    while at < range.end {
        let (image, rest) = (at / grid.spacing, at % grid.spacing);
        let (y, x) = (rest / grid.pitch, rest % grid.pitch);
        if y >= extents[0] {
            at = (image + 1) * grid.spacing;
            continue;
        }
        if x < extents[1] {
            let length = (extents[1] - x).min(range.end - at);
            rows.push(Row { image, y, x, within: at - range.start, length });
        }
        at += grid.pitch - x;
    }
}

/// `tile[o] = Σ weights[place × pitch + o] × from[places[place]..]`, three registers long.
///
/// # Safety
/// Three registers are there to be read at each place, and the weights.
#[inline(always)]
unsafe fn sum<T: Vectored, L: Lanes<T>, const WIDTH: usize>(
    from: *const T,
    places: &[usize],
    mut weights: *const T,
    pitch: usize,
    tile: &mut [[T; TILE]],
) {
    let mut sums = [[L::splat(T::ZERO); 3]; WIDTH];
    // SAFETY: the caller's promise; a tile is three of the longest registers.
    unsafe {
        for &place in places {
            let at = from.add(place);
            let values = [L::load(at), L::load(at.add(L::LENGTH)), L::load(at.add(2 * L::LENGTH))];
            for (o, sums) in sums.iter_mut().enumerate() {
                let weight = L::splat(*weights.add(o));
                for (sum, value) in sums.iter_mut().zip(values) {
                    *sum = weight.multiply_add(value, *sum);
                }
            }
            weights = weights.add(pitch);
        }
        for (tile, sums) in tile.iter_mut().zip(sums) {
            for (i, sum) in sums.into_iter().enumerate() {
                sum.store(tile.as_mut_ptr().add(i * L::LENGTH));
            }
        }
    }
}
