//! `nrt_init`, `nrt_close`, and what can be asked at any time.

use std::ffi::c_char;

use super::super::layout::{Version, field};
use super::super::status::Status;
use super::{call, pointer};

/// What the version says of itself.
const DETAIL: &str = "nrt-sim stand-in, not hardware";

/// Opens the runtime. `framework` is 1 for none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_init(
    framework: i32,
    framework_version: *const c_char,
    fal_version: *const c_char,
) -> i32 {
    call::status("nrt_init", |library| {
        if !(1..=5).contains(&framework) {
            return Err(Status::INVALID.because(format!("framework {framework} is unknown")));
        }
        // SAFETY: the terms of the module.
        unsafe { pointer::text(framework_version, "the framework's version") }?;
        // SAFETY: the terms of the module.
        unsafe { pointer::text(fal_version, "the version of the abstraction layer") }?;
        library.lifecycle.open(&library.settings)
    })
}

/// Closes the runtime, and writes the report that `NEURON_SIM_REPORT` asks for.
#[unsafe(no_mangle)]
pub extern "C" fn nrt_close() {
    call::value("nrt_close", (), |library| {
        // What is alive now is what leaked.
        if library.lifecycle.close() {
            call::write_report(library, "nrt_close");
        }
        Ok(())
    });
}

/// The version, which says that this is a stand-in. Can be called at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn nrt_get_version(version: *mut Version, size: usize) -> i32 {
    call::status("nrt_get_version", |_| {
        if size != size_of::<Version>() {
            let expected = size_of::<Version>();
            let message = format!("a version has {expected} bytes, {size} were given");
            return Err(Status::INVALID.because(message));
        }
        let value = Version {
            major: 2,
            minor: 31,
            patch: 24,
            maintenance: 0,
            detail: field(DETAIL),
            git_hash: field(DETAIL),
        };
        // SAFETY: the terms of the module.
        unsafe { pointer::give(version, value) }
    })
}

/// The name of a status. Can be called at any time.
#[unsafe(no_mangle)]
pub extern "C" fn nrt_get_status_as_str(status: i32) -> *const c_char {
    call::value("nrt_get_status_as_str", c"NRT_UNKNOWN".as_ptr(), |_| {
        Ok(Status(status).name().as_ptr())
    })
}
