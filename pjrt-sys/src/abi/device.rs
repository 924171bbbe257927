//! Devices and their descriptions. All texts are the device's.

use std::ffi::c_char;

use super::{Description, Device, request};

request!(DescriptionId = "PJRT_DeviceDescription_Id" at 23, 28 bytes, {
    description: *mut Description,
    id: i32,
});

request!(DescriptionKind = "PJRT_DeviceDescription_Kind" at 26, 40 bytes, {
    description: *mut Description,
    text: *const c_char,
    text_size: usize,
});

request!(DescriptionText = "PJRT_DeviceDescription_ToString" at 28, 40 bytes, {
    description: *mut Description,
    text: *const c_char,
    text_size: usize,
});

request!(DeviceDescription = "PJRT_Device_GetDescription" at 29, 32 bytes, {
    device: *mut Device,
    description: *mut Description,
});
