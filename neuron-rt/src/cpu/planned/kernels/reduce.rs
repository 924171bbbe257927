//! Reductions along any axes.
//!
//! The order in which elements are joined depends on shapes alone, never on the number of threads.
#![allow(unsafe_code)]

use crate::cpu::planned::frame::{Frame, Kernel, Raw, for_each};
use crate::cpu::planned::view::{View, collapse};
use crate::graph::ReduceOp;
use std::marker::PhantomData;

/// Element types that can be joined.
pub(in crate::cpu::planned) trait Element:
    Copy + Send + Sync + 'static
{
    fn start(op: ReduceOp) -> Self;
    fn join(op: ReduceOp, a: Self, b: Self) -> Self;
    /// True where `a` comes before `b` in a search for the largest; NaN comes before everything.
    fn exceeds(a: Self, b: Self) -> bool;
    /// The same in a search for the smallest.
    fn exceeds_down(a: Self, b: Self) -> bool;
    fn add(a: Self, b: Self) -> Self;
}

macro_rules! float {
    ($t:ty) => {
        impl Element for $t {
            fn start(op: ReduceOp) -> Self {
                match op {
                    ReduceOp::Sum => 0.0,
                    ReduceOp::Prod => 1.0,
                    ReduceOp::Max => <$t>::NEG_INFINITY,
                    ReduceOp::Min => <$t>::INFINITY,
                }
            }
            #[inline(always)]
            fn join(op: ReduceOp, a: Self, b: Self) -> Self {
                match op {
                    ReduceOp::Sum => a + b,
                    ReduceOp::Prod => a * b,
                    ReduceOp::Max => {
                        if a > b || a.is_nan() {
                            a
                        } else {
                            b
                        }
                    }
                    ReduceOp::Min => {
                        if a < b || a.is_nan() {
                            a
                        } else {
                            b
                        }
                    }
                }
            }
            fn exceeds(a: Self, b: Self) -> bool {
                a > b || (a.is_nan() && !b.is_nan())
            }
            fn exceeds_down(a: Self, b: Self) -> bool {
                a < b || (a.is_nan() && !b.is_nan())
            }
            fn add(a: Self, b: Self) -> Self {
                a + b
            }
        }
    };
}
macro_rules! integer {
    ($t:ty) => {
        impl Element for $t {
            fn start(op: ReduceOp) -> Self {
                match op {
                    ReduceOp::Sum => 0,
                    ReduceOp::Prod => 1,
                    ReduceOp::Max => <$t>::MIN,
                    ReduceOp::Min => <$t>::MAX,
                }
            }
            #[inline(always)]
            fn join(op: ReduceOp, a: Self, b: Self) -> Self {
                match op {
                    ReduceOp::Sum => a.wrapping_add(b),
                    ReduceOp::Prod => a.wrapping_mul(b),
                    ReduceOp::Max => a.max(b),
                    ReduceOp::Min => a.min(b),
                }
            }
            fn exceeds(a: Self, b: Self) -> bool {
                a > b
            }
            fn exceeds_down(a: Self, b: Self) -> bool {
                a < b
            }
            fn add(a: Self, b: Self) -> Self {
                a.wrapping_add(b)
            }
        }
    };
}
float!(f32);
float!(f64);
integer!(i32);
integer!(u32);
integer!(u8);

/// `out[kept] = join of x[kept, reduced]`.
pub(in crate::cpu::planned) struct Reduce<T> {
    op: ReduceOp,
    x: View,
    out: usize,
    /// Kept axes, then reduced ones: extents and strides in `x`.
    kept: (Vec<usize>, Vec<isize>),
    reduced: (Vec<usize>, Vec<isize>),
    element: PhantomData<T>,
}

impl<T: Element> Reduce<T> {
    pub(in crate::cpu::planned) fn new(op: ReduceOp, x: &View, axes: &[usize], out: usize) -> Self {
        let pick = |wanted: bool| {
            let chosen: Vec<usize> =
                (0..x.shape.len()).filter(|axis| axes.contains(axis) == wanted).collect();
            let view = x.transposed(&chosen);
            let (extents, mut strides) = collapse(&view.shape, &[&view.strides]);
            (extents, strides.pop().unwrap_or_default())
        };
        Self { op, x: x.clone(), out, kept: pick(false), reduced: pick(true), element: PhantomData }
    }

    /// The innermost kept axis lies densely and the innermost reduced one does not: whole rows are
    /// added to a row of results.
    fn by_rows(&self) -> bool {
        self.kept.1.last() == Some(&1) && self.reduced.1.last() != Some(&1)
    }
}

/// Offset of number `i` in an iteration space.
fn offset(extents: &[usize], strides: &[isize], mut i: usize) -> isize {
    let mut at = 0;
    for (&extent, stride) in extents.iter().zip(strides).rev() {
        at += (i % extent) as isize * stride;
        i /= extent;
    }
    at
}

impl<T: Element> Kernel for Reduce<T> {
    fn run(&self, frame: &Frame) {
        let x = frame.view(&self.x, size_of::<T>());
        let out = frame.slot(self.out);
        if self.by_rows() { self.rows(x, out) } else { self.each(x, out) }
    }
}

