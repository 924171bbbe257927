//! What a model says of its tensors.

use super::text::text;
use super::{ElementType, Usage};
use std::ffi::c_char;

/// One entry as the library writes it: `nrt_tensor_info_t`.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct RawTensorInfo {
    /// The name, NUL-terminated.
    pub name: [c_char; 256],
    /// Whether the model reads or writes it.
    pub usage: Usage,
    /// Its size in bytes.
    pub size: usize,
    /// Its elements' type; advisory.
    pub dtype: ElementType,
    /// Its dimensions, `ndim` of them.
    pub shape: *mut u32,
    /// How many dimensions there are.
    pub ndim: u32,
}

/// The head of the list: `nrt_tensor_info_array_t`. `count` entries follow it in memory.
#[derive(Debug)]
#[repr(C)]
pub struct RawTensorInfoArray {
    /// How many entries follow.
    pub count: u64,
    /// The first of them; the array is as long as `count` says.
    pub entries: [RawTensorInfo; 0],
}

#[cfg(target_pointer_width = "64")]
const _: () = {
    use std::mem::{offset_of, size_of};
    assert!(size_of::<RawTensorInfo>() == 296);
    assert!(offset_of!(RawTensorInfo, name) == 0);
    assert!(offset_of!(RawTensorInfo, usage) == 256);
    assert!(offset_of!(RawTensorInfo, size) == 264);
    assert!(offset_of!(RawTensorInfo, dtype) == 272);
    assert!(offset_of!(RawTensorInfo, shape) == 280);
    assert!(offset_of!(RawTensorInfo, ndim) == 288);
    assert!(offset_of!(RawTensorInfoArray, count) == 0);
    assert!(offset_of!(RawTensorInfoArray, entries) == 8);
};

/// An input or output of a model, in memory of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TensorInfo {
    /// The name that it is bound by.
    pub name: String,
    /// Whether the model reads or writes it.
    pub usage: Usage,
    /// Its size in bytes.
    pub bytes: usize,
    /// Its elements' type; advisory, unlike the size.
    pub element: ElementType,
    /// Its dimensions, outermost first; empty for a scalar, or where the library gives none.
    pub shape: Vec<u32>,
}

impl RawTensorInfo {
    /// Copies an entry out of the library's memory.
    ///
    /// # Safety
    /// `shape` is null, or points to `ndim` dimensions.
    #[must_use]
    pub unsafe fn read(&self) -> TensorInfo {
        let shape = if self.shape.is_null() || self.ndim == 0 {
            Vec::new()
        } else {
            // SAFETY: the caller vouches for `ndim` dimensions behind a pointer that is not null.
            unsafe { std::slice::from_raw_parts(self.shape, self.ndim as usize) }.to_vec()
        };
        TensorInfo {
            name: text(&self.name),
            usage: self.usage,
            bytes: self.size,
            element: self.dtype,
            shape,
        }
    }
}

impl RawTensorInfoArray {
    /// Copies all entries out of the library's memory, in their order: inputs, then outputs.
    ///
    /// # Safety
    /// `list` points to a head that as many entries follow as it says, in one allocation, and each
    /// of them satisfies [`RawTensorInfo::read`].
    #[must_use]
    pub unsafe fn read(list: *const Self) -> Vec<TensorInfo> {
        // SAFETY: the caller vouches for the head. The pointer to the entries is derived from the
        // whole allocation, not from the empty array in the head.
        let (count, first) = unsafe { ((*list).count, (&raw const (*list).entries).cast()) };
        let first: *const RawTensorInfo = first;
        // SAFETY: entry `i < count` lies behind the head, and is as the caller vouches.
        (0..count as usize).map(|i| unsafe { (*first.add(i)).read() }).collect()
    }
}
