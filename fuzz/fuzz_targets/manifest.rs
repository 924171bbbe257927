//! Manifests of datasets.
#![no_main]

use neuron_data::manifest::Manifest;
use std::path::Path;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(error) = Manifest::parse(bytes, Path::new("m.toml")) {
        assert!(!error.to_string().contains('\n'), "an error is one line");
    }
});
