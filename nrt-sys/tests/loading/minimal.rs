//! A library that has what is required and no more: each optional call has a fallback that gives
//! the same, or is an error that names the function.

use crate::{open, variant};
use nrt_sys::types::{BatchOperation, Placement, Tensor, TensorBatch};
use nrt_sys::{CallError, Library, Status};
use std::ptr::NonNull;

fn library() -> Library {
    open(&variant::build("minimal")).unwrap()
}

fn tensor(nrt: &Library, bytes: &[u8]) -> NonNull<Tensor> {
    let tensor = nrt.tensor_allocate(Placement::DEVICE, 0, bytes.len(), None).unwrap();
    // SAFETY: the tensor was just allocated.
    unsafe { nrt.tensor_write(tensor, 0, bytes) }.unwrap();
    tensor
}

fn bytes(nrt: &Library, tensor: NonNull<Tensor>) -> Vec<u8> {
    // SAFETY: the tests ask for tensors that live.
    unsafe {
        let mut bytes = vec![0; nrt.tensor_size(tensor)];
        nrt.tensor_read(tensor, 0, &mut bytes).unwrap();
        bytes
    }
}

#[test]
fn counts_come_from_the_older_names_and_errors_name_them() {
    let nrt = library();
    assert_eq!(nrt.total_core_count(), Ok(16));
    let error = nrt.visible_core_count().unwrap_err();
    assert_eq!((error.call, error.status), ("nrt_get_visible_nc_count", Status::UNINITIALIZED));
}

#[test]
fn a_status_has_awss_name() {
    let nrt = library();
    assert_eq!(nrt.status_text(Status::RESOURCE), "NRT_RESOURCE");
    assert_eq!(nrt.status_text(Status(999)), "NRT_STATUS 999");
}

/// Longer than what is copied at a time, and no multiple of it.
const LONG: usize = (9 << 20) + 5;

#[test]
fn copies_go_through_the_host_in_pieces() {
    let nrt = library();
    let pattern: Vec<u8> = (0..LONG).map(|i| (i * 7 + i / 251) as u8).collect();
    let (a, b) = (tensor(&nrt, &pattern), tensor(&nrt, &vec![1; LONG + 3]));
    // SAFETY: both tensors live until they are freed.
    unsafe {
        nrt.tensor_copy(a, 2, b, 3, LONG - 4).unwrap();
        let copied = bytes(&nrt, b);
        assert_eq!(copied[..3], [1; 3]);
        assert!(copied[3..LONG - 1] == pattern[2..LONG - 2]);
        assert_eq!(copied[LONG - 1..], [1; 4]);
        // A range that ends outside changes nothing, though its first pieces would fit.
        let error = nrt.tensor_copy(a, 0, b, 4, LONG).unwrap_err();
        assert_eq!((error.call, error.status), ("nrt_tensor_copy", Status::INVALID));
        assert!(nrt.tensor_copy(a, usize::MAX, b, 0, 2).is_err());
        assert!(bytes(&nrt, b) == copied);
        nrt.tensor_copy(a, 0, b, 0, 0).unwrap();
        nrt.tensor_free(a);
        nrt.tensor_free(b);
    }
}

#[test]
fn fills_are_written_in_pieces() {
    let nrt = library();
    let a = tensor(&nrt, &vec![1; LONG]);
    // SAFETY: the tensor lives until it is freed.
    unsafe {
        nrt.tensor_fill(a, 1, 0xAB, LONG - 2).unwrap();
        let filled = bytes(&nrt, a);
        assert_eq!((filled[0], filled[LONG - 1]), (1, 1));
        assert!(filled[1..LONG - 1].iter().all(|&byte| byte == 0xAB));
        let error = nrt.tensor_fill(a, 1, 0, LONG).unwrap_err();
        assert_eq!((error.call, error.status), ("nrt_tensor_memset", Status::INVALID));
        assert!(bytes(&nrt, a) == filled);
        nrt.tensor_free(a);
    }
}

#[test]
fn a_set_is_remembered_where_it_cannot_be_asked() {
    let nrt = library();
    let (a, b) = (tensor(&nrt, &[1]), tensor(&nrt, &[2]));
    let (one, two) = (nrt.tensor_set_allocate().unwrap(), nrt.tensor_set_allocate().unwrap());
    // SAFETY: sets and tensors live until they are given back.
    unsafe {
        nrt.tensor_set_add(one, c"x", a).unwrap();
        nrt.tensor_set_add(two, c"x", b).unwrap();
        assert_eq!(nrt.tensor_set_get(one, c"x"), Ok(a));
        assert_eq!(nrt.tensor_set_get(two, c"x"), Ok(b));
        nrt.tensor_set_add(one, c"x", b).unwrap();
        let found = nrt.tensor_set_get(one, c"x").unwrap();
        assert_eq!(found, b);
        assert_eq!(bytes(&nrt, found), [2]);
        let error = nrt.tensor_set_get(one, c"z").unwrap_err();
        assert_eq!(error.call, "nrt_get_tensor_from_tensor_set");
        assert_eq!(error.status, Status::FAILURE);
        nrt.tensor_set_destroy(one);
        nrt.tensor_set_destroy(two);
        // A new set may come to lie where one of those was, and is empty all the same.
        let fresh = nrt.tensor_set_allocate().unwrap();
        assert!(nrt.tensor_set_get(fresh, c"x").is_err());
        nrt.tensor_set_destroy(fresh);
        nrt.tensor_free(a);
        nrt.tensor_free(b);
    }
}

