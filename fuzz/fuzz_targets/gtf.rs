//! GTF and GFF3.
#![no_main]

use neuron_sequence_files::annotation::{Feature, Reader};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for feature in Reader::new(bytes, "x.gtf").map_while(Result::ok) {
        let feature: Feature = feature;
        assert!(feature.start >= 1 && feature.start <= feature.end);
        assert_eq!(feature.range().end, feature.end);
    }
});
