//! Copying and filling on the device.

use super::check;
use crate::error::NrtError;
use crate::library::Library;
use crate::status::Status;
use crate::types::Tensor;
use std::ffi::c_int;
use std::ptr::NonNull;

const COPY: &str = "nrt_tensor_copy";
const FILL: &str = "nrt_tensor_memset";
/// What goes through the host at a time where a release cannot do it on the device.
const PIECE: usize = 4 << 20;

impl Library {
    /// Copies bytes from one tensor to another; the ranges must not overlap.
    ///
    /// Releases without `nrt_tensor_copy` copy through the host, piece by piece, after checking
    /// both ranges.
    ///
    /// # Errors
    /// What the calls returned; [`Status::INVALID`] for a range outside its tensor.
    ///
    /// # Safety
    /// Both tensors live, and the one that is written is not accessed meanwhile.
    pub unsafe fn tensor_copy(
        &self,
        from: NonNull<Tensor>,
        from_offset: usize,
        to: NonNull<Tensor>,
        to_offset: usize,
        bytes: usize,
    ) -> Result<(), NrtError> {
        if let Some(call) = self.symbols.optional.tensor_copy {
            // SAFETY: the caller vouches for both tensors.
            let status = unsafe { call(from.as_ptr(), from_offset, to.as_ptr(), to_offset, bytes) };
            return check(COPY, status);
        }
        // SAFETY: the caller vouches for both tensors.
        unsafe {
            self.within(COPY, from, from_offset, bytes)?;
            self.within(COPY, to, to_offset, bytes)?;
        }
        let mut piece = vec![0; bytes.min(PIECE)];
        for start in (0..bytes).step_by(PIECE) {
            let piece = &mut piece[..PIECE.min(bytes - start)];
            // SAFETY: the caller vouches for both tensors; the ranges are inside them.
            unsafe {
                self.tensor_read(from, from_offset + start, piece)?;
                self.tensor_write(to, to_offset + start, piece)?;
            }
        }
        Ok(())
    }

    /// Sets bytes of a tensor.
    ///
    /// Releases without `nrt_tensor_memset` write them from the host, piece by piece, after
    /// checking the range.
    ///
    /// # Errors
    /// What the calls returned; [`Status::INVALID`] for a range outside the tensor.
    ///
    /// # Safety
    /// The tensor lives and is not accessed meanwhile.
    pub unsafe fn tensor_fill(
        &self,
        tensor: NonNull<Tensor>,
        offset: usize,
        value: u8,
        bytes: usize,
    ) -> Result<(), NrtError> {
        if let Some(call) = self.symbols.optional.tensor_memset {
            // SAFETY: the caller vouches for the tensor.
            let status = unsafe { call(tensor.as_ptr(), offset as u64, c_int::from(value), bytes) };
            return check(FILL, status);
        }
        // SAFETY: the caller vouches for the tensor.
        unsafe { self.within(FILL, tensor, offset, bytes)? };
        let piece = vec![value; bytes.min(PIECE)];
        for start in (0..bytes).step_by(PIECE) {
            let piece = &piece[..PIECE.min(bytes - start)];
            // SAFETY: the caller vouches for the tensor; the range is inside it.
            unsafe { self.tensor_write(tensor, offset + start, piece)? };
        }
        Ok(())
    }

    /// Refuses a range that is not inside its tensor, before anything is written.
    ///
    /// # Safety
    /// The tensor lives.
    unsafe fn within(
        &self,
        call: &'static str,
        tensor: NonNull<Tensor>,
        offset: usize,
        bytes: usize,
    ) -> Result<(), NrtError> {
        // SAFETY: the caller vouches for the tensor.
        let size = unsafe { self.tensor_size(tensor) };
        match offset.checked_add(bytes) {
            Some(end) if end <= size => Ok(()),
            _ => Err(NrtError { call, status: Status::INVALID }),
        }
    }
}
