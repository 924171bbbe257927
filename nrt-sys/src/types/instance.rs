//! The machine that the library runs on.

use super::text::text;
use std::ffi::c_char;

/// The family of an instance: `nrt_instance_family_t`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Family(pub u32);

impl Family {
    /// Inf1.
    pub const INF1: Self = Self(1);
    /// Trn1.
    pub const TRN1: Self = Self(2);
    /// Trn1n.
    pub const TRN1N: Self = Self(3);
    /// Inf2.
    pub const INF2: Self = Self(4);
    /// Trn2.
    pub const TRN2: Self = Self(5);
    /// Trn2n.
    pub const TRN2N: Self = Self(6);
    /// Inf2e.
    pub const INF2E: Self = Self(7);
    /// Trn2p.
    pub const TRN2P: Self = Self(8);
    /// Trn2u.
    pub const TRN2U: Self = Self(9);
    /// Trn3.
    pub const TRN3: Self = Self(14);
}

/// The machine as the library writes it: `nrt_instance_info_t`.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct RawInstanceInfo {
    /// The family.
    pub family: Family,
    /// The size within the family.
    pub size: u32,
    /// The architecture's name.
    pub arch_name: [c_char; 16],
    /// The device's revision.
    pub device_revision: [c_char; 8],
}

#[cfg(target_pointer_width = "64")]
const _: () = {
    use std::mem::{offset_of, size_of};
    assert!(size_of::<RawInstanceInfo>() == 32);
    assert!(offset_of!(RawInstanceInfo, arch_name) == 8);
    assert!(offset_of!(RawInstanceInfo, device_revision) == 24);
};

impl Default for RawInstanceInfo {
    fn default() -> Self {
        Self { family: Family(0), size: 0, arch_name: [0; 16], device_revision: [0; 8] }
    }
}

/// The machine that the library runs on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InstanceInfo {
    /// The family.
    pub family: Family,
    /// The size within the family, in the library's own numbering.
    pub size: u32,
    /// The architecture's name.
    pub architecture: String,
    /// The device's revision.
    pub revision: String,
}

impl From<&RawInstanceInfo> for InstanceInfo {
    fn from(raw: &RawInstanceInfo) -> Self {
        Self {
            family: raw.family,
            size: raw.size,
            architecture: text(&raw.arch_name),
            revision: text(&raw.device_revision),
        }
    }
}