impl<T: Element> Reduce<T> {
    /// Each result for itself.
    fn each(&self, x: Raw, out: Raw) {
        let (kept, kept_strides) = (&self.kept.0, &self.kept.1);
        let (reduced, strides) = (&self.reduced.0, &self.reduced.1);
        let count: usize = kept.iter().product();
        let (inner, step) = match (reduced.last(), strides.last()) {
            (Some(&inner), Some(&step)) => (inner, step),
            _ => (1, 1),
        };
        let outer_axes = reduced.len().saturating_sub(1);
        let outer: usize = reduced[..outer_axes].iter().product();
        let op = self.op;
        let one = |i: usize| {
            let start = offset(kept, kept_strides, i);
            let mut sum = T::start(op);
            for j in 0..outer {
                let at = start + offset(&reduced[..outer_axes], &strides[..outer_axes], j);
                // SAFETY: the view lies within its slot.
                sum = T::join(op, sum, unsafe { run_of(op, x, at, inner, step) });
            }
            // SAFETY: each `i` is one thread's.
            unsafe { out.at::<T>(i as isize).write(sum) };
        };
        if count == 1 && outer == 1 && step == 1 && inner > 1 << 16 {
            // One long sum: fixed blocks, joined in order.
            let block = 1 << 15;
            let blocks = inner.div_ceil(block);
            let mut parts = vec![T::start(op); blocks];
            let parts_at = Raw(parts.as_mut_ptr().cast());
            let start = offset(kept, kept_strides, 0);
            for_each(blocks, block, |b| {
                let length = block.min(inner - b * block);
                let at = start + (b * block) as isize;
                // SAFETY: the block lies within the view; each part is one thread's.
                unsafe { parts_at.at::<T>(b as isize).write(run_of(op, x, at, length, 1)) };
            });
            let sum = parts.into_iter().reduce(|a, b| T::join(op, a, b));
            // SAFETY: the result has one element.
            unsafe { out.at::<T>(0).write(sum.unwrap_or(T::start(op))) };
            return;
        }
        for_each(count, outer * inner, one);
    }

    /// Rows of results at once, in fixed blocks of the reduced axes.
    fn rows(&self, x: Raw, out: Raw) {
        let (kept, kept_strides) = (&self.kept.0, &self.kept.1);
        let (reduced, strides) = (&self.reduced.0, &self.reduced.1);
        let width = kept[kept.len() - 1];
        let tall = kept.len() - 1;
        let lines: usize = kept[..tall].iter().product();
        let depth: usize = reduced.iter().product();
        let op = self.op;
        let add_rows = |to: &mut [T], start: isize, from: usize, until: usize| {
            to.fill(T::start(op));
            for j in from..until {
                let at = start + offset(reduced, strides, j);
                // SAFETY: the view lies within its slot.
                let row = unsafe { std::slice::from_raw_parts(x.at::<T>(at), width) };
                crate::cpu::planned::simd::vectorised(
                    #[inline(always)]
                    || join_rows(op, to, row),
                );
            }
        };
        // As many parts as the shape alone asks for: the sum's order is the same on every machine.
        let parts =
            if lines == 1 { (depth * width / (1 << 16)).clamp(1, 16).min(depth.max(1)) } else { 1 };
        if parts == 1 {
            for_each(lines, depth * width, |line| {
                let start = offset(&kept[..tall], &kept_strides[..tall], line);
                // SAFETY: each line of results is one thread's.
                let to = unsafe { out.slice_mut::<T>(line * width, width) };
                add_rows(to, start, 0, depth);
            });
            return;
        }
        let mut partial = vec![T::start(op); parts * width];
        let partial_at = Raw(partial.as_mut_ptr().cast());
        for_each(parts, depth * width / parts, |part| {
            // SAFETY: each part is one thread's.
            let to = unsafe { partial_at.slice_mut::<T>(part * width, width) };
            add_rows(to, 0, part * depth / parts, (part + 1) * depth / parts);
        });
        // SAFETY: the results are this kernel's to write.
        let to = unsafe { out.slice_mut::<T>(0, width) };
        to.copy_from_slice(&partial[..width]);
        for part in partial[width..].chunks_exact(width) {
            join_rows(op, to, part);
        }
    }
}

#[inline(always)]
fn join_rows<T: Element>(op: ReduceOp, to: &mut [T], row: &[T]) {
    macro_rules! by {
        ($op:expr) => {
            for (a, &b) in to.iter_mut().zip(row) {
                *a = T::join($op, *a, b);
            }
        };
    }
    // Outside the loop, so that each becomes vector code.
    match op {
        ReduceOp::Sum => by!(ReduceOp::Sum),
        ReduceOp::Prod => by!(ReduceOp::Prod),
        ReduceOp::Max => by!(ReduceOp::Max),
        ReduceOp::Min => by!(ReduceOp::Min),
    }
}

/// Joins `length` elements from `at` on, in 16 interleaved sums joined pairwise.
///
/// # Safety
/// The run lies within the memory.
unsafe fn run_of<T: Element>(op: ReduceOp, x: Raw, at: isize, length: usize, step: isize) -> T {
    const LANES: usize = 16;
    if step == 1 {
        // SAFETY: the caller's promise.
        let run = unsafe { std::slice::from_raw_parts(x.at::<T>(at), length) };
        return crate::cpu::planned::simd::vectorised(
            #[inline(always)]
            || {
                let mut lanes = [T::start(op); LANES];
                let chunks = run.chunks_exact(LANES);
                let rest = chunks.remainder();
                for chunk in chunks {
                    join_rows(op, &mut lanes, chunk);
                }
                join_rows(op, &mut lanes[..rest.len()], rest);
                let mut width = LANES;
                while width > 1 {
                    width /= 2;
                    for i in 0..width {
                        lanes[i] = T::join(op, lanes[i], lanes[i + width]);
                    }
                }
                lanes[0]
            },
        );
    }
    let mut sum = T::start(op);
    for i in 0..length as isize {
        // SAFETY: the caller's promise.
        sum = T::join(op, sum, unsafe { *x.at::<T>(at + i * step) });
    }
    sum
}
