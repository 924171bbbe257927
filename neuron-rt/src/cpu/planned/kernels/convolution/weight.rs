//! The gradient by the weight: products of the outputs' gradient with shifted runs.
#![allow(unsafe_code)]

use super::geometry::Geometry;
use super::grid::{Grid, TILE};
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
    /// The kernel, which still lacks its scratch memory, and the elements of that.
    pub(in crate::cpu::planned) fn new(
        geometry: Geometry,
        args: [usize; 2],
        out: usize,
    ) -> (Self, usize) {
        let g = &geometry;
        let taps: Vec<_> = (0..g.kernel[0])
            .flat_map(|ky| (0..g.kernel[1]).map(move |kx| (g.forward(0, ky), g.forward(1, kx))))
            .collect();
        let mut reach = [(0, 0); 2];
        for (y, x) in &taps {
            for (reach, away) in reach.iter_mut().zip([y.1, x.1]) {
                *reach = (reach.0.min(away), reach.1.max(away));
            }
        }
        let tasks = Tasks::new(g, g.to);
        let images = tasks.images_of_a_part();
        let grid = Grid::new(g.from, g.input, g.spec.stride, g.output, reach, images);
        let places = (0..g.from).flat_map(|channel| {
            let grid = &grid;
            taps.iter().map(move |&((py, y), (px, x))| grid.tap(channel, [py, px], [y, x]))
        });
        let places = places.collect();
        let plane = grid.run(grid.images).next_multiple_of(TILE);
        let partials = tasks.parts * g.weights() * g.spec.groups;
        let scratch = partials + tasks.count() * (grid.elements() + g.to * plane);
        let kernel = Self {
            geometry,
            args,
            out,
            scratch: usize::MAX,
            tasks,
            grid,
            places,
            plane,
            real: PhantomData,
        };
        (kernel, scratch)
    }

    pub(in crate::cpu::planned) fn with_scratch(self, scratch: usize) -> Self {
        Self { scratch, ..self }
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
                    // SAFETY: the run lies within the planes of both, a register more in the grid.
                    unsafe {
                        let (a, b) = (seen.as_ptr().add(start), laid.as_ptr().add(start));
                        products::<T, L>(a, plane, b, &kernel.places, length, sums);
                    }
                }
            }
        }
    }
}

/// `sums[channel][place] += Σ a[channel × plane + i] × b[places[place] + i]` over `length`.
///
/// # Safety
/// All of it is there to be read.
#[inline(always)]
unsafe fn products<T: Vectored, L: Lanes<T>>(
    a: *const T,
    plane: usize,
    b: *const T,
    places: &[usize],
    length: usize,
    sums: &mut [T],
) {
    let (channels, taps) = (sums.len() / places.len(), places.len());
    let mut channel = 0;
    while channel < channels {
        let left = channels - channel;
        // SAFETY: the caller's promise.
        unsafe {
            let a = a.add(channel * plane);
            let sums = &mut sums[channel * taps..];
            channel += match left {
                4.. if L::MANY => rows::<T, L, 4>(a, plane, b, places, length, sums),
                2.. => rows::<T, L, 2>(a, plane, b, places, length, sums),
                _ => rows::<T, L, 1>(a, plane, b, places, length, sums),
            };
        }
    }
}

/// `HEIGHT` channels with all places; gives `HEIGHT`.
///
/// # Safety
/// See [`products`].
#[inline(always)]
unsafe fn rows<T: Vectored, L: Lanes<T>, const HEIGHT: usize>(
    a: *const T,
    plane: usize,
    b: *const T,
    places: &[usize],
    length: usize,
    sums: &mut [T],
) -> usize {
    let taps = places.len();
    let mut at = 0;
    while at < taps {
        let (places, sums) = (&places[at..], &mut sums[at..]);
        // SAFETY: the caller's promise.
        at += unsafe {
            match places.len() {
                6.. if L::MANY => block::<T, L, HEIGHT, 6>(a, plane, b, places, length, sums, taps),
                3.. => block::<T, L, HEIGHT, 3>(a, plane, b, places, length, sums, taps),
                _ => block::<T, L, HEIGHT, 1>(a, plane, b, places, length, sums, taps),
            }
        };
    }
    HEIGHT
}

/// `HEIGHT` channels with `WIDTH` places; gives `WIDTH`.
///
/// # Safety
/// See [`products`].
#[inline(always)]
unsafe fn block<T: Vectored, L: Lanes<T>, const HEIGHT: usize, const WIDTH: usize>(
    a: *const T,
    plane: usize,
    b: *const T,
    places: &[usize],
    length: usize,
    sums: &mut [T],
    pitch: usize,
) -> usize {
    let mut held = [[L::splat(T::ZERO); WIDTH]; HEIGHT];
    let shifted: [*const T; WIDTH] = std::array::from_fn(|i| b.wrapping_add(places[i]));
    // SAFETY: the caller's promise.
    unsafe {
        for i in (0..length).step_by(L::LENGTH) {
            let values: [L; WIDTH] = std::array::from_fn(|w| L::load(shifted[w].add(i)));
            for (h, held) in held.iter_mut().enumerate() {
                let gradient = L::load(a.add(h * plane + i));
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
