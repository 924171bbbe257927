//! A library that has everything.

use crate::{open, variant};
use nrt_sys::types::{
    BatchOperation, ElementType, Family, Framework, Placement, TensorBatch, Usage,
};
use nrt_sys::{CallError, Library, Status};
use std::ptr::NonNull;

fn library() -> Library {
    open(&variant::build("complete")).unwrap()
}

/// A tensor with these bytes.
fn tensor(nrt: &Library, bytes: &[u8]) -> NonNull<nrt_sys::types::Tensor> {
    let tensor = nrt.tensor_allocate(Placement::DEVICE, 0, bytes.len(), Some(c"t")).unwrap();
    // SAFETY: the tensor was just allocated.
    unsafe { nrt.tensor_write(tensor, 0, bytes) }.unwrap();
    tensor
}

fn bytes(nrt: &Library, tensor: NonNull<nrt_sys::types::Tensor>) -> Vec<u8> {
    // SAFETY: the tests ask for tensors that live.
    unsafe {
        let mut bytes = vec![0; nrt.tensor_size(tensor)];
        nrt.tensor_read(tensor, 0, &mut bytes).unwrap();
        bytes
    }
}

#[test]
fn version_machine_and_counts_are_read() {
    let nrt = library();
    let version = nrt.version().unwrap();
    assert_eq!(version.number(), (2, 34, 10, 7));
    assert_eq!(version.to_string(), "2.34.10.7 (variant)");
    assert_eq!(version.git_hash, "0123abc");
    let instance = nrt.instance_info().unwrap();
    assert_eq!((instance.family, instance.size), (Family::TRN1, 32));
    assert_eq!((&*instance.architecture, &*instance.revision), ("NCv2", "r1"));
    assert_eq!(nrt.total_core_count(), Ok(32));
    assert_eq!(nrt.visible_core_count(), Ok(2));
    let memory = nrt.memory_stats(1).unwrap();
    assert_eq!((memory.bytes_used, memory.bytes_limit), (1001, 16 << 30));
    assert_eq!(nrt.memory_stats(9).unwrap_err().status(), Some(Status::INVALID));
}

#[test]
fn an_error_carries_call_and_status() {
    let nrt = library();
    nrt.init(Framework::NO_FRAMEWORK, c"", c"").unwrap();
    let error = nrt.init(Framework::PYTORCH, c"", c"").unwrap_err();
    assert_eq!((error.call, error.status), ("nrt_init", Status::INVALID));
    let error = nrt.load(b"no number", 0).unwrap_err();
    assert_eq!((error.call, error.status), ("nrt_load", Status::UNSUPPORTED_NEFF_VERSION));
    let error = nrt.tensor_allocate(Placement::DEVICE, 0, 0, None).unwrap_err();
    assert_eq!((error.call, error.status), ("nrt_tensor_allocate", Status::INVALID));
    let error = nrt.tensor_allocate(Placement::DEVICE, 0, 2 << 30, None).unwrap_err();
    assert_eq!(error.status, Status::RESOURCE);
}

#[test]
fn a_status_is_in_the_librarys_words_where_it_has_some() {
    let nrt = library();
    assert_eq!(nrt.status_text(Status::RESOURCE), "the library's own words for 4");
    assert_eq!(nrt.status_text(Status::TIMEOUT), "NRT_TIMEOUT");
    assert_eq!(nrt.status_text(Status(999)), "NRT_STATUS 999");
}

#[test]
fn a_model_tells_its_tensors_by_the_documented_layout() {
    let nrt = library();
    let model = nrt.load(b"24", 0).unwrap();
    // SAFETY: the model is loaded.
    let tensors = unsafe { nrt.model_tensors(model) }.unwrap();
    assert_eq!(tensors.len(), 2);
    for (tensor, (name, usage)) in tensors.iter().zip([("x", Usage::INPUT), ("y", Usage::OUTPUT)]) {
        assert_eq!((&*tensor.name, tensor.usage, tensor.bytes), (name, usage, 24));
        assert_eq!((tensor.element, &*tensor.shape), (ElementType::F32, &[3, 2][..]));
    }
    // SAFETY: the model is loaded, and unloaded once.
    unsafe {
        assert_eq!(nrt.model_info(model).unwrap().vnc, 1);
        assert_eq!(nrt.model_core_count(model), Ok(1));
        nrt.unload(model).unwrap();
    }
}

#[test]
fn a_model_runs_from_set_to_set_and_in_place() {
    let nrt = library();
    let model = nrt.load_collectives(b"4", 0, 1, 2).unwrap();
    assert!(nrt.load_collectives(b"4", 0, 2, 2).is_err());
    let (x, y) = (tensor(&nrt, &[1, 2, 3, 255]), tensor(&nrt, &[0; 4]));
    let (inputs, outputs) =
        (nrt.tensor_set_allocate().unwrap(), nrt.tensor_set_allocate().unwrap());
    // SAFETY: model, sets and tensors live until they are given back at the end.
    unsafe {
        let error = nrt.execute(model, inputs, outputs).unwrap_err();
        assert_eq!((error.call, error.status), ("nrt_execute", Status::INVALID));

        nrt.tensor_set_add(inputs, c"x", x).unwrap();
        nrt.tensor_set_add(outputs, c"y", y).unwrap();
        assert_eq!(nrt.tensor_set_get(inputs, c"x"), Ok(x));
        assert_eq!(nrt.tensor_set_get(inputs, c"y").unwrap_err().status, Status::FAILURE);
        nrt.execute(model, inputs, outputs).unwrap();
        assert_eq!(bytes(&nrt, y), [2, 3, 4, 0]);
        // The same tensor in both sets; the library's own repetition runs once more than asked.
        nrt.tensor_set_add(outputs, c"y", x).unwrap();
        nrt.execute_repeat(model, inputs, outputs, 2).unwrap();
        assert_eq!(bytes(&nrt, x), [4, 5, 6, 2]);

        nrt.tensor_set_destroy(inputs);
        nrt.tensor_set_destroy(outputs);
        nrt.tensor_free(x);
        nrt.tensor_free(y);
        nrt.unload(model).unwrap();
    }
    nrt.close();
}

