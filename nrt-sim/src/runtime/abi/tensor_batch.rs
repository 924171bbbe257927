//! Many transfers at once.

use std::ffi::c_void;

use super::super::layout::{Batch, BatchOperation};
use super::super::library::Library;
use super::super::status::{Outcome, Status};
use super::{call, pointer, tensor_bytes};

/// Copies bytes of tensors to the host. `unchecked` leaves checks out on a device; here nothing is left out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_tensor_read_batch(
    batches: *const Batch,
    count: u64,
    unchecked: bool,
) -> i32 {
    call::status("nrt_tensor_read_batch", |library| {
        // SAFETY: the terms of the module.
        unsafe {
            each(library, (batches, count, unchecked), |tensor, buffer, offset, size| {
                tensor_bytes::read(library, tensor, buffer, offset, size)
            })
        }
    })
}

/// Copies bytes of the host to tensors. See [`nrt_tensor_read_batch`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_tensor_write_batch(
    batches: *const Batch,
    count: u64,
    unchecked: bool,
) -> i32 {
    call::status("nrt_tensor_write_batch", |library| {
        // SAFETY: the terms of the module.
        unsafe {
            each(library, (batches, count, unchecked), |tensor, buffer, offset, size| {
                tensor_bytes::write(library, tensor, buffer, offset, size)
            })
        }
    })
}

/// Calls `transfer` with tensor, buffer, offset and size of each transfer.
unsafe fn each(
    library: &Library,
    (batches, count, _): (*const Batch, u64, bool),
    transfer: impl Fn(*const c_void, *mut c_void, usize, usize) -> Outcome,
) -> Outcome {
    library.lifecycle.machine()?;
    // SAFETY: the terms of the module.
    for batch in unsafe { structures(batches, count) }? {
        // SAFETY: the terms of the module.
        let operations: &[BatchOperation] =
            unsafe { structures(batch.operations, u64::from(batch.count)) }?;
        for operation in operations {
            let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
            let (offset, size) = (number(operation.offset), number(operation.size));
            transfer(batch.tensor, operation.buffer, offset, size)?;
        }
    }
    Ok(())
}

/// The caller's structures.
unsafe fn structures<'a, T>(first: *const T, count: u64) -> Outcome<&'a [T]> {
    let count = usize::try_from(count).ok().filter(|count| *count <= 1 << 32);
    let Some(count) = count.filter(|_| first.is_aligned()) else {
        return Err(Status::INVALID.because("the list of transfers is malformed"));
    };
    let bytes = count * size_of::<T>();
    // SAFETY: the terms of the module.
    let bytes = unsafe { pointer::bytes(first.cast(), bytes) }?;
    // SAFETY: the bytes are those of `count` structures that the caller wrote, and aligned.
    Ok(unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast(), count) })
}
