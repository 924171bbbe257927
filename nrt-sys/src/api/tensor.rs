//! Tensors: allocate, write, read, free.

use super::{check, handle, present};
use crate::error::{CallError, NrtError};
use crate::library::Library;
use crate::types::{DeviceAllocation, Placement, Tensor};
use std::ffi::CStr;
use std::ptr::{NonNull, null, null_mut};

impl Library {
    /// Allocates a tensor of `bytes` bytes for a core. Nothing is said of its first contents.
    ///
    /// # Errors
    /// What `nrt_tensor_allocate` returned; a tensor of no bytes is refused.
    pub fn tensor_allocate(
        &self,
        placement: Placement,
        core: i32,
        bytes: usize,
        name: Option<&CStr>,
    ) -> Result<NonNull<Tensor>, NrtError> {
        let mut tensor = null_mut();
        // SAFETY: the name is null or ends with a NUL; the handle is ours to write.
        let status = unsafe {
            (self.symbols.required.tensor_allocate)(
                placement,
                core,
                bytes,
                name.map_or(null(), CStr::as_ptr),
                &mut tensor,
            )
        };
        handle("nrt_tensor_allocate", status, tensor)
    }

    /// Frees a tensor.
    ///
    /// # Safety
    /// The tensor is one of this library's, in no set that is still used, and is not used again.
    pub unsafe fn tensor_free(&self, tensor: NonNull<Tensor>) {
        let mut tensor = tensor.as_ptr();
        // SAFETY: the caller vouches for the handle; the library sets our copy of it to null.
        unsafe { (self.symbols.required.tensor_free)(&mut tensor) }
    }

    /// The size of a tensor, in bytes.
    ///
    /// # Safety
    /// The tensor lives.
    #[must_use]
    pub unsafe fn tensor_size(&self, tensor: NonNull<Tensor>) -> usize {
        // SAFETY: the caller vouches for the handle.
        unsafe { (self.symbols.required.tensor_get_size)(tensor.as_ptr()) }
    }

    /// Copies bytes of a tensor to the host.
    ///
    /// # Errors
    /// What `nrt_tensor_read` returned, for instance for a range outside the tensor.
    ///
    /// # Safety
    /// The tensor lives and is not written meanwhile.
    pub unsafe fn tensor_read(
        &self,
        tensor: NonNull<Tensor>,
        offset: usize,
        into: &mut [u8],
    ) -> Result<(), NrtError> {
        // SAFETY: the caller vouches for the tensor; the slice is ours to write.
        let status = unsafe {
            (self.symbols.required.tensor_read)(
                tensor.as_ptr(),
                into.as_mut_ptr().cast(),
                offset,
                into.len(),
            )
        };
        check("nrt_tensor_read", status)
    }

    /// Copies bytes of the host into a tensor.
    ///
    /// # Errors
    /// What `nrt_tensor_write` returned, for instance for a range outside the tensor.
    ///
    /// # Safety
    /// The tensor lives and is not accessed meanwhile.
    pub unsafe fn tensor_write(
        &self,
        tensor: NonNull<Tensor>,
        offset: usize,
        from: &[u8],
    ) -> Result<(), NrtError> {
        // SAFETY: the caller vouches for the tensor; the slice lives until the call returns.
        let status = unsafe {
            (self.symbols.required.tensor_write)(
                tensor.as_ptr(),
                from.as_ptr().cast(),
                offset,
                from.len(),
            )
        };
        check("nrt_tensor_write", status)
    }

    /// Where a tensor lies on its device.
    ///
    /// # Errors
    /// [`CallError::Missing`], or what the call returned.
    ///
    /// # Safety
    /// The tensor lives.
    pub unsafe fn tensor_device_allocation(
        &self,
        tensor: NonNull<Tensor>,
    ) -> Result<DeviceAllocation, CallError> {
        const CALL: &str = "nrt_tensor_get_device_allocation_info";
        let call = present(
            self.symbols.optional.tensor_get_device_allocation_info,
            CALL,
            "tell a tensor's place",
        )?;
        let mut allocation = DeviceAllocation::default();
        // SAFETY: the caller vouches for the tensor; the structure is ours to write.
        check(CALL, unsafe { call(tensor.as_ptr(), &mut allocation) })?;
        Ok(allocation)
    }
}
