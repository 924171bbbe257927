//! How many cores there are: functions that were renamed when cores became virtual.

use super::{Lookup, function, said};
use crate::status::Status;
use std::ffi::CStr;

type Count = unsafe extern "C" fn(*mut u32) -> Status;

/// A function under its present name, or under that of older releases.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Renamed {
    /// The name that was found.
    pub(crate) name: &'static str,
    pub(crate) call: Count,
}

/// Functions that count cores.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CoreCounts {
    /// Cores of the machine.
    pub(crate) total: Renamed,
    /// Cores that the process may use.
    pub(crate) visible: Renamed,
}

impl CoreCounts {
    /// Present names, each with the one of older releases.
    pub(crate) const NAMES: [(&CStr, &CStr); 2] = [
        (c"nrt_get_total_vnc_count", c"nrt_get_total_nc_count"),
        (c"nrt_get_visible_vnc_count", c"nrt_get_visible_nc_count"),
    ];

    /// Resolves both, or gives the present names of the missing ones.
    ///
    /// # Safety
    /// Functions of these names have the signature of `Count`.
    pub(crate) unsafe fn resolve(object: &dyn Lookup) -> Result<Self, Vec<&'static str>> {
        let found = Self::NAMES.map(|(present, older)| {
            [present, older].into_iter().find_map(|name| {
                let address = object.address(name)?;
                // SAFETY: the caller vouches for the signature.
                Some(Renamed { name: said(name), call: unsafe { function(address) } })
            })
        });
        match found {
            [Some(total), Some(visible)] => Ok(Self { total, visible }),
            _ => Err(found
                .iter()
                .zip(Self::NAMES)
                .filter(|(found, _)| found.is_none())
                .map(|(_, (present, _))| said(present))
                .collect()),
        }
    }
}
