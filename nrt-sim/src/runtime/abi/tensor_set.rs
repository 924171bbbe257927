//! Sets of tensors.

use std::ffi::{c_char, c_void};
use std::ptr;

use super::super::status::Status;
use super::super::tensor_set::TensorSet;
use super::{call, pointer};

/// Allocates a set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_allocate_tensor_set(set: *mut *mut c_void) -> i32 {
    call::status("nrt_allocate_tensor_set", |library| {
        library.lifecycle.machine()?;
        pointer::can_give(set)?;
        // SAFETY: the terms of the module.
        unsafe { pointer::give(set, library.sets.insert(TensorSet::default())) }
    })
}

/// Ends a set and sets the caller's pointer to null. Its tensors live on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_destroy_tensor_set(set: *mut *mut c_void) {
    call::value("nrt_destroy_tensor_set", (), |library| {
        // SAFETY: the terms of the module.
        let handle = unsafe { pointer::held(set) }?;
        // SAFETY: the terms of the module.
        unsafe { pointer::give(set, ptr::null_mut()) }?;
        library.sets.remove(handle).map(drop)
    });
}

/// Adds a tensor to a set, or replaces the one of this name. The tensor has to outlive the set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_add_tensor_to_tensor_set(
    set: *mut c_void,
    name: *const c_char,
    tensor: *mut c_void,
) -> i32 {
    call::status("nrt_add_tensor_to_tensor_set", |library| {
        library.lifecycle.machine()?;
        let set = library.sets.get(set)?;
        // SAFETY: the terms of the module.
        let name = unsafe { pointer::text(name, "the tensor's name") }?;
        library.tensors.get(tensor)?;
        set.add(name.to_owned(), tensor);
        Ok(())
    })
}

/// The tensor of a name. If there is none the call fails, and what the caller's pointer holds stays.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_get_tensor_from_tensor_set(
    set: *mut c_void,
    name: *const c_char,
    tensor: *mut *mut c_void,
) -> i32 {
    call::status("nrt_get_tensor_from_tensor_set", |library| {
        library.lifecycle.machine()?;
        let set = library.sets.get(set)?;
        // SAFETY: the terms of the module.
        let name = unsafe { pointer::text(name, "the tensor's name") }?;
        let Some(handle) = set.get(name) else {
            return Err(Status::FAILURE.because(format!("the set has no tensor `{name}`")));
        };
        // SAFETY: the terms of the module.
        unsafe { pointer::give(tensor, handle) }
    })
}
