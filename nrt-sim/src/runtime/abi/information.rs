//! What a model takes and gives.

use std::ffi::c_void;
use std::sync::PoisonError;

use super::super::information::Information;
use super::super::status::Status;
use super::{call, pointer};

/// The inputs and then the outputs of a model, as an array that [`nrt_free_model_tensor_info`] frees.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_get_model_tensor_info(
    model: *mut c_void,
    array: *mut *mut c_void,
) -> i32 {
    call::status("nrt_get_model_tensor_info", |library| {
        library.lifecycle.machine()?;
        let model = library.models.get(model)?;
        pointer::can_give(array)?;
        let information = Information::new(model.module.parameters(), model.module.results());
        let address = information.address();
        let mut all = library.informations.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(address.addr(), information);
        // SAFETY: the terms of the module.
        unsafe { pointer::give(array, address) }
    })
}

/// Frees what [`nrt_get_model_tensor_info`] gave.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_free_model_tensor_info(array: *mut c_void) -> i32 {
    call::status("nrt_free_model_tensor_info", |library| {
        let mut all = library.informations.lock().unwrap_or_else(PoisonError::into_inner);
        let freed = all.remove(&array.addr());
        let error = || Status::INVALID_HANDLE.because(format!("{array:p} is no such array"));
        freed.map(drop).ok_or_else(error)
    })
}
