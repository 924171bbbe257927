//! What the real library does not have.

use std::ffi::c_char;

use super::super::counters::Counters;
use super::super::status::Status;
use super::{call, pointer};

/// What was done since the library was loaded, and what is alive. `size` is that of the structure: 128.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_sim_counters(counters: *mut Counters, size: usize) -> i32 {
    call::aside("nrt_sim_counters", |library| {
        if size != size_of::<Counters>() {
            return Err(Status::INVALID.because(format!("the structure has {size} bytes")));
        }
        // SAFETY: the terms of the module.
        unsafe { pointer::give(counters, library.counters()) }
    })
}

/// Gives an environment variable a value for this copy of the library alone, or with null takes it away again. A
/// process that has threads cannot soundly change its environment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_sim_configure(name: *const c_char, value: *const c_char) -> i32 {
    call::aside("nrt_sim_configure", |library| {
        // SAFETY: the terms of the module.
        let name = unsafe { pointer::text(name, "the variable's name") }?;
        let value = if value.is_null() {
            None
        } else {
            // SAFETY: the terms of the module.
            Some(unsafe { pointer::text(value, "the variable's value") }?)
        };
        library.settings.set(name, value);
        Ok(())
    })
}
