//! Tensors: allocate, describe, free.

use std::ffi::{c_char, c_void};
use std::ptr::{self, NonNull};

use super::super::layout::AllocationInfo;
use super::super::status::Status;
use super::super::storage::Storage;
use super::super::tensor::Tensor;
use super::{call, pointer};

/// A core's memory.
const DEVICE: i32 = 0;
/// The host's memory.
const HOST: i32 = 1;
/// What a tensor of the host's memory has to be smaller than.
const HOST_LIMIT: usize = 4 << 20;

/// Allocates a tensor, on the core `vnc` where `placement` is 0, in the host's memory where it is 1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_tensor_allocate(
    placement: i32,
    vnc: i32,
    size: usize,
    name: *const c_char,
    tensor: *mut *mut c_void,
) -> i32 {
    call::status("nrt_tensor_allocate", |library| {
        let machine = library.lifecycle.machine()?;
        pointer::can_give(tensor)?;
        // SAFETY: the terms of the module.
        let name = unsafe { pointer::optional_text(name, "the tensor's name") }?;
        let storage = match placement {
            DEVICE => Storage::of_device(machine.core(vnc)?, size)?,
            HOST if size < HOST_LIMIT => Storage::of_host(size)?,
            HOST => return Err(Status::INVALID.because("a tensor of the host is below 4 MiB")),
            _ => {
                let message = format!("placement {placement}: expected 0 (device) or 1 (host)");
                return Err(Status::INVALID.because(message));
            }
        };
        // SAFETY: the terms of the module.
        unsafe { pointer::give(tensor, library.tensors.insert(Tensor::new(name, storage))) }
    })
}

/// Allocates a tensor without memory, for [`nrt_tensor_attach_buffer`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_tensor_allocate_empty(
    name: *const c_char,
    tensor: *mut *mut c_void,
) -> i32 {
    call::status("nrt_tensor_allocate_empty", |library| {
        library.lifecycle.machine()?;
        pointer::can_give(tensor)?;
        // SAFETY: the terms of the module.
        let name = unsafe { pointer::optional_text(name, "the tensor's name") }?;
        // SAFETY: the terms of the module.
        unsafe { pointer::give(tensor, library.tensors.insert(Tensor::empty(name))) }
    })
}

/// Makes the caller's memory that of the tensor. It stays the caller's, who frees it after the tensor.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_tensor_attach_buffer(
    tensor: *mut c_void,
    buffer: *mut c_void,
    size: usize,
) -> i32 {
    call::status("nrt_tensor_attach_buffer", |library| {
        library.lifecycle.machine()?;
        let tensor = library.tensors.get(tensor)?;
        let address = NonNull::new(buffer.cast::<u8>());
        let Some(address) = address.filter(|_| size > 0 && isize::try_from(size).is_ok()) else {
            return Err(Status::INVALID.because(format!("a buffer of {size} bytes at {buffer:p}")));
        };
        // SAFETY: the terms of the module, and of this function.
        tensor.attach(unsafe { Storage::lent(address, size) });
        Ok(())
    })
}

/// A tensor in part of another's memory, which lives as long as one of them does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_tensor_allocate_slice(
    source: *const c_void,
    offset: usize,
    size: usize,
    name: *const c_char,
    slice: *mut *mut c_void,
) -> i32 {
    call::status("nrt_tensor_allocate_slice", |library| {
        library.lifecycle.machine()?;
        let source = library.tensors.get(source)?;
        pointer::can_give(slice)?;
        // SAFETY: the terms of the module.
        let name = unsafe { pointer::optional_text(name, "the slice's name") }?;
        let tensor = source.slice(offset, size, name)?;
        // SAFETY: the terms of the module.
        unsafe { pointer::give(slice, library.tensors.insert(tensor)) }
    })
}

/// Frees a tensor and sets the caller's pointer to null. Its memory lives as long as slices of it do.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_tensor_free(tensor: *mut *mut c_void) {
    call::value("nrt_tensor_free", (), |library| {
        // SAFETY: the terms of the module.
        let handle = unsafe { pointer::held(tensor) }?;
        // SAFETY: the terms of the module.
        unsafe { pointer::give(tensor, ptr::null_mut()) }?;
        library.tensors.remove(handle).map(drop)
    });
}

/// Bytes of a tensor; 0 for a handle that is none. Can be called at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_tensor_get_size(tensor: *const c_void) -> usize {
    call::value("nrt_tensor_get_size", 0, |library| Ok(library.tensors.get(tensor)?.size()))
}

/// The address of a tensor's memory; null without.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_tensor_get_va(tensor: *const c_void) -> *mut c_void {
    call::value("nrt_tensor_get_va", ptr::null_mut(), |library| {
        Ok(library.tensors.get(tensor)?.view()?.address().cast())
    })
}

/// Where in a core's memory a tensor lies.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_tensor_get_device_allocation_info(
    tensor: *const c_void,
    info: *mut AllocationInfo,
) -> i32 {
    call::status("nrt_tensor_get_device_allocation_info", |library| {
        library.lifecycle.machine()?;
        let view = library.tensors.get(tensor)?.view()?;
        let Some(core) = view.core() else {
            return Err(Status::INVALID.because("the tensor does not lie in a core's memory"));
        };
        let value = AllocationInfo {
            physical_address: view.address().addr() as u64,
            size: view.size,
            hbm_index: i32::try_from(core.number).unwrap_or(i32::MAX),
        };
        // SAFETY: the terms of the module.
        unsafe { pointer::give(info, value) }
    })
}
