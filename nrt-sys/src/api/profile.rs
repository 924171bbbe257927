//! The device's own profile of a model.

use super::{check, present};
use crate::error::CallError;
use crate::library::Library;
use crate::types::Model;
use std::ffi::CStr;
use std::ptr::NonNull;

const PURPOSE: &str = "profile a model";

impl Library {
    /// Starts to record a model's executions into a file (NTFF).
    ///
    /// # Errors
    /// [`CallError::Missing`], or what the call returned.
    ///
    /// # Safety
    /// The model is loaded, and stays so until [`Self::profile_stop`].
    pub unsafe fn profile_start(
        &self,
        model: NonNull<Model>,
        file: &CStr,
    ) -> Result<(), CallError> {
        const CALL: &str = "nrt_profile_start";
        let call = present(self.symbols.optional.profile_start, CALL, PURPOSE)?;
        // SAFETY: the caller vouches for the model; the name ends with a NUL.
        Ok(check(CALL, unsafe { call(model.as_ptr(), file.as_ptr()) })?)
    }

    /// Stops recording and writes the file.
    ///
    /// # Errors
    /// [`CallError::Missing`], or what the call returned.
    pub fn profile_stop(&self, file: &CStr) -> Result<(), CallError> {
        const CALL: &str = "nrt_profile_stop";
        let call = present(self.symbols.optional.profile_stop, CALL, PURPOSE)?;
        // SAFETY: the name ends with a NUL.
        Ok(check(CALL, unsafe { call(file.as_ptr()) })?)
    }
}
