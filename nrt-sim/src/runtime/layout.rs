//! The structures of the C interface.

use std::ffi::{c_char, c_void};

/// A member of `nrt_tensor_info_array_t`: 296 bytes.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct TensorInfo {
    /// Name, ended by zero.
    pub name: [u8; 256],
    /// 0 for an input, 1 for an output.
    pub usage: u32,
    /// Bytes.
    pub size: usize,
    /// Number of the element type.
    pub dtype: u32,
    /// The extents of the dimensions; null without dimensions.
    pub shape: *const u32,
    /// Number of dimensions.
    pub ndim: u32,
}

/// What `nrt_get_version` gives: 224 bytes.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct Version {
    /// Major number.
    pub major: u64,
    /// Minor number.
    pub minor: u64,
    /// Patch number.
    pub patch: u64,
    /// Maintenance number.
    pub maintenance: u64,
    /// Details, ended by zero.
    pub detail: [u8; 128],
    /// Revision, ended by zero.
    pub git_hash: [u8; 64],
}

/// What `nrt_get_instance_info` gives: 32 bytes.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct InstanceInfo {
    /// Number of the family.
    pub family: u32,
    /// Number of the size.
    pub size: u32,
    /// Architecture of the cores, ended by zero.
    pub architecture: [u8; 16],
    /// Revision of the device, ended by zero.
    pub revision: [u8; 8],
}

/// What `nrt_get_model_info` gives.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct ModelInfo {
    /// The core that the model is loaded on.
    pub vnc: u32,
}

/// What `nrt_get_vnc_memory_stats` gives.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct MemoryStats {
    /// Bytes in use.
    pub bytes_used: usize,
    /// Bytes of the core.
    pub bytes_limit: usize,
}

/// What `nrt_tensor_get_device_allocation_info` gives: 24 bytes.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct AllocationInfo {
    /// Physical address.
    pub physical_address: u64,
    /// Bytes.
    pub size: usize,
    /// Number of the memory.
    pub hbm_index: i32,
}

/// One transfer of a batch: 24 bytes.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct BatchOperation {
    /// Where it begins in the tensor.
    pub offset: u64,
    /// Bytes.
    pub size: u64,
    /// The caller's memory.
    pub buffer: *mut c_void,
}

/// The transfers of one tensor: 24 bytes.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct Batch {
    /// The tensor.
    pub tensor: *mut c_void,
    /// Its transfers.
    pub operations: *const BatchOperation,
    /// How many.
    pub count: u32,
}

const _: () = {
    assert!(size_of::<TensorInfo>() == 296);
    assert!(size_of::<Version>() == 224);
    assert!(size_of::<InstanceInfo>() == 32);
    assert!(size_of::<AllocationInfo>() == 24);
    assert!(size_of::<BatchOperation>() == 24);
    assert!(size_of::<Batch>() == 24);
    assert!(size_of::<super::Counters>() == 128);
    assert!(size_of::<c_char>() == 1);
};

/// The text in a field of `N` bytes, cut so that a zero follows it.
pub(crate) fn field<const N: usize>(text: &str) -> [u8; N] {
    let mut bytes = [0; N];
    let end = text.len().min(N - 1);
    bytes[..end].copy_from_slice(&text.as_bytes()[..end]);
    bytes
}
