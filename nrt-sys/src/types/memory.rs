//! Short answers: memory of a core, core of a model.

/// The device memory of a core: `nrt_vnc_memory_stats_t`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct MemoryStats {
    /// Bytes in use.
    pub bytes_used: usize,
    /// Bytes that there are.
    pub bytes_limit: usize,
}

/// Where a model is loaded: `nrt_model_info_t`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct ModelInfo {
    /// The first core, counted within the process's visible ones.
    pub vnc: u32,
}

#[cfg(target_pointer_width = "64")]
const _: () = {
    use std::mem::{offset_of, size_of};
    assert!(size_of::<MemoryStats>() == 16);
    assert!(offset_of!(MemoryStats, bytes_limit) == 8);
    assert!(size_of::<ModelInfo>() == 4);
};
