//! The stand-in behind the binding that programs use, `nrt-sys`. The two were written independently.

use std::ptr::NonNull;

use nrt_sys::types::{BatchOperation, ElementType, Framework, Placement, TensorBatch, Usage};
use nrt_sys::{Candidate, Library, Status};

use crate::api::Api;
use crate::program::{compile, step};

/// The binding of the library that `api` has loaded: the same file, so the same state.
fn bind(api: &Api) -> Library {
    let path = api.folder.path().join("libnrt.so.1");
    // SAFETY: the stand-in does nothing when it is loaded.
    unsafe { Library::open_from(&[Candidate::named(path)]) }.unwrap()
}

#[test]
fn a_model_is_loaded_described_and_executed() {
    let api = Api::new(&[("NEURON_SIM_CORES", "4")]);
    let nrt = bind(&api);
    let early = nrt.tensor_allocate(Placement::DEVICE, 0, 4, None).unwrap_err();
    assert_eq!(early.status, Status(13));
    assert_eq!((nrt.total_core_count().unwrap(), nrt.visible_core_count().unwrap()), (4, 4));
    let version = nrt.version().unwrap();
    assert_eq!(version.detail, "nrt-sim stand-in, not hardware");
    nrt.init(Framework::NO_FRAMEWORK, c"", c"").unwrap();
    assert_eq!(nrt.instance_info().unwrap().architecture, "NCv2");

    let model = nrt.load(&compile(&step(), api.folder.path(), &[]), 2).unwrap();
    // SAFETY: the model is loaded, and all tensors and sets live until the end of the test.
    unsafe {
        assert_eq!(nrt.model_info(model).unwrap().vnc, 2);
        let tensors = nrt.model_tensors(model).unwrap();
        let names = tensors.iter().map(|at| (at.name.as_str(), at.usage == Usage::INPUT));
        assert!(names.eq([("w.must_alias_input", true), ("x", true), ("w", false), ("y", false)]));
        for tensor in &tensors {
            assert_eq!((tensor.bytes, tensor.element), (12, ElementType::F32));
            assert_eq!(tensor.shape, [3]);
        }
        let allocate = || nrt.tensor_allocate(Placement::DEVICE, 2, 12, Some(c"t")).unwrap();
        let (w, x, y) = (allocate(), allocate(), allocate());
        let bytes = |values: [f32; 3]| values.map(f32::to_le_bytes).concat();
        nrt.tensor_write(w, 0, &bytes([5.0, 6.0, 7.0])).unwrap();
        nrt.tensor_fill(x, 0, 0, 12).unwrap();
        nrt.tensor_copy(w, 8, x, 0, 4).unwrap();
        let (inputs, outputs) =
            (nrt.tensor_set_allocate().unwrap(), nrt.tensor_set_allocate().unwrap());
        nrt.tensor_set_add(inputs, c"w.must_alias_input", w).unwrap();
        nrt.tensor_set_add(inputs, c"x", x).unwrap();
        nrt.tensor_set_add(outputs, c"w", w).unwrap();
        nrt.tensor_set_add(outputs, c"y", y).unwrap();
        assert_eq!(nrt.tensor_set_get(outputs, c"y").unwrap(), y);
        nrt.execute(model, inputs, outputs).unwrap();
        nrt.execute_repeat(model, inputs, outputs, 2).unwrap();
        let mut read = [0; 12];
        nrt.tensor_read(w, 0, &mut read).unwrap();
        assert_eq!(read[..], bytes([-16.0, 6.0, 7.0]), "three steps of 7 in the first place");
        let whole = [BatchOperation { offset: 0, size: 12, buffer: read.as_mut_ptr().cast() }];
        let batch = TensorBatch { tensor: y.as_ptr(), operations: whole.as_ptr(), count: 1 };
        nrt.tensor_read_batch(&[batch]).unwrap();
        assert_eq!(read[..], bytes([-63.0, 0.0, 0.0]), "-9 times 7");
        assert!(nrt.memory_stats(2).unwrap().bytes_used > 36);
        assert_eq!(nrt.tensor_device_allocation(w).unwrap().hbm_index, 2);

        let missing = nrt.execute(model, outputs, outputs).unwrap_err();
        assert_eq!((missing.call, missing.status), ("nrt_execute", Status(2)));
        [inputs, outputs].into_iter().for_each(|set| nrt.tensor_set_destroy(set));
        [w, x, y].into_iter().for_each(|tensor| nrt.tensor_free(tensor));
        nrt.unload(model).unwrap();
    }
    let counters = api.counters();
    let live = [counters.live_models, counters.live_tensors, counters.live_tensor_sets];
    assert_eq!((live, counters.live_tensor_infos), ([0; 3], 0));
    nrt.close();
}

#[test]
fn memory_of_the_caller_and_parts_of_tensors() {
    let api = Api::open(&[]);
    let nrt = bind(&api);
    let mut memory = vec![0_u8; 8];
    let tensor = nrt.tensor_allocate_empty(Some(c"own")).unwrap();
    // SAFETY: the memory outlives the tensor, which is freed once.
    unsafe {
        nrt.tensor_attach(tensor, NonNull::from(memory.as_mut_slice())).unwrap();
        let slice = nrt.tensor_slice(tensor, 4, 4, None).unwrap();
        nrt.tensor_write(slice, 0, &[7; 4]).unwrap();
        nrt.tensor_free(slice);
        nrt.tensor_free(tensor);
    }
    assert_eq!(memory, [0, 0, 0, 0, 7, 7, 7, 7]);
}

#[test]
fn codes_have_the_same_names_on_both_sides() {
    let api = Api::new(&[]);
    let nrt = bind(&api);
    for status in nrt_sim::runtime::Status::ALL {
        let known = Status(status.0).name();
        assert_eq!(known, Some(status.name().to_str().unwrap()));
        assert_eq!(known.map(str::to_owned), Some(nrt.status_text(Status(status.0))));
    }
}
