//! The gradient by the weight: products of the outputs' gradient with shifted runs.
#![allow(unsafe_code)]

use super::geometry::Geometry;
use super::grid::{Grid, Reach, TILE};
use super::tasks::Tasks;
use crate::cpu::planned::frame::{Frame, Kernel, Raw, for_each};
use crate::cpu::planned::kernels::lanes::{Job, Lanes, Vectored};
use std::marker::PhantomData;

/// Places of a run that are multiplied before the sums leave their registers.
const STRETCH: usize = 2048;

/// Gradient of a convolution by its weight, `(input, gradient)`.
pub(in crate::cpu::planned) struct WeightGradient<T> {
    geometry: Geometry,
    args: [usize; 2],
    out: usize,
    scratch: usize,
    tasks: Tasks,
    grid: Grid,
    /// Where each tap meets the first output, by channel of the input, then by tap.
    places: Vec<usize>,
    /// Length of a channel's plane of the gradient.
    plane: usize,
    real: PhantomData<T>,
}

impl<T: Vectored> WeightGradient<T> {
    /// The kernel; `scratch` gives a slot for as many elements.
    pub(in crate::cpu::planned) fn new(
        geometry: Geometry,
        args: [usize; 2],
        out: usize,
        scratch: impl FnOnce(usize) -> usize,
    ) -> Self {
        let g = &geometry;
        let taps: Vec<([usize; 2], [isize; 2])> = (0..g.kernel[0])
            .flat_map(|ky| (0..g.kernel[1]).map(move |kx| (g.forward(0, ky), g.forward(1, kx))))
            .map(|((py, y), (px, x))| ([py, px], [y, x]))
            .collect();
        let mut reach = Reach::default();
        taps.iter().for_each(|tap| reach.add(tap.1));
        let tasks = Tasks::new(g, g.to);
        let images = tasks.images_of_a_part();
        let grid = Grid::new(g.from, g.input, g.spec.stride, g.output, reach, images);
        let places = (0..g.from).flat_map(|channel| {
            let grid = &grid;
            taps.iter().map(move |&(phase, away)| grid.tap(channel, phase, away))
        });
        let places = places.collect();
        let plane = grid.run(grid.images).next_multiple_of(TILE);
        let partials = tasks.parts * g.weights() * g.spec.groups;
        let scratch = scratch(partials + tasks.count() * (grid.elements() + g.to * plane));
        Self { geometry, args, out, scratch, tasks, grid, places, plane, real: PhantomData }
    }
}

impl<T: Vectored> Kernel for WeightGradient<T> {
    fn run(&self, frame: &Frame) {
        let g = &self.geometry;
        let [input, gradient] = self.args.map(|slot| frame.slot(slot));
        let (out, scratch) = (frame.slot(self.out), frame.slot(self.scratch));
        for_each(self.tasks.count(), self.tasks.images_of_a_part() * g.cost(), |task| {
            T::on_registers(Task { kernel: self, task, input, gradient, scratch });
        });
        let all = g.weights() * g.spec.groups;
        // SAFETY: all tasks are done; the slots hold the whole gradient and the partial ones.
        let (out, partials) =
            unsafe { (out.slice_mut::<T>(0, all), scratch.slice::<T>(0, self.tasks.parts * all)) };
        out.copy_from_slice(&partials[..all]);
        for partial in partials[all..].chunks_exact(all) {
            for (sum, &value) in out.iter_mut().zip(partial) {
                *sum += value;
            }
        }
    }
}

struct Task<'a, T> {
    kernel: &'a WeightGradient<T>,
    task: usize,
    input: Raw,
    gradient: Raw,
    scratch: Raw,
}

