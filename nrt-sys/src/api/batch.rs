//! Many copies between host and tensors in one call.

use super::check;
use crate::error::NrtError;
use crate::library::Library;
use crate::status::Status;
use crate::types::{BatchOperation, Tensor, TensorBatch};

/// Whether the library leaves out its own checks. Never: what they cost is not measurable.
const UNCHECKED: bool = false;

type Batched = unsafe extern "C" fn(*const TensorBatch, u64, bool) -> Status;

impl Library {
    /// Copies to the host, all in one call where the release can.
    ///
    /// # Errors
    /// What the calls returned; some of the buffers may be written then.
    ///
    /// # Safety
    /// All tensors live and are not written meanwhile; `operations` points to `count` operations,
    /// whose buffers have the size that they say and are not accessed elsewhere.
    pub unsafe fn tensor_read_batch(&self, batches: &[TensorBatch]) -> Result<(), NrtError> {
        let required = &self.symbols.required;
        let one = |tensor: *const Tensor, operation: &BatchOperation| {
            let BatchOperation { offset, size, buffer } = *operation;
            // SAFETY: the caller vouches for tensor and buffer.
            let status =
                unsafe { (required.tensor_read)(tensor, buffer, offset as usize, size as usize) };
            check("nrt_tensor_read", status)
        };
        let all = self.symbols.optional.tensor_read_batch;
        // SAFETY: the caller vouches for the batches.
        unsafe { run("nrt_tensor_read_batch", all, batches, one) }
    }

    /// Copies to the device, all in one call where the release can.
    ///
    /// # Errors
    /// What the calls returned; some of the tensors may be written then.
    ///
    /// # Safety
    /// All tensors live and are not accessed meanwhile; `operations` points to `count` operations,
    /// whose buffers have the size that they say.
    pub unsafe fn tensor_write_batch(&self, batches: &[TensorBatch]) -> Result<(), NrtError> {
        let required = &self.symbols.required;
        let one = |tensor: *const Tensor, operation: &BatchOperation| {
            let BatchOperation { offset, size, buffer } = *operation;
            // SAFETY: the caller vouches for tensor and buffer.
            let status = unsafe {
                (required.tensor_write)(tensor.cast_mut(), buffer, offset as usize, size as usize)
            };
            check("nrt_tensor_write", status)
        };
        let all = self.symbols.optional.tensor_write_batch;
        // SAFETY: the caller vouches for the batches.
        unsafe { run("nrt_tensor_write_batch", all, batches, one) }
    }
}

/// # Safety
/// Each batch's `operations` points to `count` operations, and what they name is as the caller of
/// the method says.
unsafe fn run(
    call: &'static str,
    all: Option<Batched>,
    batches: &[TensorBatch],
    one: impl Fn(*const Tensor, &BatchOperation) -> Result<(), NrtError>,
) -> Result<(), NrtError> {
    if let Some(all) = all {
        // SAFETY: the caller vouches for the batches.
        let status = unsafe { all(batches.as_ptr(), batches.len() as u64, UNCHECKED) };
        return check(call, status);
    }
    for batch in batches.iter().filter(|batch| batch.count > 0) {
        // SAFETY: the caller vouches for the operations.
        let operations =
            unsafe { std::slice::from_raw_parts(batch.operations, batch.count as usize) };
        for operation in operations {
            one(batch.tensor, operation)?;
        }
    }
    Ok(())
}
