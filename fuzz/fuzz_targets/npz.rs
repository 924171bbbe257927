//! Named arrays of numpy.
#![no_main]

use neuron_data::formats::Npz;
use std::io::Cursor;
use std::path::Path;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // An error is as good as an array: only a panic, or memory without bound, is not.
    let Ok(mut file) = Npz::read(Cursor::new(bytes), Path::new("a.npz")) else { return };
    let names: Vec<String> = file.names().map(str::to_owned).collect();
    for name in names {
        if let Ok(array) = file.array(&name) {
            assert!(array.data.len() <= bytes.len() * 1032);
        }
    }
});
