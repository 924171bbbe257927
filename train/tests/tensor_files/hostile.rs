//! Files made to harm, each answered in one line that names file and tensor.

use std::collections::BTreeMap;

use neuron_train::checkpoint::{TensorFileError, TensorSlice, read_safetensors, write_safetensors};
use safetensors::Dtype;

fn file(header: &str, data: usize) -> Vec<u8> {
    let mut file = (header.len() as u64).to_le_bytes().to_vec();
    file.extend_from_slice(header.as_bytes());
    file.resize(file.len() + data, 0);
    file
}

fn refusal(mut bytes: &[u8]) -> String {
    let len = bytes.len() as u64;
    let error = read_safetensors(&mut bytes, len, "model.safetensors".as_ref()).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("`model.safetensors`") && !text.contains('\n'), "{text}");
    text
}

#[test]
fn each_broken_rule_is_named() {
    let tensor = |shape: &str, from: u64, to: u64| {
        format!("{{\"w\":{{\"dtype\":\"F32\",\"shape\":{shape},\"data_offsets\":[{from},{to}]}}}}")
    };
    let twice = "{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\
                 \"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}";
    let overlap = "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},\
                   \"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[2,6]}}";
    let cases = [
        (Vec::new(), "it has 0 bytes"),
        (vec![0; 7], "was it cut short?"),
        (vec![0; 8], "its header"),
        (u64::MAX.to_le_bytes().to_vec(), "a header of 18446744073709551615 bytes"),
        (file("[]", 0), "its header"),
        (file("{\"w\":1}", 0), "its header"),
        (file("{\"__metadata__\":{\"a\":1}}", 0), "its header"),
        (file(&"[".repeat(100_000), 0), "its header"),
        (
            file(&tensor("[4]", 0, 16), 12),
            "tensor `w` ends at byte 16 of the data, the file has 12",
        ),
        (file(&tensor("[4]", 0, 16), 20), "its tensors take 16 bytes, the file has 20"),
        (file(&tensor("[3]", 0, 16), 16), "tensor `w` is F32 [3], which does not take the 16"),
        (file(&tensor("[4]", 4, 20), 20), "tensor `w` lies at bytes 4..20"),
        (file(&tensor("[4]", 16, 0), 16), "tensor `w` lies at bytes 16..0"),
        (file(&tensor("[4294967296,4294967296]", 0, 0), 0), "which does not take the 0 bytes"),
        (file(&tensor("[4611686018427387904]", 0, 0), 0), "which does not take the 0 bytes"),
        (file(&tensor("[-1]", 0, 4), 4), "its header"),
        (file(&tensor("[4]", 0, 16).replace("F32", "F33"), 16), "unknown variant `F33`"),
        (file(&tensor("[3]", 0, 2).replace("F32", "F4"), 2), "which does not take the 2 bytes"),
        (file(twice, 2), "`w` is there twice"),
        (file(overlap, 6), "tensor `b` lies at bytes 2..6, expected to start at 4"),
    ];
    for (bytes, expected) in cases {
        let text = refusal(&bytes);
        assert!(text.contains(expected), "{text}, expected: {expected}");
    }
}

#[test]
fn a_header_over_the_limit_is_not_even_read() {
    struct Endless;
    impl std::io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            // The length, 100 000 001; what follows must never be asked for.
            assert_eq!(buffer.len(), 8);
            buffer.copy_from_slice(&100_000_001_u64.to_le_bytes());
            Ok(8)
        }
    }
    let error = read_safetensors(&mut Endless, u64::MAX, "huge".as_ref()).unwrap_err();
    assert!(matches!(error, TensorFileError::Malformed { .. }), "{error}");
}

#[test]
fn a_file_shorter_or_longer_than_announced_is_refused() {
    let bytes = file("{\"w\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}", 4);
    let read = |content: &[u8]| {
        let mut content = content;
        read_safetensors(&mut content, bytes.len() as u64, "model.safetensors".as_ref())
    };
    assert!(read(&bytes).is_ok());
    for cut in 0..bytes.len() {
        assert!(read(&bytes[..cut]).is_err(), "cut at {cut}");
    }
    let text = read(&[&bytes[..], &[0]].concat()).unwrap_err().to_string();
    assert!(text.contains("it grew beyond"), "{text}");
}

#[test]
fn tensors_that_contradict_themselves_are_not_written() {
    let tensor = |name, shape, bytes| TensorSlice { name, dtype: Dtype::F32, shape, bytes };
    let cases: [(&[TensorSlice<'_>], &str); 4] = [
        (&[tensor("w", &[2], &[0; 4])], "F32 [2] takes 8 bytes, it has 4"),
        (&[tensor("__metadata__", &[1], &[0; 4])], "the format reserves that name"),
        (&[tensor("w", &[], &[0; 4]), tensor("w", &[1], &[0; 4])], "two tensors of the file"),
        (&[tensor("w", &[usize::MAX, 2], &[])], "is no whole number of bytes"),
    ];
    for (tensors, expected) in cases {
        let mut out = Vec::new();
        let error = write_safetensors(&mut out, "memory", tensors, &BTreeMap::new()).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(out.is_empty());
    }
}
