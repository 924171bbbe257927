//! The library's version.

use super::text::text;
use std::ffi::c_char;
use std::fmt;

/// The version as the library writes it: `nrt_version_t`.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct RawVersion {
    /// Major version.
    pub major: u64,
    /// Minor version.
    pub minor: u64,
    /// Patch.
    pub patch: u64,
    /// Maintenance release.
    pub maintenance: u64,
    /// More, as text.
    pub detail: [c_char; 128],
    /// The revision that it was built from.
    pub git_hash: [c_char; 64],
}

#[cfg(target_pointer_width = "64")]
const _: () = {
    use std::mem::{offset_of, size_of};
    assert!(size_of::<RawVersion>() == 224);
    assert!(offset_of!(RawVersion, maintenance) == 24);
    assert!(offset_of!(RawVersion, detail) == 32);
    assert!(offset_of!(RawVersion, git_hash) == 160);
};

impl Default for RawVersion {
    fn default() -> Self {
        Self { major: 0, minor: 0, patch: 0, maintenance: 0, detail: [0; 128], git_hash: [0; 64] }
    }
}

/// A version of the library.
///
/// ```
/// use nrt_sys::types::{RawVersion, Version};
/// let raw = RawVersion { major: 2, minor: 34, patch: 10, ..RawVersion::default() };
/// let version = Version::from(&raw);
/// assert_eq!(version.to_string(), "2.34.10.0");
/// assert!(version.number() > (2, 30, 50, 0));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Version {
    /// Major version.
    pub major: u64,
    /// Minor version.
    pub minor: u64,
    /// Patch.
    pub patch: u64,
    /// Maintenance release.
    pub maintenance: u64,
    /// More, as text; a library that is none of AWS's says so here.
    pub detail: String,
    /// The revision that it was built from.
    pub git_hash: String,
}

impl Version {
    /// The four numbers, which order as versions do.
    #[must_use]
    pub const fn number(&self) -> (u64, u64, u64, u64) {
        (self.major, self.minor, self.patch, self.maintenance)
    }
}

impl From<&RawVersion> for Version {
    fn from(raw: &RawVersion) -> Self {
        Self {
            major: raw.major,
            minor: raw.minor,
            patch: raw.patch,
            maintenance: raw.maintenance,
            detail: text(&raw.detail),
            git_hash: text(&raw.git_hash),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}.{}", self.major, self.minor, self.patch, self.maintenance)?;
        // The detail often repeats the numbers.
        let said = self.detail.trim();
        let numbers = said.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if numbers { Ok(()) } else { write!(f, " ({said})") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detail_is_shown_where_it_adds_something() {
        let version = |detail: &str| {
            let raw = RawVersion { major: 2, minor: 31, patch: 24, ..RawVersion::default() };
            Version { detail: detail.to_owned(), ..Version::from(&raw) }.to_string()
        };
        assert_eq!(version(""), "2.31.24.0");
        assert_eq!(version("2.31.24.0"), "2.31.24.0");
        assert_eq!(version("stand-in for tests"), "2.31.24.0 (stand-in for tests)");
    }
}
