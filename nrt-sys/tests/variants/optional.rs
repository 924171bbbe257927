//! What a release may lack. Where the crate could do the same by other functions, the result here
//! differs in a way that a test sees.

use crate::runtime::{INVALID, Model, SUCCESS, Tensor, TensorSet, text};
use std::ffi::{c_char, c_int, c_void};

#[unsafe(no_mangle)]
pub extern "C" fn nrt_get_status_as_str(status: i32) -> *const c_char {
    match status {
        4 => c"the library's own words for 4".as_ptr(),
        _ => std::ptr::null(),
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_get_instance_info(info: *mut u8, size: usize) -> i32 {
    if size != 32 {
        return INVALID;
    }
    let mut bytes = [0; 32];
    bytes[0..4].copy_from_slice(&2u32.to_ne_bytes());
    bytes[4..8].copy_from_slice(&32u32.to_ne_bytes());
    bytes[8..12].copy_from_slice(b"NCv2");
    bytes[24..26].copy_from_slice(b"r1");
    // SAFETY: the caller says that there is room for 32 bytes.
    unsafe { info.copy_from_nonoverlapping(bytes.as_ptr(), 32) };
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_get_vnc_memory_stats(
    core: u32,
    stats: *mut [usize; 2],
    size: usize,
    written: *mut usize,
) -> i32 {
    if core > 1 || size != 16 {
        return INVALID;
    }
    // SAFETY: the caller passes places for both.
    unsafe {
        *stats = [1000 + core as usize, 16 << 30];
        *written = 16;
    }
    SUCCESS
}

/// Runs the model, and once more than it is asked to.
#[unsafe(no_mangle)]
pub extern "C" fn nrt_execute_repeat(
    model: *mut Model,
    inputs: *const TensorSet,
    outputs: *mut TensorSet,
    times: c_int,
) -> i32 {
    for _ in 0..=times {
        let status = crate::execution::nrt_execute(model, inputs, outputs);
        if status != SUCCESS {
            return status;
        }
    }
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_load_collectives(
    neff: *const c_void,
    size: usize,
    core: i32,
    count: i32,
    rank: u32,
    world: u32,
    model: *mut *mut Model,
) -> i32 {
    if rank >= world {
        return INVALID;
    }
    crate::runtime::nrt_load(neff, size, core, count, model)
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_get_model_info(
    _: *const Model,
    info: *mut u32,
    size: usize,
    written: *mut usize,
) -> i32 {
    // SAFETY: the caller passes places for both.
    unsafe {
        *info = 1;
        *written = size;
    }
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_get_model_vnc_count(_: *const Model, count: *mut u32) -> i32 {
    // SAFETY: the caller passes a place for the number.
    unsafe { *count = 1 };
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_get_tensor_from_tensor_set(
    set: *mut TensorSet,
    name: *const c_char,
    tensor: *mut *mut Tensor,
) -> i32 {
    // SAFETY: the handle is valid.
    let Some(&found) = unsafe { &*set }.tensors.get(&text(name)) else { return 1 };
    // SAFETY: the caller passes a place for the handle.
    unsafe { *tensor = found };
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_tensor_copy(
    from: *const Tensor,
    from_offset: usize,
    to: *mut Tensor,
    to_offset: usize,
    size: usize,
) -> i32 {
    // SAFETY: the handles are valid.
    let (from, to) = unsafe { ((*from).range(from_offset, size), (*to).range(to_offset, size)) };
    let (Some(from), Some(to)) = (from, to) else { return INVALID };
    // SAFETY: both ranges are inside their tensors.
    unsafe { to.copy_from(from, size) };
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_tensor_memset(
    tensor: *mut Tensor,
    offset: u64,
    value: c_int,
    size: usize,
) -> i32 {
    // SAFETY: the handle is valid.
    let Some(memory) = unsafe { &*tensor }.range(offset as usize, size) else { return INVALID };
    // SAFETY: the range is inside the tensor.
    unsafe { memory.write_bytes(value as u8, size) };
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_tensor_allocate_empty(_: *const c_char, tensor: *mut *mut Tensor) -> i32 {
    // SAFETY: the caller passes a place for the handle.
    unsafe { *tensor = Box::into_raw(Box::new(Tensor::new(0))) };
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_tensor_attach_buffer(
    tensor: *mut Tensor,
    memory: *mut u8,
    size: usize,
) -> i32 {
    // SAFETY: the handle is valid.
    let tensor = unsafe { &mut *tensor };
    tensor.own = Vec::new();
    (tensor.memory, tensor.size) = (memory, size);
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_tensor_allocate_slice(
    tensor: *const Tensor,
    offset: usize,
    size: usize,
    _: *const c_char,
    slice: *mut *mut Tensor,
) -> i32 {
    // SAFETY: the handle is valid.
    let Some(memory) = unsafe { &*tensor }.range(offset, size) else { return INVALID };
    let part = Tensor { own: Vec::new(), memory, size };
    // SAFETY: the caller passes a place for the handle.
    unsafe { *slice = Box::into_raw(Box::new(part)) };
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_tensor_get_va(tensor: *const Tensor) -> *mut u8 {
    // SAFETY: the handle is valid.
    unsafe { &*tensor }.memory
}

/// The documented layout of a batch's operation.
#[repr(C)]
pub struct Operation(u64, u64, *mut u8);
#[repr(C)]
pub struct Batch(*mut Tensor, *const Operation, u32);

/// Goes over all operations of all batches.
fn each(batches: *const Batch, count: u64, run: impl Fn(*mut Tensor, &Operation) -> i32) -> i32 {
    for batch in 0..count as usize {
        // SAFETY: the caller passes that many batches.
        let Batch(tensor, operations, count) = unsafe { &*batches.add(batch) };
        for operation in 0..*count as usize {
            // SAFETY: the batch has that many operations.
            let status = run(*tensor, unsafe { &*operations.add(operation) });
            if status != SUCCESS {
                return status;
            }
        }
    }
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_tensor_read_batch(batches: *const Batch, count: u64, _: bool) -> i32 {
    each(batches, count, |tensor, &Operation(offset, size, buffer)| {
        crate::runtime::nrt_tensor_read(tensor, buffer, offset as usize, size as usize)
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_tensor_write_batch(batches: *const Batch, count: u64, _: bool) -> i32 {
    each(batches, count, |tensor, &Operation(offset, size, buffer)| {
        crate::runtime::nrt_tensor_write(tensor, buffer, offset as usize, size as usize)
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_tensor_get_device_allocation_info(
    tensor: *const Tensor,
    info: *mut u8,
) -> i32 {
    // SAFETY: the handle is valid, and the caller passes 24 bytes.
    unsafe {
        *info.cast::<u64>() = 0xABCD_0000;
        *info.add(8).cast::<usize>() = (*tensor).size;
        *info.add(16).cast::<i32>() = 3;
    }
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_build_global_comm(_: i32, rank: u32, world: u32) -> i32 {
    if rank < world { SUCCESS } else { INVALID }
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_barrier(_: i32, _: u32, _: u32) -> i32 {
    5
}

/// As if all workers had given the same.
#[unsafe(no_mangle)]
pub extern "C" fn nrt_all_gather(
    _: i32,
    _: u32,
    world: u32,
    size: u32,
    from: *mut u8,
    to: *mut u8,
) -> i32 {
    for rank in 0..world as usize {
        // SAFETY: the caller passes `size` bytes, and room for as many from each worker.
        unsafe { to.add(rank * size as usize).copy_from_nonoverlapping(from, size as usize) };
    }
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_profile_start(_: *mut Model, file: *const c_char) -> i32 {
    if text(file).ends_with(".ntff") { SUCCESS } else { INVALID }
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_profile_stop(file: *const c_char) -> i32 {
    if text(file).ends_with(".ntff") { SUCCESS } else { INVALID }
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_sys_trace_config_allocate(config: *mut *mut u32) -> i32 {
    // SAFETY: the caller passes a place for the handle.
    unsafe { *config = Box::into_raw(Box::new(0)) };
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_sys_trace_config_set_defaults(config: *mut u32) {
    // SAFETY: the handle is valid.
    unsafe { *config = 1 };
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_sys_trace_config_free(config: *mut u32) {
    // SAFETY: the handle is valid.
    drop(unsafe { Box::from_raw(config) });
}

/// Refuses a configuration that was not given its defaults.
#[unsafe(no_mangle)]
pub extern "C" fn nrt_sys_trace_start(config: *mut u32) -> i32 {
    // SAFETY: the handle is valid.
    if unsafe { *config } == 1 { SUCCESS } else { INVALID }
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_sys_trace_stop() -> i32 {
    SUCCESS
}

const EVENTS: &[u8; 13] = b"{\"events\":[]}";

#[unsafe(no_mangle)]
pub extern "C" fn nrt_sys_trace_fetch_events(
    buffer: *mut *mut c_char,
    size: *mut usize,
    options: *const c_void,
) -> i32 {
    if !options.is_null() {
        return INVALID;
    }
    // SAFETY: the caller passes places for both.
    unsafe {
        *buffer = Box::into_raw(Box::new(*EVENTS)).cast();
        *size = EVENTS.len();
    }
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_sys_trace_buffer_free(buffer: *mut c_char) {
    // SAFETY: the buffer is the one that was handed over.
    drop(unsafe { Box::from_raw(buffer.cast::<[u8; 13]>()) });
}
