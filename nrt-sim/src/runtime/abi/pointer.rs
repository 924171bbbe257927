//! What callers pass.

use std::ffi::{CStr, c_char, c_void};

use super::super::status::{Outcome, Status};

/// Refuses null.
fn present<T>(pointer: *const T, what: &str) -> Outcome {
    if pointer.is_null() {
        return Err(Status::INVALID.because(format!("the pointer to {what} is null")));
    }
    Ok(())
}

/// Writes to where the caller wants a value.
///
/// # Errors
/// That is null.
///
/// # Safety
/// It is null or valid for a write.
pub(super) unsafe fn give<T>(into: *mut T, value: T) -> Outcome {
    present(into, "the result")?;
    // SAFETY: the caller's terms.
    unsafe { into.write(value) };
    Ok(())
}

/// Checks that a value can be given, before anything is done that would have to be undone.
///
/// # Errors
/// The place for it is null.
pub(super) fn can_give<T>(into: *mut T) -> Outcome {
    present(into, "the result")
}

/// The caller's text.
///
/// # Errors
/// It is null or not UTF-8.
///
/// # Safety
/// It is null or ended by zero.
pub(super) unsafe fn text<'a>(text: *const c_char, what: &str) -> Outcome<&'a str> {
    present(text, what)?;
    // SAFETY: the caller's terms.
    let text = unsafe { CStr::from_ptr(text) };
    text.to_str().map_err(|_| Status::INVALID.because(format!("{what} is not UTF-8")))
}

/// The caller's text, or none.
///
/// # Errors
/// It is not UTF-8.
///
/// # Safety
/// As [`text`].
pub(super) unsafe fn optional_text(pointer: *const c_char, what: &str) -> Outcome<String> {
    if pointer.is_null() {
        return Ok(String::new());
    }
    // SAFETY: the caller's terms.
    unsafe { text(pointer, what) }.map(str::to_owned)
}

/// The caller's bytes, to be read.
///
/// # Errors
/// They are null.
///
/// # Safety
/// They are null or valid for `size` bytes.
pub(super) unsafe fn bytes<'a>(pointer: *const c_void, size: usize) -> Outcome<&'a [u8]> {
    present(pointer, "the buffer")?;
    fits(size)?;
    // SAFETY: the caller's terms.
    Ok(unsafe { std::slice::from_raw_parts(pointer.cast(), size) })
}

/// The caller's bytes, to be written.
///
/// # Errors
/// They are null.
///
/// # Safety
/// They are null or valid for `size` bytes, which nobody else uses.
pub(super) unsafe fn bytes_mut<'a>(pointer: *mut c_void, size: usize) -> Outcome<&'a mut [u8]> {
    present(pointer, "the buffer")?;
    fits(size)?;
    // SAFETY: the caller's terms.
    Ok(unsafe { std::slice::from_raw_parts_mut(pointer.cast(), size) })
}

/// No memory is larger.
fn fits(size: usize) -> Outcome {
    if isize::try_from(size).is_ok() {
        return Ok(());
    }
    Err(Status::INVALID.because(format!("no buffer has {size} bytes")))
}

/// The handle that the caller's variable holds.
///
/// # Errors
/// There is no variable.
///
/// # Safety
/// It is null or valid for reads.
pub(super) unsafe fn held(variable: *mut *mut c_void) -> Outcome<*mut c_void> {
    present(variable, "the handle")?;
    // SAFETY: the caller's terms.
    Ok(unsafe { variable.read() })
}