impl<T: Vectored> Job<T> for Task<'_, T> {
    #[inline(always)]
    unsafe fn run<L: Lanes<T>>(self) {
        let kernel = self.kernel;
        let (g, grid, plane) = (&kernel.geometry, &kernel.grid, kernel.plane);
        let pixels = g.input[0] * g.input[1];
        let outputs = g.output[0] * g.output[1];
        let all = g.weights() * g.spec.groups;
        let taps = kernel.places.len();
        let (part, images, channels) = kernel.tasks.task(self.task);
        let own = kernel.tasks.parts * all + self.task * (grid.elements() + g.to * plane);
        // SAFETY: the scratch memory that `new` asked for; what is written of it is this task's.
        let (laid, seen) = unsafe {
            (
                self.scratch.slice_mut::<T>(own, grid.elements()),
                self.scratch.slice_mut::<T>(own + grid.elements(), channels.len() * plane),
            )
        };
        for group in 0..g.spec.groups {
            let first = part * all + group * g.weights() + channels.start * taps;
            // SAFETY: the partial gradient of this part, of the channels of this task.
            let sums = unsafe { self.scratch.slice_mut::<T>(first, channels.len() * taps) };
            sums.fill(T::ZERO);
            for first in images.clone().step_by(grid.images) {
                let count = grid.images.min(images.end - first);
                grid.fill(count, laid, |image, channel| {
                    let at = ((first + image) * g.spec.groups + group) * g.from + channel;
                    // SAFETY: a plane of the input.
                    unsafe { self.input.slice::<T>(at * pixels, pixels) }
                });
                // The gradient on the same grid; zeros where the grid has no output.
                seen.fill(T::ZERO);
                for (to, channel) in seen.chunks_exact_mut(plane).zip(channels.clone()) {
                    for image in 0..count {
                        let at = ((first + image) * g.spec.groups + group) * g.to + channel;
                        // SAFETY: a plane of the gradient.
                        let from = unsafe { self.gradient.slice::<T>(at * outputs, outputs) };
                        for (y, from) in from.chunks_exact(g.output[1]).enumerate() {
                            let start = image * grid.spacing + y * grid.pitch;
                            to[start..start + g.output[1]].copy_from_slice(from);
                        }
                    }
                }
                let run = grid.run(count).next_multiple_of(L::LENGTH);
                for start in (0..run).step_by(STRETCH) {
                    let length = STRETCH.min(run - start);
                    // Within the planes of both; the grid has room for a register more.
                    let (gradient, input) = (seen[start..].as_ptr(), laid[start..].as_ptr());
                    let stretch = Stretch { gradient, plane, input, length };
                    // SAFETY: as said; the sums are of as many channels as were laid out.
                    unsafe { stretch.all::<L>(&kernel.places, sums) };
                }
            }
        }
    }
}

/// A stretch of a run: channels of the gradient, `plane` apart, and the input on its grid.
#[derive(Clone, Copy)]
struct Stretch<T> {
    gradient: *const T,
    plane: usize,
    input: *const T,
    length: usize,
}

impl<T: Vectored> Stretch<T> {
    /// `sums[channel][place] += Σ gradient[channel][i] × input[places[place] + i]`.
    ///
    /// # Safety
    /// All of it is there to be read.
    #[inline(always)]
    unsafe fn all<L: Lanes<T>>(self, places: &[usize], sums: &mut [T]) {
        let mut at = 0;
        while at < sums.len() {
            let channel = at / places.len();
            let left = sums.len() / places.len() - channel;
            let from = Self { gradient: self.gradient.wrapping_add(channel * self.plane), ..self };
            let sums = &mut sums[at..];
            // SAFETY: the caller's promise.
            let height = unsafe {
                match left {
                    4.. if L::MANY => from.rows::<L, 4>(places, sums),
                    2.. => from.rows::<L, 2>(places, sums),
                    _ => from.rows::<L, 1>(places, sums),
                }
            };
            at += height * places.len();
        }
    }

    /// `HEIGHT` channels with all places; gives `HEIGHT`.
    ///
    /// # Safety
    /// See [`Self::all`].
    #[inline(always)]
    unsafe fn rows<L: Lanes<T>, const HEIGHT: usize>(
        self,
        places: &[usize],
        sums: &mut [T],
    ) -> usize {
        let taps = places.len();
        let mut at = 0;
        while at < taps {
            let (places, sums) = (&places[at..], &mut sums[at..]);
            // SAFETY: the caller's promise.
            at += unsafe {
                match places.len() {
                    6.. if L::MANY => self.block::<L, HEIGHT, 6>(places, sums, taps),
                    3.. => self.block::<L, HEIGHT, 3>(places, sums, taps),
                    _ => self.block::<L, HEIGHT, 1>(places, sums, taps),
                }
            };
        }
        HEIGHT
    }

    /// `HEIGHT` channels with the first `WIDTH` places; sums of a channel are `pitch` after those of
    /// the one before. Gives `WIDTH`.
    ///
    /// # Safety
    /// See [`Self::all`].
    #[inline(always)]
    unsafe fn block<L: Lanes<T>, const HEIGHT: usize, const WIDTH: usize>(
        self,
        places: &[usize],
        sums: &mut [T],
        pitch: usize,
    ) -> usize {
        let mut held = [[L::splat(T::ZERO); WIDTH]; HEIGHT];
        let shifted: [*const T; WIDTH] =
            std::array::from_fn(|i| self.input.wrapping_add(places[i]));
        // SAFETY: the caller's promise.
        unsafe {
            for i in (0..self.length).step_by(L::LENGTH) {
                let values: [L; WIDTH] = std::array::from_fn(|w| L::load(shifted[w].add(i)));
                for (h, held) in held.iter_mut().enumerate() {
                    let gradient = L::load(self.gradient.add(h * self.plane + i));
                    for (held, value) in held.iter_mut().zip(values) {
                        *held = gradient.multiply_add(value, *held);
                    }
                }
            }
        }
        for (h, held) in held.into_iter().enumerate() {
            for (w, held) in held.into_iter().enumerate() {
                sums[h * pitch + w] += held.total();
            }
        }
        WIDTH
    }
}
