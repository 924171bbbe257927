//! What a kernel sees of memory while it runs.
#![allow(unsafe_code)]

use super::view::View;
use std::ops::Range;

/// A pointer that kernels hand to their threads. Each thread writes a range of its own.
#[derive(Clone, Copy)]
pub(super) struct Raw(pub(super) *mut u8);

// SAFETY: a `Raw` is an address; whoever dereferences it answers for the range (see `Frame`).
unsafe impl Send for Raw {}
// SAFETY: as above.
unsafe impl Sync for Raw {}

impl Raw {
    /// The address of element `at`.
    ///
    /// # Safety
    /// `at` lies within the memory that the pointer belongs to.
    pub(super) unsafe fn at<T>(self, at: isize) -> *mut T {
        // SAFETY: the caller's promise.
        unsafe { self.0.cast::<T>().offset(at) }
    }

    /// `length` elements from element `at`.
    ///
    /// # Safety
    /// They lie within the memory, hold valid values of `T`, and nothing writes them meanwhile.
    pub(super) unsafe fn slice<'a, T>(self, at: usize, length: usize) -> &'a [T] {
        // SAFETY: the caller's promise.
        unsafe { std::slice::from_raw_parts(self.0.cast::<T>().add(at), length) }
    }

    /// `length` elements from element `at`, to be written.
    ///
    /// # Safety
    /// They lie within the memory, and nothing else reads or writes them meanwhile.
    pub(super) unsafe fn slice_mut<'a, T>(self, at: usize, length: usize) -> &'a mut [T] {
        // SAFETY: the caller's promise.
        unsafe { std::slice::from_raw_parts_mut(self.0.cast::<T>().add(at), length) }
    }
}

/// The memory of one run: where each slot begins.
///
/// The plan guarantees that a slot is large enough for every view of it, that it has been written
/// before it is read, and that two slots that are in use at the same time do not overlap, except
/// that an elementwise kernel may write the very elements that it has just read.
pub(super) struct Frame {
    pub(super) slots: Vec<Raw>,
}

impl Frame {
    /// Where a slot begins.
    pub(super) fn slot(&self, slot: usize) -> Raw {
        self.slots[slot]
    }

    /// Where a view of elements of `size` bytes begins.
    pub(super) fn view(&self, view: &View, size: usize) -> Raw {
        // SAFETY: the plan keeps every view within its slot.
        Raw(unsafe { self.slots[view.slot].0.offset(view.offset * size as isize) })
    }
}

/// What is done with a range of elements of a result as soon as they are there, on the thread that made
/// them.
pub(super) type Finish<'a> = &'a (dyn Fn(Range<usize>) + Send + Sync);

/// One step of a plan.
pub(super) trait Kernel: Send + Sync {
    /// Computes.
    fn run(&self, frame: &Frame);

    /// The slot of its result, dense, and its elements, where it can hand on parts of them before the
    /// rest is there.
    fn finishes(&self) -> Option<(usize, usize)> {
        None
    }

    /// Computes, and calls `finish` with ranges of elements as soon as they are there: each element
    /// once, and none of them is written or read by the kernel any more.
    fn run_finishing(&self, frame: &Frame, finish: Finish<'_>) {
        self.run(frame);
        finish(0..self.finishes().map_or(0, |(_, elements)| elements));
    }
}

/// Calls `work` for each of `count` items, on several threads where there is enough to do.
///
/// Which thread does an item never decides what comes out: items are independent.
pub(super) fn for_each(count: usize, cost_of_one: usize, work: impl Fn(usize) + Send + Sync) {
    use rayon::prelude::*;
    // Below this many elementary operations, waking a thread costs more than it saves.
    const WORTH_A_THREAD: usize = 1 << 16;
    if count < 2 || count.saturating_mul(cost_of_one) < WORTH_A_THREAD {
        (0..count).for_each(work);
    } else {
        let least = (WORTH_A_THREAD / 2 / cost_of_one.max(1)).max(1);
        (0..count).into_par_iter().with_min_len(least).for_each(work);
    }
}
