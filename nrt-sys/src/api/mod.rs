//! Calls of the library, each with its status as a result.

mod batch;
mod collectives;
mod copy;
mod cores;
mod life_cycle;
mod model;
mod profile;
mod tensor;
mod tensor_set;
mod trace;
mod view;

use crate::error::{CallError, NrtError};
use crate::status::Status;
use std::ptr::NonNull;

/// A status as a result.
fn check(call: &'static str, status: Status) -> Result<(), NrtError> {
    if status.is_success() { Ok(()) } else { Err(NrtError { call, status }) }
}

/// A status and the handle that the call wrote. A success without a handle counts as
/// [`Status::INVALID_HANDLE`]: nothing can be done with it.
fn handle<T>(call: &'static str, status: Status, pointer: *mut T) -> Result<NonNull<T>, NrtError> {
    check(call, status)?;
    NonNull::new(pointer).ok_or(NrtError { call, status: Status::INVALID_HANDLE })
}

/// An optional function, or what is missing without it.
fn present<F>(
    function: Option<F>,
    symbol: &'static str,
    purpose: &'static str,
) -> Result<F, CallError> {
    function.ok_or(CallError::Missing { symbol, purpose })
}
