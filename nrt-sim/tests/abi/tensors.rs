//! Memory by handles.

use std::ffi::{c_char, c_void};
use std::ptr;

use nrt_sim::runtime::layout::{AllocationInfo, Batch, BatchOperation};

use crate::api::{Api, Handle, call};

fn allocate(api: &Api, placement: i32, core: i32, size: usize, into: *mut Handle) -> i32 {
    call!(api, nrt_tensor_allocate(placement => i32, core => i32, size => usize,
        ptr::null() => *const c_char, into => *mut Handle) -> i32)
}

#[test]
fn ranges_are_checked() {
    let api = Api::open(&[]);
    let tensor = api.allocate(0, 8).unwrap();
    assert_eq!(api.size(tensor), 8);
    assert_eq!(api.read_at(tensor, 0, 8), Ok(vec![0xff; 8]), "memory begins undefined");
    assert_eq!(api.write_at(tensor, 2, &[1, 2, 3]), 0);
    assert_eq!(api.read_at(tensor, 1, 5), Ok(vec![0xff, 1, 2, 3, 0xff]));
    assert_eq!(api.write_at(tensor, 6, &[0; 3]), 2);
    assert_eq!(api.write_at(tensor, usize::MAX, &[0; 3]), 2);
    assert_eq!(api.read_at(tensor, 9, 0), Err(2));
    assert_eq!(api.read_at(tensor, 0, 9), Err(2));
    let nothing = call!(api, nrt_tensor_read(tensor => Handle, ptr::null_mut() => *mut c_void,
        0 => usize, 1 => usize) -> i32);
    assert_eq!(nothing, 2);
}

#[test]
fn sizes_and_placements_are_checked() {
    let api = Api::open(&[]);
    let mut tensor = ptr::null_mut();
    assert_eq!(allocate(&api, 0, 0, 0, &raw mut tensor), 2);
    assert_eq!(allocate(&api, 0, 2, 4, &raw mut tensor), 2);
    assert_eq!(allocate(&api, 2, 0, 4, &raw mut tensor), 2);
    assert_eq!(allocate(&api, 1, 0, 4 << 20, &raw mut tensor), 2);
    assert!(tensor.is_null());
    assert_eq!(allocate(&api, 0, 0, 4, ptr::null_mut()), 2);
    assert_eq!(api.counters().live_tensors, 0);
    assert_eq!(allocate(&api, 1, -1, 4, &raw mut tensor), 0);
}

#[test]
fn handles_that_are_none_are_refused() {
    let api = Api::open(&[]);
    let tensor = api.allocate(0, 8).unwrap();
    let set = api.set_of(&[]);
    api.free(tensor);
    api.allocate(0, 8).unwrap();
    for wrong in [ptr::null_mut(), tensor, set, ptr::without_provenance_mut(8)] {
        assert_eq!(api.read_at(wrong, 0, 1), Err(3));
        assert_eq!(api.write_at(wrong, 0, &[1]), 3);
        assert_eq!(api.slice(wrong, 0, 1), Err(3));
        assert_eq!(api.size(wrong), 0);
        assert_eq!(api.unload(wrong), 3);
        assert_eq!(api.execute(wrong, wrong, wrong), 3);
    }
    assert_eq!(api.counters().invalid_handles, 4 * 6);
    api.free(tensor);
    assert_eq!(api.counters().invalid_handles, 4 * 6 + 1, "freed twice");
    call!(api, nrt_tensor_free(ptr::null_mut() => *mut Handle));
}

#[test]
fn slices_share_memory() {
    let api = Api::open(&[]);
    let tensor = api.tensor(0, &[1.0, 2.0, 3.0, 4.0]);
    let slice = api.slice(tensor, 4, 8).unwrap();
    assert_eq!(api.read(slice), [2.0, 3.0]);
    assert_eq!(api.write(slice, &[7.0, 8.0]), 0);
    assert_eq!(api.read(tensor), [1.0, 7.0, 8.0, 4.0]);
    assert_eq!(api.slice(tensor, 12, 5), Err(2));
    assert_eq!(api.slice(tensor, 0, 0), Err(2));
    api.free(tensor);
    assert_eq!(api.read(slice), [7.0, 8.0]);
}

