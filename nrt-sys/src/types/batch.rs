//! Many reads or writes in one call.

use super::Tensor;
use std::ffi::c_void;

/// One copy between a tensor and the host: `nrt_tensor_batch_op_t`.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct BatchOperation {
    /// Where in the tensor, in bytes.
    pub offset: u64,
    /// How many bytes.
    pub size: u64,
    /// The host's side.
    pub buffer: *mut c_void,
}

/// Copies of one tensor: `nrt_tensor_batch_t`.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct TensorBatch {
    /// The tensor.
    pub tensor: *const Tensor,
    /// Its copies, `count` of them.
    pub operations: *const BatchOperation,
    /// How many copies there are.
    pub count: u32,
}

#[cfg(target_pointer_width = "64")]
const _: () = {
    use std::mem::{offset_of, size_of};
    assert!(size_of::<BatchOperation>() == 24);
    assert!(offset_of!(BatchOperation, size) == 8);
    assert!(offset_of!(BatchOperation, buffer) == 16);
    assert!(size_of::<TensorBatch>() == 24);
    assert!(offset_of!(TensorBatch, operations) == 8);
    assert!(offset_of!(TensorBatch, count) == 16);
};
