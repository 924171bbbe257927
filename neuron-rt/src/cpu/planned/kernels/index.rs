//! Rows and elements by number. Numbers out of range are clamped.
#![allow(unsafe_code)]

use super::reduce::Element;
use crate::cpu::planned::frame::{Frame, Kernel, for_each};
use std::marker::PhantomData;

fn clamp(id: i32, rows: usize) -> usize {
    usize::try_from(id).unwrap_or(0).min(rows - 1)
}

/// Rows of a table.
pub(in crate::cpu::planned) struct Gather {
    pub(in crate::cpu::planned) table: usize,
    pub(in crate::cpu::planned) ids: usize,
    pub(in crate::cpu::planned) out: usize,
    pub(in crate::cpu::planned) rows: usize,
    pub(in crate::cpu::planned) count: usize,
    /// Bytes of a row.
    pub(in crate::cpu::planned) width: usize,
}

impl Kernel for Gather {
    fn run(&self, frame: &Frame) {
        let (table, out) = (frame.slot(self.table), frame.slot(self.out));
        // SAFETY: the slots hold the whole tensors.
        let ids = unsafe { frame.slot(self.ids).slice::<i32>(0, self.count) };
        for_each(self.count, self.width / 4, |i| {
            let row = clamp(ids[i], self.rows);
            // SAFETY: the row is within the table; each `i` is one thread's.
            unsafe {
                let from = table.slice::<u8>(row * self.width, self.width);
                out.slice_mut::<u8>(i * self.width, self.width).copy_from_slice(from);
            }
        });
    }
}

/// Sums rows into a table: columns are shared out, rows are added in order.
pub(in crate::cpu::planned) struct ScatterAdd<T> {
    pub(in crate::cpu::planned) ids: usize,
    pub(in crate::cpu::planned) values: usize,
    pub(in crate::cpu::planned) out: usize,
    pub(in crate::cpu::planned) rows: usize,
    pub(in crate::cpu::planned) count: usize,
    /// Elements of a row.
    pub(in crate::cpu::planned) width: usize,
    pub(in crate::cpu::planned) element: PhantomData<T>,
}

impl<T: Element> Kernel for ScatterAdd<T> {
    fn run(&self, frame: &Frame) {
        const STRIP: usize = 64;
        let (values, out) = (frame.slot(self.values), frame.slot(self.out));
        // SAFETY: the slots hold the whole tensors.
        let ids = unsafe { frame.slot(self.ids).slice::<i32>(0, self.count) };
        let zero = T::start(crate::graph::ReduceOp::Sum);
        for_each(self.width.div_ceil(STRIP), (self.count + self.rows) * STRIP, |strip| {
            let start = strip * STRIP;
            let width = STRIP.min(self.width - start);
            for row in 0..self.rows {
                // SAFETY: each strip of columns is one thread's.
                unsafe { out.slice_mut::<T>(row * self.width + start, width) }.fill(zero);
            }
            for (i, &id) in ids.iter().enumerate() {
                let row = clamp(id, self.rows);
                // SAFETY: as above; the row is within the table.
                let (to, from) = unsafe {
                    (
                        out.slice_mut::<T>(row * self.width + start, width),
                        values.slice::<T>(i * self.width + start, width),
                    )
                };
                for (a, &b) in to.iter_mut().zip(from) {
                    *a = T::add(*a, b);
                }
            }
        });
    }
}

/// Elements of the last axis by index.
pub(in crate::cpu::planned) struct GatherLast<T> {
    pub(in crate::cpu::planned) x: usize,
    pub(in crate::cpu::planned) ids: usize,
    pub(in crate::cpu::planned) out: usize,
    pub(in crate::cpu::planned) rows: usize,
    pub(in crate::cpu::planned) length: usize,
    pub(in crate::cpu::planned) k: usize,
    pub(in crate::cpu::planned) element: PhantomData<T>,
}

impl<T: Element> Kernel for GatherLast<T> {
    fn run(&self, frame: &Frame) {
        let (x, ids, out) = (frame.slot(self.x), frame.slot(self.ids), frame.slot(self.out));
        for_each(self.rows, self.k, |row| {
            // SAFETY: the slots hold the whole tensors; each row is one thread's.
            let (x, ids, out) = unsafe {
                (
                    x.slice::<T>(row * self.length, self.length),
                    ids.slice::<i32>(row * self.k, self.k),
                    out.slice_mut::<T>(row * self.k, self.k),
                )
            };
            for (to, &id) in out.iter_mut().zip(ids) {
                *to = x[clamp(id, self.length)];
            }
        });
    }
}

/// The gradient of [`GatherLast`].
pub(in crate::cpu::planned) struct ScatterAddLast<T> {
    pub(in crate::cpu::planned) ids: usize,
    pub(in crate::cpu::planned) values: usize,
    pub(in crate::cpu::planned) out: usize,
    pub(in crate::cpu::planned) rows: usize,
    pub(in crate::cpu::planned) length: usize,
    pub(in crate::cpu::planned) k: usize,
    pub(in crate::cpu::planned) element: PhantomData<T>,
}

impl<T: Element> Kernel for ScatterAddLast<T> {
    fn run(&self, frame: &Frame) {
        let (ids, values, out) =
            (frame.slot(self.ids), frame.slot(self.values), frame.slot(self.out));
        for_each(self.rows, self.k + self.length, |row| {
            // SAFETY: the slots hold the whole tensors; each row is one thread's.
            let (ids, values, out) = unsafe {
                (
                    ids.slice::<i32>(row * self.k, self.k),
                    values.slice::<T>(row * self.k, self.k),
                    out.slice_mut::<T>(row * self.length, self.length),
                )
            };
            out.fill(T::start(crate::graph::ReduceOp::Sum));
            for (&id, &value) in ids.iter().zip(values) {
                let to = &mut out[clamp(id, self.length)];
                *to = T::add(*to, value);
            }
        });
    }
}
