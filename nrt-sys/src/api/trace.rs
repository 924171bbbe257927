//! The runtime's trace of its own events.

use super::{check, handle, present};
use crate::error::{CallError, NrtError};
use crate::library::Library;
use std::ptr::{null, null_mut};

const PURPOSE: &str = "trace the runtime";

impl Library {
    /// Starts to trace with the library's own defaults.
    ///
    /// # Errors
    /// [`CallError::Missing`], or what the calls returned.
    pub fn trace_start(&self) -> Result<(), CallError> {
        const ALLOCATE: &str = "nrt_sys_trace_config_allocate";
        const START: &str = "nrt_sys_trace_start";
        let optional = &self.symbols.optional;
        let allocate = present(optional.trace_config_allocate, ALLOCATE, PURPOSE)?;
        let defaults = present(
            optional.trace_config_set_defaults,
            "nrt_sys_trace_config_set_defaults",
            PURPOSE,
        )?;
        let free = present(optional.trace_config_free, "nrt_sys_trace_config_free", PURPOSE)?;
        let start = present(optional.trace_start, START, PURPOSE)?;

        let mut config = null_mut();
        // SAFETY: the handle is ours to write.
        let status = unsafe { allocate(&mut config) };
        let config = handle(ALLOCATE, status, config)?.as_ptr();
        // SAFETY: the configuration was allocated above and is freed once, last.
        let status = unsafe {
            defaults(config);
            let status = start(config);
            free(config);
            status
        };
        Ok(check(START, status)?)
    }

    /// The events since the last time, as the JSON text that the library writes.
    ///
    /// # Errors
    /// [`CallError::Missing`], or what the call returned.
    pub fn trace_events(&self) -> Result<String, CallError> {
        const FETCH: &str = "nrt_sys_trace_fetch_events";
        let optional = &self.symbols.optional;
        let fetch = present(optional.trace_fetch_events, FETCH, PURPOSE)?;
        let free = present(optional.trace_buffer_free, "nrt_sys_trace_buffer_free", PURPOSE)?;
        let (mut buffer, mut bytes) = (null_mut(), 0);
        // SAFETY: both places are ours to write; no options stand for the defaults.
        check(FETCH, unsafe { fetch(&mut buffer, &mut bytes, null()) })?;
        if buffer.is_null() {
            return Ok(String::new());
        }
        // SAFETY: on success the buffer holds as many bytes as the call said.
        let text = unsafe { std::slice::from_raw_parts(buffer.cast::<u8>(), bytes) };
        let text = String::from_utf8_lossy(text).trim_end_matches('\0').to_owned();
        // SAFETY: the buffer is the library's, and nothing refers to it any more.
        unsafe { free(buffer) };
        Ok(text)
    }

    /// Stops tracing.
    ///
    /// # Errors
    /// [`CallError::Missing`], or what the call returned.
    pub fn trace_stop(&self) -> Result<(), CallError> {
        const CALL: &str = "nrt_sys_trace_stop";
        let call = present(self.symbols.optional.trace_stop, CALL, PURPOSE)?;
        // SAFETY: the function takes nothing.
        let stopped: Result<(), NrtError> = check(CALL, unsafe { call() });
        Ok(stopped?)
    }
}