#[test]
fn copies_fills_slices_and_attached_memory() {
    let nrt = library();
    let (a, b) = (tensor(&nrt, &[1, 2, 3, 4, 5, 6]), tensor(&nrt, &[9; 6]));
    let mut mine = [7u8; 4];
    // SAFETY: tensors live until they are freed at the end, and `mine` longer than the tensor.
    unsafe {
        nrt.tensor_copy(a, 1, b, 2, 3).unwrap();
        assert_eq!(bytes(&nrt, b), [9, 9, 2, 3, 4, 9]);
        nrt.tensor_fill(b, 4, 0xEE, 2).unwrap();
        assert_eq!(bytes(&nrt, b), [9, 9, 2, 3, 0xEE, 0xEE]);
        assert_eq!(nrt.tensor_copy(a, 4, b, 0, 3).unwrap_err().status, Status::INVALID);
        assert_eq!(nrt.tensor_fill(a, 6, 0, 1).unwrap_err().call, "nrt_tensor_memset");
        assert_eq!(nrt.tensor_read(a, 4, &mut [0; 3]).unwrap_err().status, Status::INVALID);

        let slice = nrt.tensor_slice(a, 2, 2, None).unwrap();
        nrt.tensor_write(slice, 0, &[30, 40]).unwrap();
        assert_eq!(bytes(&nrt, a), [1, 2, 30, 40, 5, 6]);
        assert_eq!(nrt.tensor_address(slice).unwrap(), nrt.tensor_address(a).unwrap().byte_add(2));
        let place = nrt.tensor_device_allocation(slice).unwrap();
        assert_eq!((place.physical_address, place.size, place.hbm_index), (0xABCD_0000, 2, 3));

        let attached = nrt.tensor_allocate_empty(Some(c"mine")).unwrap();
        nrt.tensor_attach(attached, NonNull::from(&mut mine[..])).unwrap();
        nrt.tensor_fill(attached, 1, 8, 2).unwrap();
        for tensor in [attached, slice, a, b] {
            nrt.tensor_free(tensor);
        }
    }
    assert_eq!(mine, [7, 8, 8, 7]);
}

#[test]
fn batches_by_the_documented_layout() {
    let nrt = library();
    let (a, b) = (tensor(&nrt, &[0; 8]), tensor(&nrt, &[0; 4]));
    let mut host = [1u8, 2, 3, 4, 5, 6];
    let part =
        |offset, size, buffer: *mut u8| BatchOperation { offset, size, buffer: buffer.cast() };
    let at = host.as_mut_ptr();
    // SAFETY: all parts are inside the host's memory and the tensors; those live until the end.
    unsafe {
        let first = [part(0, 2, at), part(6, 2, at.add(2))];
        let second = [part(1, 2, at.add(4))];
        let batches = [
            TensorBatch { tensor: a.as_ptr(), operations: first.as_ptr(), count: 2 },
            TensorBatch { tensor: b.as_ptr(), operations: second.as_ptr(), count: 1 },
        ];
        nrt.tensor_write_batch(&batches).unwrap();
        assert_eq!(bytes(&nrt, a), [1, 2, 0, 0, 0, 0, 3, 4]);
        assert_eq!(bytes(&nrt, b), [0, 5, 6, 0]);
        nrt.tensor_fill(a, 0, 50, 8).unwrap();
        nrt.tensor_read_batch(&batches).unwrap();
        nrt.tensor_free(a);
        nrt.tensor_free(b);
    }
    assert_eq!(host, [50, 50, 50, 50, 5, 6]);
}

#[test]
fn workers_profiles_and_traces() {
    let nrt = library();
    nrt.build_global_comm(0, 1, 2).unwrap();
    assert_eq!(nrt.barrier(0, 1, 2).unwrap_err().status(), Some(Status::TIMEOUT));
    let mut all = [0; 6];
    nrt.all_gather(0, 0, 3, &[1, 2], &mut all).unwrap();
    assert_eq!(all, [1, 2, 1, 2, 1, 2]);
    let short = nrt.all_gather(0, 0, 3, &[1, 2], &mut [0; 5]).unwrap_err();
    assert!(matches!(short, CallError::Failed(error) if error.status == Status::INVALID));

    let model = nrt.load(b"4", -1).unwrap();
    // SAFETY: the model is loaded, and unloaded once.
    unsafe {
        nrt.profile_start(model, c"model.ntff").unwrap();
        nrt.profile_stop(c"model.ntff").unwrap();
        nrt.unload(model).unwrap();
    }
    nrt.trace_start().unwrap();
    assert_eq!(nrt.trace_events().unwrap(), "{\"events\":[]}");
    nrt.trace_stop().unwrap();
}
