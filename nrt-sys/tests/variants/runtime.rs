//! A runtime of a few lines: tensors are vectors, and a model is its one input's size.
//!
//! Structures are written by the offsets of the documentation, not through the crate's types, so
//! that a wrong type in the crate is found.

use std::collections::BTreeMap;
use std::ffi::{CStr, c_char, c_void};

pub const SUCCESS: i32 = 0;
pub const INVALID: i32 = 2;

pub struct Model {
    pub bytes: usize,
}
/// A tensor's memory: the tensor's own, or the caller's.
pub struct Tensor {
    pub own: Vec<u8>,
    pub memory: *mut u8,
    pub size: usize,
}
pub struct TensorSet {
    pub tensors: BTreeMap<String, *mut Tensor>,
}

impl Tensor {
    pub fn new(size: usize) -> Self {
        let mut own = vec![0; size];
        let memory = own.as_mut_ptr();
        Self { own, memory, size }
    }

    pub fn range(&self, offset: usize, size: usize) -> Option<*mut u8> {
        let inside = offset.checked_add(size).is_some_and(|end| end <= self.size);
        // SAFETY: the offset is inside the memory.
        inside.then(|| unsafe { self.memory.add(offset) })
    }
}

/// A C string as text.
pub fn text(name: *const c_char) -> String {
    // SAFETY: the caller passes a string that ends with a NUL.
    unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned()
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_init(framework: u32, _: *const c_char, _: *const c_char) -> i32 {
    if framework == 1 { SUCCESS } else { INVALID }
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_close() {}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_get_version(version: *mut u8, size: usize) -> i32 {
    if size != 224 {
        return INVALID;
    }
    let mut bytes = [0; 224];
    for (field, number) in [2u64, 34, 10, 7].into_iter().enumerate() {
        bytes[8 * field..8 * field + 8].copy_from_slice(&number.to_ne_bytes());
    }
    bytes[32..39].copy_from_slice(b"variant");
    bytes[160..167].copy_from_slice(b"0123abc");
    // SAFETY: the caller says that there is room for 224 bytes.
    unsafe { version.copy_from_nonoverlapping(bytes.as_ptr(), 224) };
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_load(
    neff: *const c_void,
    size: usize,
    core: i32,
    count: i32,
    model: *mut *mut Model,
) -> i32 {
    // SAFETY: the caller passes `size` bytes.
    let neff = unsafe { std::slice::from_raw_parts(neff.cast::<u8>(), size) };
    let Some(bytes) = std::str::from_utf8(neff).ok().and_then(|text| text.parse().ok()) else {
        return 10;
    };
    if count != -1 || core > 1 {
        return 9;
    }
    // SAFETY: the caller passes a place for the handle.
    unsafe { *model = Box::into_raw(Box::new(Model { bytes })) };
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_unload(model: *mut Model) -> i32 {
    // SAFETY: the handle came from `nrt_load`.
    drop(unsafe { Box::from_raw(model) });
    SUCCESS
}

/// Two entries of 296 bytes behind a count: `x` is read and `y` written.
#[unsafe(no_mangle)]
pub extern "C" fn nrt_get_model_tensor_info(model: *mut Model, list: *mut *mut u64) -> i32 {
    // SAFETY: the handle came from `nrt_load`.
    let bytes = unsafe { (*model).bytes };
    let mut memory = vec![0u64; (8 + 2 * 296) / 8].into_boxed_slice();
    memory[0] = 2;
    for (index, name) in [b'x', b'y'].into_iter().enumerate() {
        let shape = Box::leak(Box::new([(bytes / 4) as u32 / 2, 2]));
        // SAFETY: the entry lies inside the memory, at a multiple of 8.
        unsafe {
            let entry = memory.as_mut_ptr().cast::<u8>().add(8 + 296 * index);
            *entry = name;
            *entry.add(256).cast::<u32>() = index as u32;
            *entry.add(264).cast::<usize>() = bytes;
            *entry.add(272).cast::<u32>() = 0xA;
            *entry.add(280).cast::<*mut u32>() = shape.as_mut_ptr();
            *entry.add(288).cast::<u32>() = 2;
        }
    }
    // SAFETY: the caller passes a place for the list.
    unsafe { *list = Box::leak(memory).as_mut_ptr() };
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_free_model_tensor_info(list: *mut u64) -> i32 {
    let memory = std::ptr::slice_from_raw_parts_mut(list, (8 + 2 * 296) / 8);
    for index in 0..2 {
        // SAFETY: the list is the one that was handed over, with a shape in each entry.
        unsafe {
            let shape = list.cast::<u8>().add(8 + 296 * index + 280).cast::<*mut [u32; 2]>();
            drop(Box::from_raw(*shape));
        }
    }
    // SAFETY: as above.
    drop(unsafe { Box::from_raw(memory) });
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_allocate_tensor_set(set: *mut *mut TensorSet) -> i32 {
    // SAFETY: the caller passes a place for the handle.
    unsafe { *set = Box::into_raw(Box::new(TensorSet { tensors: BTreeMap::new() })) };
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_destroy_tensor_set(set: *mut *mut TensorSet) {
    // SAFETY: the handle came from `nrt_allocate_tensor_set`.
    unsafe {
        drop(Box::from_raw(*set));
        *set = std::ptr::null_mut();
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_add_tensor_to_tensor_set(
    set: *mut TensorSet,
    name: *const c_char,
    tensor: *mut Tensor,
) -> i32 {
    // SAFETY: the handle came from `nrt_allocate_tensor_set`.
    unsafe { &mut *set }.tensors.insert(text(name), tensor);
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_tensor_allocate(
    placement: u32,
    core: i32,
    size: usize,
    _: *const c_char,
    tensor: *mut *mut Tensor,
) -> i32 {
    if size == 0 || placement > 1 {
        return INVALID;
    }
    if size > 1 << 30 || core > 1 {
        return 4;
    }
    // SAFETY: the caller passes a place for the handle.
    unsafe { *tensor = Box::into_raw(Box::new(Tensor::new(size))) };
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_tensor_free(tensor: *mut *mut Tensor) {
    // SAFETY: the handle came from one of the functions that make tensors.
    unsafe {
        drop(Box::from_raw(*tensor));
        *tensor = std::ptr::null_mut();
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_tensor_read(
    tensor: *const Tensor,
    buffer: *mut u8,
    offset: usize,
    size: usize,
) -> i32 {
    // SAFETY: the handle is valid.
    let Some(memory) = unsafe { &*tensor }.range(offset, size) else { return INVALID };
    // SAFETY: the range is inside the tensor, and the buffer has room.
    unsafe { buffer.copy_from_nonoverlapping(memory, size) };
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_tensor_write(
    tensor: *mut Tensor,
    buffer: *const u8,
    offset: usize,
    size: usize,
) -> i32 {
    // SAFETY: the handle is valid.
    let Some(memory) = unsafe { &*tensor }.range(offset, size) else { return INVALID };
    // SAFETY: the range is inside the tensor, and the buffer is as long.
    unsafe { memory.copy_from_nonoverlapping(buffer, size) };
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_tensor_get_size(tensor: *const Tensor) -> usize {
    // SAFETY: the handle is valid.
    unsafe { &*tensor }.size
}
