//! zip archives.
#![no_main]

use neuron_data::unpack::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| neuron_fuzz::archive(bytes, Format::Zip));