#[test]
fn repetition_and_batches_run_one_by_one() {
    let nrt = library();
    let model = nrt.load(b"2", 0).unwrap();
    let x = tensor(&nrt, &[10, 20]);
    let set = nrt.tensor_set_allocate().unwrap();
    let mut host = [0u8; 2];
    let at = host.as_mut_ptr();
    // SAFETY: model, set and tensor live until the end; the parts are inside the host's memory.
    unsafe {
        nrt.tensor_set_add(set, c"x", x).unwrap();
        nrt.tensor_set_add(set, c"y", x).unwrap();
        nrt.execute_repeat(model, set, set, 5).unwrap();
        let parts = [
            BatchOperation { offset: 1, size: 1, buffer: at.cast() },
            BatchOperation { offset: 0, size: 1, buffer: at.add(1).cast() },
        ];
        let batch = TensorBatch { tensor: x.as_ptr(), operations: parts.as_ptr(), count: 2 };
        let empty = TensorBatch { tensor: x.as_ptr(), operations: std::ptr::null(), count: 0 };
        nrt.tensor_read_batch(&[empty, batch]).unwrap();
        assert_eq!((*at, *at.add(1)), (25, 15));
        nrt.tensor_fill(x, 0, 0, 2).unwrap();
        nrt.tensor_write_batch(&[batch, empty]).unwrap();
        assert_eq!(bytes(&nrt, x), [15, 25]);
        let outside = [BatchOperation { offset: 2, size: 1, buffer: at.cast() }];
        let outside = TensorBatch { tensor: x.as_ptr(), operations: outside.as_ptr(), count: 1 };
        assert_eq!(nrt.tensor_read_batch(&[outside]).unwrap_err().call, "nrt_tensor_read");
        nrt.tensor_set_destroy(set);
        nrt.tensor_free(x);
        nrt.unload(model).unwrap();
    }
}

#[test]
fn what_has_no_fallback_is_named() {
    let nrt = library();
    let (a, mut memory) = (tensor(&nrt, &[0; 4]), [0u8; 4]);
    let model = nrt.load(b"4", 0).unwrap();
    let memory = NonNull::from(&mut memory[..]);
    // SAFETY: tensor and model live until the end.
    let missing: Vec<&str> = unsafe {
        [
            nrt.instance_info().unwrap_err(),
            nrt.memory_stats(0).unwrap_err(),
            nrt.load_collectives(b"4", 0, 0, 1).unwrap_err(),
            nrt.model_info(model).unwrap_err(),
            nrt.model_core_count(model).unwrap_err(),
            nrt.tensor_allocate_empty(None).unwrap_err(),
            nrt.tensor_attach(a, memory).unwrap_err(),
            nrt.tensor_slice(a, 0, 1, None).unwrap_err(),
            nrt.tensor_address(a).unwrap_err(),
            nrt.tensor_device_allocation(a).unwrap_err(),
            nrt.build_global_comm(0, 0, 1).unwrap_err(),
            nrt.barrier(0, 0, 1).unwrap_err(),
            nrt.all_gather(0, 0, 1, &[], &mut []).unwrap_err(),
            nrt.profile_start(model, c"a.ntff").unwrap_err(),
            nrt.profile_stop(c"a.ntff").unwrap_err(),
            nrt.trace_start().unwrap_err(),
            nrt.trace_events().unwrap_err(),
            nrt.trace_stop().unwrap_err(),
        ]
    }
    .into_iter()
    .map(|error| match error {
        CallError::Missing { symbol, .. } => symbol,
        other => panic!("{other}"),
    })
    .collect();
    assert_eq!(
        missing,
        [
            "nrt_get_instance_info",
            "nrt_get_vnc_memory_stats",
            "nrt_load_collectives",
            "nrt_get_model_info",
            "nrt_get_model_vnc_count",
            "nrt_tensor_allocate_empty",
            "nrt_tensor_attach_buffer",
            "nrt_tensor_allocate_slice",
            "nrt_tensor_get_va",
            "nrt_tensor_get_device_allocation_info",
            "nrt_build_global_comm",
            "nrt_barrier",
            "nrt_all_gather",
            "nrt_profile_start",
            "nrt_profile_stop",
            "nrt_sys_trace_config_allocate",
            "nrt_sys_trace_fetch_events",
            "nrt_sys_trace_stop",
        ]
    );
    // SAFETY: neither is used again.
    unsafe {
        nrt.tensor_free(a);
        nrt.unload(model).unwrap();
    }
}
