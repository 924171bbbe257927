//! Errors: what every function returns a pointer to, null for success. The caller destroys them.

use std::ffi::c_char;

use super::{Error, request};

request!(ErrorDestroy = "PJRT_Error_Destroy" at 0, 24 bytes, {
    error: *mut Error,
});

// The message lives as long as the error.
request!(ErrorMessage = "PJRT_Error_Message" at 1, 40 bytes, {
    error: *const Error,
    message: *const c_char,
    message_size: usize,
});

request!(ErrorCode = "PJRT_Error_GetCode" at 2, 28 bytes, {
    error: *const Error,
    code: u32,
});
