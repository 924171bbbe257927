//! BCF, not compressed.
#![no_main]

use neuron_fuzz::genotypes::{options, sound};
use neuron_genotypes::bcf;
use std::path::Path;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(loaded) = bcf::read_from(bytes, Path::new("fuzzed.bcf"), &options()) {
        sound(&loaded);
    }
});
