//! HLO modules: bytes give a graph, the same one every time, or an error.
#![no_main]

use neuron_rt::neuron::hlo;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(graph) = hlo::read(bytes) {
        assert!(!graph.to_text().is_empty());
        assert_eq!(graph.content_hash(), hlo::read(bytes).expect("read before").content_hash());
    }
});
