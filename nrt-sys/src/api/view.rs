//! Tensors over memory that exists already.

use super::{check, handle, present};
use crate::error::CallError;
use crate::library::Library;
use crate::types::Tensor;
use std::ffi::{CStr, c_void};
use std::ptr::{NonNull, null, null_mut};

impl Library {
    /// Makes a tensor without memory, for [`Self::tensor_attach`].
    ///
    /// # Errors
    /// [`CallError::Missing`], or what the call returned.
    pub fn tensor_allocate_empty(&self, name: Option<&CStr>) -> Result<NonNull<Tensor>, CallError> {
        const CALL: &str = "nrt_tensor_allocate_empty";
        let call = present(
            self.symbols.optional.tensor_allocate_empty,
            CALL,
            "make a tensor over the caller's memory",
        )?;
        let mut tensor = null_mut();
        // SAFETY: the name is null or ends with a NUL; the handle is ours to write.
        let status = unsafe { call(name.map_or(null(), CStr::as_ptr), &mut tensor) };
        Ok(handle(CALL, status, tensor)?)
    }

    /// Gives a tensor memory of the caller.
    ///
    /// # Errors
    /// [`CallError::Missing`], or what the call returned.
    ///
    /// # Safety
    /// The tensor lives; the memory is readable and writable as long as the tensor is used.
    pub unsafe fn tensor_attach(
        &self,
        tensor: NonNull<Tensor>,
        memory: NonNull<[u8]>,
    ) -> Result<(), CallError> {
        const CALL: &str = "nrt_tensor_attach_buffer";
        let call = present(
            self.symbols.optional.tensor_attach_buffer,
            CALL,
            "make a tensor over the caller's memory",
        )?;
        // SAFETY: the caller vouches for tensor and memory.
        let status =
            unsafe { call(tensor.as_ptr(), memory.cast::<c_void>().as_ptr(), memory.len()) };
        Ok(check(CALL, status)?)
    }

    /// Makes a tensor of a part of another's memory. The memory lives until both are freed.
    ///
    /// # Errors
    /// [`CallError::Missing`], or what the call returned.
    ///
    /// # Safety
    /// The tensor lives.
    pub unsafe fn tensor_slice(
        &self,
        tensor: NonNull<Tensor>,
        offset: usize,
        bytes: usize,
        name: Option<&CStr>,
    ) -> Result<NonNull<Tensor>, CallError> {
        const CALL: &str = "nrt_tensor_allocate_slice";
        let call =
            present(self.symbols.optional.tensor_allocate_slice, CALL, "share a tensor's memory")?;
        let mut slice = null_mut();
        // SAFETY: the caller vouches for the tensor; the name is null or ends with a NUL.
        let status = unsafe {
            call(tensor.as_ptr(), offset, bytes, name.map_or(null(), CStr::as_ptr), &mut slice)
        };
        Ok(handle(CALL, status, slice)?)
    }

    /// The host's address of a tensor, or null where it has none.
    ///
    /// # Errors
    /// [`CallError::Missing`].
    ///
    /// # Safety
    /// The tensor lives.
    pub unsafe fn tensor_address(&self, tensor: NonNull<Tensor>) -> Result<*mut c_void, CallError> {
        let call = present(
            self.symbols.optional.tensor_get_va,
            "nrt_tensor_get_va",
            "reach a tensor's memory from the host",
        )?;
        // SAFETY: the caller vouches for the tensor.
        Ok(unsafe { call(tensor.as_ptr()) })
    }
}
