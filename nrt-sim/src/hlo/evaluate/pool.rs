//! Memory that values leave behind, for those to come.
//!
//! A step of training makes and drops hundreds of arrays. Were each given back to the system, a third of the time
//! would go into getting it again, page by page.

use std::cell::RefCell;

use bytemuck::Pod;

use super::Buffer;

/// Bytes of an array below which the system's allocator is as quick.
const SMALLEST: usize = 1 << 15;
/// Bytes that lie idle at most.
const LARGEST: usize = 1 << 30;

/// Vectors without elements, by the width of what they can hold.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    free: [Vec<Buffer>; 4],
    bytes: usize,
}

thread_local! {
    /// The pool of the evaluation that runs on this thread.
    static CURRENT: RefCell<Option<Pool>> = const { RefCell::new(None) };
}

/// Runs an evaluation with this pool, and gives it back with what the evaluation left.
pub(in super::super) fn with<R>(pool: Pool, run: impl FnOnce() -> R) -> (R, Pool) {
    let before = CURRENT.replace(Some(pool));
    let result = run();
    (result, CURRENT.replace(before).unwrap_or_default())
}

/// A vector without elements and with room for `count`, if one is free.
pub(super) fn recycled<T: Pod>(count: usize) -> Option<Vec<T>> {
    if count.saturating_mul(size_of::<T>()) < SMALLEST {
        return None;
    }
    match &mut take(size_of::<T>(), count)? {
        Buffer::W1(elements) => bytemuck::try_cast_vec(std::mem::take(elements)).ok(),
        Buffer::W2(elements) => bytemuck::try_cast_vec(std::mem::take(elements)).ok(),
        Buffer::W4(elements) => bytemuck::try_cast_vec(std::mem::take(elements)).ok(),
        Buffer::W8(elements) => bytemuck::try_cast_vec(std::mem::take(elements)).ok(),
    }
}

/// A free vector with room for so many elements, and for not many more.
fn take(width: usize, count: usize) -> Option<Buffer> {
    CURRENT.with_borrow_mut(|pool| {
        let pool = pool.as_mut()?;
        let free = &mut pool.free[shelf(width)];
        let fits = |buffer: &Buffer| (count..=count * 2).contains(&buffer.capacity());
        let found = free.swap_remove(free.iter().rposition(fits)?);
        pool.bytes = pool.bytes.saturating_sub(found.capacity() * width);
        Some(found)
    })
}

/// Keeps a vector's memory, if an evaluation runs on this thread and has no more than enough.
pub(super) fn give<T: Pod>(elements: &mut Vec<T>) {
    let bytes = elements.capacity() * size_of::<T>();
    if bytes < SMALLEST {
        return;
    }
    // A thread that ends may have dropped its pool before its values.
    let _ = CURRENT.try_with(|current| {
        let Ok(mut current) = current.try_borrow_mut() else { return };
        let Some(pool) = current.as_mut() else { return };
        if pool.bytes + bytes <= LARGEST {
            pool.bytes += bytes;
            let mut emptied = std::mem::take(elements);
            emptied.clear();
            pool.free[shelf(size_of::<T>())].push(Buffer::of(emptied));
        }
    });
}

fn shelf(width: usize) -> usize {
    match width {
        1 => 0,
        2 => 1,
        4 => 2,
        _ => 3,
    }
}
