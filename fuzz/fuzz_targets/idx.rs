//! IDX arrays, compressed or not.
#![no_main]

use neuron_data::formats::Idx;
use std::path::Path;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // An error is as good as an array: only a panic, or memory without bound, is not.
    let _any = Idx::read(bytes, bytes.len() as u64, Path::new("a.idx"));
});
