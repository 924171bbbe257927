//! Buffers on a device.

use std::ffi::c_void;

use super::{Buffer, Event, request};

request!(BufferDestroy = "PJRT_Buffer_Destroy" at 58, 24 bytes, {
    buffer: *mut Buffer,
});

request!(BufferElementType = "PJRT_Buffer_ElementType" at 59, 28 bytes, {
    buffer: *mut Buffer,
    element_type: u32,
});

// The list is the buffer's.
request!(BufferDimensions = "PJRT_Buffer_Dimensions" at 60, 40 bytes, {
    buffer: *mut Buffer,
    dims: *const i64,
    num_dims: usize,
});

// Without a layout the bytes come in that of the device. The caller destroys the event.
request!(BufferToHost = "PJRT_Buffer_ToHostBuffer" at 70, 56 bytes, {
    buffer: *mut Buffer,
    host_layout: *const MemoryLayout,
    data: *mut c_void,
    data_size: usize,
    event: *mut Event,
});

/// `PJRT_Buffer_MemoryLayout` with its union taken as `PJRT_Buffer_MemoryLayout_Tiled`, the larger of
/// the two.
#[repr(C)]
#[derive(Debug)]
pub(crate) struct MemoryLayout {
    struct_size: usize,
    extension_start: *mut super::Extension,
    tiled: TiledLayout,
    kind: u32,
}

#[repr(C)]
#[derive(Debug)]
struct TiledLayout {
    struct_size: usize,
    extension_start: *mut super::Extension,
    minor_to_major: *const i64,
    minor_to_major_size: usize,
    tile_dims: *const i64,
    tile_dim_sizes: *const usize,
    num_tiles: usize,
}

const _: () = assert!(size_of::<TiledLayout>() == 56 && size_of::<MemoryLayout>() == 80);

impl MemoryLayout {
    /// Without tiles, axes in the order of `minor_to_major`, which has to outlive it.
    pub(crate) fn untiled(minor_to_major: &[i64]) -> MemoryLayout {
        let tiled = TiledLayout {
            struct_size: 56,
            extension_start: std::ptr::null_mut(),
            minor_to_major: minor_to_major.as_ptr(),
            minor_to_major_size: minor_to_major.len(),
            tile_dims: std::ptr::null(),
            tile_dim_sizes: std::ptr::null(),
            num_tiles: 0,
        };
        MemoryLayout { struct_size: 76, extension_start: std::ptr::null_mut(), tiled, kind: 0 }
    }
}