#[test]
fn copies_stay_on_a_core() {
    let api = Api::open(&[]);
    let (first, second) = (api.tensor(0, &[1.0, 2.0]), api.tensor(0, &[0.0, 0.0]));
    let other = api.tensor(1, &[0.0, 0.0]);
    let copy = |from: Handle, at: usize, to: Handle, into: usize, size: usize| {
        call!(api, nrt_tensor_copy(from => Handle, at => usize, to => Handle, into => usize,
            size => usize) -> i32)
    };
    assert_eq!(copy(first, 0, second, 4, 4), 0);
    assert_eq!(api.read(second), [0.0, 1.0]);
    assert_eq!(copy(first, 0, first, 4, 4), 0);
    assert_eq!(api.read(first), [1.0, 1.0]);
    assert_eq!(copy(first, 0, other, 0, 4), 2);
    assert_eq!(copy(first, 4, second, 0, 8), 2);
    assert_eq!(api.counters().bytes_copied, 8);
    let set = |offset: u64, value: i32, size: usize| {
        call!(api, nrt_tensor_memset(first => Handle, offset => u64, value => i32, size => usize)
            -> i32)
    };
    assert_eq!(set(4, 0x100, 4), 0);
    assert_eq!(api.read(first), [1.0, 0.0]);
    assert_eq!((set(4, 0, 5), set(u64::MAX, 0, 1)), (2, 2));
}

#[test]
fn a_buffer_of_the_caller_is_used_in_place() {
    let api = Api::open(&[("NEURON_SIM_CORE_BYTES", "8")]);
    let mut tensor = ptr::null_mut();
    let status = call!(api, nrt_tensor_allocate_empty(
        c"own".as_ptr() => *const c_char, &raw mut tensor => *mut Handle) -> i32);
    assert_eq!((status, api.size(tensor)), (0, 0));
    assert_eq!(api.read_at(tensor, 0, 1), Err(2));
    let mut buffer = vec![1_u8, 2, 3, 4];
    let address = buffer.as_mut_ptr();
    let attach = |address: *mut u8, size: usize| {
        call!(api, nrt_tensor_attach_buffer(
            tensor => Handle, address.cast() => *mut c_void, size => usize) -> i32)
    };
    assert_eq!((attach(address, 0), attach(ptr::null_mut(), 4)), (2, 2));
    assert_eq!((attach(address, 4), api.size(tensor)), (0, 4));
    assert_eq!(api.write_at(tensor, 1, &[9]), 0);
    let va = call!(api, nrt_tensor_get_va(tensor => Handle) -> *mut c_void);
    assert_eq!(va, address.cast());
    let mut info = AllocationInfo { physical_address: 0, size: 0, hbm_index: -1 };
    let place = |tensor: Handle, info: *mut AllocationInfo| {
        call!(api, nrt_tensor_get_device_allocation_info(
            tensor => Handle, info => *mut AllocationInfo) -> i32)
    };
    assert_eq!(place(tensor, &raw mut info), 2, "it lies in no core's memory");
    api.free(tensor);
    assert_eq!(buffer, [1, 9, 3, 4]);
    let on_device = api.allocate(1, 8).unwrap();
    assert_eq!(place(on_device, &raw mut info), 0);
    assert_eq!((info.size, info.hbm_index), (8, 1));
}

#[test]
fn batches_are_many_transfers() {
    let api = Api::open(&[]);
    let (first, second) = (api.tensor(0, &[0.0; 2]), api.tensor(1, &[0.0; 2]));
    let (one, two) = (1_f32.to_le_bytes(), 2_f32.to_le_bytes());
    let operation = |offset: u64, from: &[u8; 4]| BatchOperation {
        offset,
        size: 4,
        buffer: from.as_ptr().cast_mut().cast(),
    };
    let of_first = [operation(0, &one), operation(4, &two)];
    let of_second = [operation(4, &two)];
    let batches = [
        Batch { tensor: first, operations: of_first.as_ptr(), count: 2 },
        Batch { tensor: second, operations: of_second.as_ptr(), count: 1 },
    ];
    let status = call!(api, nrt_tensor_write_batch(
        batches.as_ptr() => *const Batch, 2 => u64, false => bool) -> i32);
    assert_eq!(status, 0);
    assert_eq!((api.read(first), api.read(second)), (vec![1.0, 2.0], vec![0.0, 2.0]));
    let mut back = [0_u8; 8];
    let whole = [BatchOperation { offset: 0, size: 8, buffer: back.as_mut_ptr().cast() }];
    let read = |batch: &[Batch], count: u64| {
        call!(api, nrt_tensor_read_batch(
            batch.as_ptr() => *const Batch, count => u64, true => bool) -> i32)
    };
    assert_eq!(read(&[Batch { tensor: first, operations: whole.as_ptr(), count: 1 }], 1), 0);
    assert_eq!(back, [one, two].concat()[..]);
    assert_eq!(read(&[Batch { tensor: first, operations: ptr::null(), count: 1 }], 1), 2);
    assert_eq!(read(&[Batch { tensor: back.as_mut_ptr().cast(), ..batches[0] }], 1), 3);
    let beyond = [BatchOperation { offset: 1, ..whole[0] }];
    assert_eq!(read(&[Batch { tensor: first, operations: beyond.as_ptr(), count: 1 }], 1), 2);
    assert_eq!(read(&batches, u64::MAX), 2);
}
