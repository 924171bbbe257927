//! Models: load, execute, unload.

use std::ffi::c_void;

use super::super::execute::execute_handles;
use super::super::layout::ModelInfo;
use super::super::library::Library;
use super::super::load::{self, Place};
use super::super::status::{Outcome, Status};
use super::{call, pointer};

/// Loads a file on the core `vnc`, or on any for -1. `vnc_count` is deprecated: -1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_load(
    neff: *const c_void,
    size: usize,
    vnc: i32,
    vnc_count: i32,
    model: *mut *mut c_void,
) -> i32 {
    // SAFETY: the terms of the module.
    call::status("nrt_load", |library| unsafe {
        load(library, (neff, size), (vnc, vnc_count), None, model)
    })
}

/// Loads a file as the device `rank` of `devices` that run it together. It returns when all of them have called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_load_collectives(
    neff: *const c_void,
    size: usize,
    vnc: i32,
    vnc_count: i32,
    rank: u32,
    devices: u32,
    model: *mut *mut c_void,
) -> i32 {
    let place = Some(Place { rank, size: devices });
    // SAFETY: the terms of the module.
    call::status("nrt_load_collectives", |library| unsafe {
        load(library, (neff, size), (vnc, vnc_count), place, model)
    })
}

unsafe fn load(
    library: &Library,
    (neff, size): (*const c_void, usize),
    (vnc, vnc_count): (i32, i32),
    place: Option<Place>,
    model: *mut *mut c_void,
) -> Outcome {
    library.lifecycle.machine()?;
    pointer::can_give(model)?;
    // SAFETY: the terms of the module.
    let file = unsafe { pointer::bytes(neff, size) }?;
    let loaded = load::load(library, file, vnc, vnc_count, place)?;
    library.tallies.loads.add(1);
    // SAFETY: the terms of the module.
    unsafe { pointer::give(model, library.models.insert(loaded)) }
}

/// Unloads a model. One that executes is busy, and stays.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_unload(model: *mut c_void) -> i32 {
    call::status("nrt_unload", |library| {
        library.lifecycle.machine()?;
        if library.models.get(model)?.is_executing() {
            return Err(Status::EXEC_NC_BUSY.because("an execution of the model is under way"));
        }
        library.models.remove(model).map(drop)
    })
}

/// Executes a model: reads the tensors of `inputs`, writes those of `outputs`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_execute(
    model: *mut c_void,
    inputs: *const c_void,
    outputs: *mut c_void,
) -> i32 {
    call::status_or_fault("nrt_execute", |library, fault| {
        execute_handles(library, [model, inputs, outputs], fault)
    })
}

/// Executes a model `count` times.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_execute_repeat(
    model: *mut c_void,
    inputs: *const c_void,
    outputs: *mut c_void,
    count: i32,
) -> i32 {
    call::status_or_fault("nrt_execute_repeat", |library, fault| {
        if count < 1 {
            return Err(Status::INVALID.because(format!("{count} executions are asked for")));
        }
        (0..count).try_for_each(|at| {
            let fault = fault.filter(|_| at == 0);
            execute_handles(library, [model, inputs, outputs], fault)
        })
    })
}

/// The core that a model is loaded on. `given` is the size of the caller's structure, `written` of what was written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_get_model_info(
    model: *const c_void,
    info: *mut ModelInfo,
    given: usize,
    written: *mut usize,
) -> i32 {
    call::status("nrt_get_model_info", |library| {
        library.lifecycle.machine()?;
        let vnc = library.models.get(model)?.core().number;
        if given < size_of::<ModelInfo>() {
            return Err(Status::INVALID.because(format!("the structure has {given} bytes")));
        }
        pointer::can_give(written)?;
        // SAFETY: the terms of the module.
        unsafe { pointer::give(info, ModelInfo { vnc }) }?;
        // SAFETY: the terms of the module.
        unsafe { pointer::give(written, size_of::<ModelInfo>()) }
    })
}

/// The number of cores that a model runs on: 1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_get_model_vnc_count(model: *const c_void, count: *mut u32) -> i32 {
    call::status("nrt_get_model_vnc_count", |library| {
        library.lifecycle.machine()?;
        library.models.get(model)?;
        // SAFETY: the terms of the module.
        unsafe { pointer::give(count, 1) }
    })
}

/// The older name of [`nrt_get_model_vnc_count`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_get_model_nc_count(model: *const c_void, count: *mut u32) -> i32 {
    call::status("nrt_get_model_nc_count", |library| {
        library.lifecycle.machine()?;
        library.models.get(model)?;
        // SAFETY: the terms of the module.
        unsafe { pointer::give(count, 1) }
    })
}
