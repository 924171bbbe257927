//! Profiles: a labelled file where the real library writes what the device recorded.

use std::ffi::{c_char, c_void};
use std::fs;

use super::super::status::Status;
use super::{call, pointer};

/// Says that the file has no measurement in it.
const CONTENT: &str = "{\"note\": \"nrt-sim stand-in, not hardware: no profile was recorded\"}\n";

/// Begins a profile of a model, to be written to the file `path`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_profile_start(model: *mut c_void, path: *const c_char) -> i32 {
    call::status("nrt_profile_start", |library| {
        library.lifecycle.machine()?;
        library.models.get(model)?;
        // SAFETY: the terms of the module.
        unsafe { pointer::text(path, "the file's name") }.map(drop)
    })
}

/// Ends a profile and writes its file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_profile_stop(path: *const c_char) -> i32 {
    call::status("nrt_profile_stop", |library| {
        library.lifecycle.machine()?;
        // SAFETY: the terms of the module.
        let path = unsafe { pointer::text(path, "the file's name") }?;
        let failed =
            |error| Status::FAILURE.because(format!("`{path}` cannot be written: {error}"));
        fs::write(path, CONTENT).map_err(failed)
    })
}
