//! Against the `safetensors` crate, on which the Python package is built, and a file of the latter.

use std::collections::BTreeMap;

use neuron_train::checkpoint::{TensorSlice, load_safetensors, save_safetensors};
use safetensors::{Dtype, SafeTensors};

/// `safetensors.numpy.save({"head.weight": f32 [[1.5, -2], [0.25, 3]], "mask": u8 [1, 0, 1],
/// "ids": i64 [7, -1]}, metadata={"classes": "2"})`, Python package 0.8.0.
const FROM_PYTHON: &str = "\
    d8000000000000007b225f5f6d657461646174615f5f223a7b22636c6173736573223a2232227d2c22696473223a7b\
    226474797065223a22493634222c227368617065223a5b325d2c22646174615f6f666673657473223a5b302c31365d\
    7d2c22686561642e776569676874223a7b226474797065223a22463332222c227368617065223a5b322c325d2c2264\
    6174615f6f666673657473223a5b31362c33325d7d2c226d61736b223a7b226474797065223a225538222c22736861\
    7065223a5b335d2c22646174615f6f666673657473223a5b33322c33355d7d7d202020200700000000000000ffffff\
    ffffffffff0000c03f000000c00000803e00004040010001";

fn from_python() -> Vec<u8> {
    (0..FROM_PYTHON.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&FROM_PYTHON[at..at + 2], 16).unwrap())
        .collect()
}

#[test]
fn a_file_is_byte_for_byte_what_the_python_package_writes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.safetensors");
    let weight: Vec<u8> = [1.5_f32, -2.0, 0.25, 3.0].iter().flat_map(|x| x.to_le_bytes()).collect();
    let ids: Vec<u8> = [7_i64, -1].iter().flat_map(|x| x.to_le_bytes()).collect();
    let tensors = [
        TensorSlice { name: "mask", dtype: Dtype::U8, shape: &[3], bytes: &[1, 0, 1] },
        TensorSlice { name: "head.weight", dtype: Dtype::F32, shape: &[2, 2], bytes: &weight },
        TensorSlice { name: "ids", dtype: Dtype::I64, shape: &[2], bytes: &ids },
    ];
    let metadata = BTreeMap::from([("classes".to_owned(), "2".to_owned())]);
    save_safetensors(&path, &tensors, &metadata).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), from_python());
}

#[test]
fn a_file_of_the_python_package_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.safetensors");
    std::fs::write(&path, from_python()).unwrap();
    let mut file = load_safetensors(&path).unwrap();
    assert_eq!(file.metadata()["classes"], "2");
    assert_eq!(file.take("mask", Dtype::U8, &[3]).unwrap(), [1, 0, 1]);
    let weight = file.take("head.weight", Dtype::F32, &[2, 2]).unwrap();
    assert_eq!(weight[..8], [0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0]);
    assert_eq!(file.tensors().keys().collect::<Vec<_>>(), ["ids"]);
    let text = file.take("idz", Dtype::I64, &[2]).unwrap_err().to_string();
    assert!(text.ends_with("has no tensor `idz`; did you mean `ids`?"), "{text}");
    let text = file.take("ids", Dtype::I32, &[2]).unwrap_err().to_string();
    assert!(text.ends_with("tensor `ids` is I64 [2], expected I32 [2]"), "{text}");
}

#[test]
fn the_reference_crate_reads_scalars_empty_tensors_and_metadata() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.safetensors");
    let half = [0x00, 0x3c];
    let tensors = [
        TensorSlice { name: "a \"quoted\" näme", dtype: Dtype::BF16, shape: &[], bytes: &half },
        TensorSlice { name: "empty", dtype: Dtype::F32, shape: &[0, 4], bytes: &[] },
    ];
    let metadata: BTreeMap<_, _> =
        (0..20).map(|i| (format!("key{i}"), format!("value {i}"))).collect();
    save_safetensors(&path, &tensors, &metadata).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let read = SafeTensors::deserialize(&bytes).unwrap();
    assert_eq!(read.tensor("a \"quoted\" näme").unwrap().data(), half);
    assert_eq!(read.tensor("empty").unwrap().shape(), [0, 4]);
    let (_, header) = SafeTensors::read_metadata(&bytes).unwrap();
    let theirs: BTreeMap<_, _> = header.metadata().clone().unwrap().into_iter().collect();
    assert_eq!(theirs, metadata);
    assert_eq!(load_safetensors(&path).unwrap().metadata(), &metadata);
}
