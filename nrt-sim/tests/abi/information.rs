//! What a model says of its inputs and outputs.

use std::ffi::CStr;
use std::ptr;

use nrt_sim::runtime::layout::{ModelInfo, TensorInfo};

use crate::api::{Api, Handle, call};
use crate::program::{compile, lookup, step};

/// Name, usage, size, type, shape of each entry, read at the documented stride.
fn entries(api: &Api, model: Handle) -> Vec<(String, u32, usize, u32, Vec<u32>)> {
    let mut array: *mut u8 = ptr::null_mut();
    let status = call!(api, nrt_get_model_tensor_info(
        model => Handle, &raw mut array => *mut *mut u8) -> i32);
    assert_eq!(status, 0);
    // SAFETY: the array begins with its length, and entries of 296 bytes follow it.
    let count = unsafe { array.cast::<u64>().read() };
    let entry = |index: u64| {
        let at = array.wrapping_add(8 + 296 * usize::try_from(index).unwrap());
        // SAFETY: as above; entries are aligned.
        let info = unsafe { at.cast::<TensorInfo>().read() };
        let name = CStr::from_bytes_until_nul(&info.name).unwrap().to_str().unwrap().to_owned();
        let shape = if info.ndim == 0 {
            Vec::new()
        } else {
            // SAFETY: the shape has `ndim` numbers until the array is freed.
            unsafe { std::slice::from_raw_parts(info.shape, info.ndim as usize) }.to_vec()
        };
        (name, info.usage, info.size, info.dtype, shape)
    };
    let entries = (0..count).map(entry).collect();
    let free = || call!(api, nrt_free_model_tensor_info(array => *mut u8) -> i32);
    assert_eq!((free(), free()), (0, 3));
    entries
}

#[test]
fn inputs_come_first_and_aliases_keep_their_names() {
    let api = Api::open(&[]);
    let model = api.load(&compile(&step(), api.folder.path(), &[]), 1).unwrap();
    let entry = |name: &str, usage| (name.to_owned(), usage, 12, 0xa, vec![3]);
    let expected = [entry("w.must_alias_input", 0), entry("x", 0), entry("w", 1), entry("y", 1)];
    assert_eq!(entries(&api, model), expected);
    let (mut info, mut written) = (ModelInfo { vnc: 9 }, 0);
    let status = call!(api, nrt_get_model_info(model => Handle, &raw mut info => *mut ModelInfo,
        4 => usize, &raw mut written => *mut usize) -> i32);
    assert_eq!((status, info.vnc, written), (0, 1, 4));
    let mut count = 0;
    assert_eq!(
        call!(api, nrt_get_model_vnc_count(model => Handle, &raw mut count => *mut u32)
        -> i32),
        0
    );
    assert_eq!(count, 1);
    assert_eq!(api.counters().live_tensor_infos, 0);
}

#[test]
fn types_have_the_numbers_of_the_header() {
    let api = Api::open(&[]);
    let model = api.load(&compile(&lookup(), api.folder.path(), &[]), 0).unwrap();
    let entries = entries(&api, model);
    let numbers: Vec<(u32, Vec<u32>)> =
        entries.into_iter().map(|(_, _, _, dtype, shape)| (dtype, shape)).collect();
    assert_eq!(numbers, [(0xa, vec![4]), (8, vec![2, 1]), (0xa, vec![2])]);
}
