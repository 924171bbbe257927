//! Where a tensor lies on its device.

/// `nrt_tensor_device_allocation_info_t`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct DeviceAllocation {
    /// The physical address.
    pub physical_address: u64,
    /// The size in bytes.
    pub size: usize,
    /// Which memory stack of the device it is in.
    pub hbm_index: i32,
}

#[cfg(target_pointer_width = "64")]
const _: () = {
    use std::mem::{offset_of, size_of};
    assert!(size_of::<DeviceAllocation>() == 24);
    assert!(offset_of!(DeviceAllocation, size) == 8);
    assert!(offset_of!(DeviceAllocation, hbm_index) == 16);
};
