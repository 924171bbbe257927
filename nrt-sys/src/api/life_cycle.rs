//! Version, initialisation, end.

use super::{check, present};
use crate::error::{CallError, NrtError};
use crate::library::Library;
use crate::status::Status;
use crate::types::{Framework, InstanceInfo, RawInstanceInfo, RawVersion, Version};
use std::ffi::CStr;

impl Library {
    /// The library's version; may be asked at any time.
    ///
    /// # Errors
    /// What `nrt_get_version` returned.
    pub fn version(&self) -> Result<Version, NrtError> {
        let mut raw = RawVersion::default();
        // SAFETY: the structure is ours to write, and its size is said.
        let status =
            unsafe { (self.symbols.required.get_version)(&mut raw, size_of::<RawVersion>()) };
        check("nrt_get_version", status)?;
        Ok(Version::from(&raw))
    }

    /// Initialises the runtime and takes the process's cores. Once a process: whether it can be
    /// done again after [`Self::close`] differs between releases.
    ///
    /// The environment is read here: `NEURON_RT_VISIBLE_CORES`, `NEURON_RT_NUM_CORES`, … must be
    /// set before.
    ///
    /// # Errors
    /// What `nrt_init` returned.
    pub fn init(
        &self,
        framework: Framework,
        framework_version: &CStr,
        abstraction_version: &CStr,
    ) -> Result<(), NrtError> {
        // SAFETY: both strings end with a NUL and live until the call returns.
        let status = unsafe {
            (self.symbols.required.init)(
                framework,
                framework_version.as_ptr(),
                abstraction_version.as_ptr(),
            )
        };
        check("nrt_init", status)
    }

    /// Ends the runtime. Models are to be unloaded, sets destroyed and tensors freed before.
    pub fn close(&self) {
        // SAFETY: the function takes nothing; later calls return a status and do no harm.
        unsafe { (self.symbols.required.close)() }
    }

    /// What the library says of a status; where it says nothing, AWS's name for it or its number.
    #[must_use]
    pub fn status_text(&self, status: Status) -> String {
        let said = self.symbols.optional.get_status_as_str.and_then(|call| {
            // SAFETY: every number may be asked for.
            let text = unsafe { call(status) };
            if text.is_null() {
                return None;
            }
            // SAFETY: what is not null is a string that the library keeps.
            let text = unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned();
            Some(text).filter(|text| !text.is_empty())
        });
        said.unwrap_or_else(|| {
            status.name().map_or_else(|| format!("NRT_STATUS {}", status.0), str::to_owned)
        })
    }

    /// The machine that the library runs on.
    ///
    /// # Errors
    /// [`CallError::Missing`] in old releases, or what the call returned.
    pub fn instance_info(&self) -> Result<InstanceInfo, CallError> {
        const CALL: &str = "nrt_get_instance_info";
        let call =
            present(self.symbols.optional.get_instance_info, CALL, "tell the instance's family")?;
        let mut raw = RawInstanceInfo::default();
        // SAFETY: the structure is ours to write, and its size is said.
        check(CALL, unsafe { call(&mut raw, size_of::<RawInstanceInfo>()) })?;
        Ok(InstanceInfo::from(&raw))
    }
}
