//! Searching along one axis: the largest, the k largest, running sums.
#![allow(unsafe_code)]

use super::reduce::Element;
use crate::cpu::planned::frame::{Frame, Kernel, for_each};
use std::marker::PhantomData;

/// A contiguous tensor seen as `[outer, length, inner]` around one axis.
#[derive(Clone, Copy)]
pub(in crate::cpu::planned) struct Axis {
    outer: usize,
    length: usize,
    inner: usize,
}

impl Axis {
    pub(in crate::cpu::planned) fn of(shape: &[usize], axis: usize) -> Self {
        Self {
            outer: shape[..axis].iter().product(),
            length: shape[axis],
            inner: shape[axis + 1..].iter().product(),
        }
    }
}

/// Index of the largest or smallest.
pub(in crate::cpu::planned) struct ArgReduce<T> {
    pub(in crate::cpu::planned) max: bool,
    pub(in crate::cpu::planned) axis: Axis,
    pub(in crate::cpu::planned) x: usize,
    pub(in crate::cpu::planned) out: usize,
    pub(in crate::cpu::planned) element: PhantomData<T>,
}

impl<T: Element> Kernel for ArgReduce<T> {
    fn run(&self, frame: &Frame) {
        let Axis { outer, length, inner } = self.axis;
        // SAFETY: the slots hold the whole tensors.
        let (x, out) = unsafe {
            (
                frame.slot(self.x).slice::<T>(0, outer * length * inner),
                frame.slot(self.out).slice_mut::<i32>(0, outer * inner),
            )
        };
        for (i, result) in out.iter_mut().enumerate() {
            let start = i / inner * length * inner + i % inner;
            let mut best = 0;
            for j in 1..length {
                let (a, b) = (x[start + j * inner], x[start + best * inner]);
                let better = if self.max { T::exceeds(a, b) } else { T::exceeds_down(a, b) };
                if better {
                    best = j;
                }
            }
            *result = best as i32;
        }
    }
}

/// The `k` largest of each row and their indices.
pub(in crate::cpu::planned) struct TopK<T> {
    pub(in crate::cpu::planned) k: usize,
    pub(in crate::cpu::planned) length: usize,
    pub(in crate::cpu::planned) rows: usize,
    pub(in crate::cpu::planned) x: usize,
    pub(in crate::cpu::planned) values: usize,
    pub(in crate::cpu::planned) indices: usize,
    pub(in crate::cpu::planned) element: PhantomData<T>,
}

impl<T: Element> Kernel for TopK<T> {
    fn run(&self, frame: &Frame) {
        let (k, length) = (self.k, self.length);
        let (x, values, indices) =
            (frame.slot(self.x), frame.slot(self.values), frame.slot(self.indices));
        for_each(self.rows, length * 8, |row| {
            // SAFETY: the slots hold the whole tensors; each row is one thread's.
            let (x, values, indices) = unsafe {
                (
                    x.slice::<T>(row * length, length),
                    values.slice_mut::<T>(row * k, k),
                    indices.slice_mut::<i32>(row * k, k),
                )
            };
            let mut order: Vec<usize> = (0..length).collect();
            // Stable: the first of equals stays first.
            order.sort_by(|&a, &b| {
                if T::exceeds(x[a], x[b]) {
                    std::cmp::Ordering::Less
                } else if T::exceeds(x[b], x[a]) {
                    std::cmp::Ordering::Greater
                } else {
                    std::cmp::Ordering::Equal
                }
            });
            for (i, &from) in order[..k].iter().enumerate() {
                values[i] = x[from];
                indices[i] = from as i32;
            }
        });
    }
}

/// Running sums.
pub(in crate::cpu::planned) struct CumSum<T> {
    pub(in crate::cpu::planned) axis: Axis,
    pub(in crate::cpu::planned) reverse: bool,
    pub(in crate::cpu::planned) x: usize,
    pub(in crate::cpu::planned) out: usize,
    pub(in crate::cpu::planned) element: PhantomData<T>,
}

impl<T: Element> Kernel for CumSum<T> {
    fn run(&self, frame: &Frame) {
        let Axis { outer, length, inner } = self.axis;
        let (x, out) = (frame.slot(self.x), frame.slot(self.out));
        for_each(outer, length * inner, |o| {
            for i in 0..inner {
                let mut sum = T::start(crate::graph::ReduceOp::Sum);
                for j in 0..length {
                    let j = if self.reverse { length - 1 - j } else { j };
                    let at = ((o * length + j) * inner + i) as isize;
                    // SAFETY: the slots hold the whole tensors; each `o` is one thread's.
                    unsafe {
                        sum = T::add(sum, *x.at::<T>(at));
                        out.at::<T>(at).write(sum);
                    }
                }
            }
        });
    }
}
