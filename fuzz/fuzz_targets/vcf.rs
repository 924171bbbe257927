//! VCF and the tables of samples beside it, as text.
#![no_main]

use neuron_fuzz::genotypes::{options, sound};
use neuron_genotypes::{Labels, vcf};
use std::path::Path;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(loaded) = vcf::read_from(bytes, Path::new("fuzzed.vcf"), &options()) {
        sound(&loaded);
    }
    if let Ok(labels) = Labels::parse(bytes, Path::new("fuzzed.panel")) {
        for column in labels.columns() {
            let values = labels.column(column).expect("the column is there");
            assert_eq!(values.len(), labels.samples().len());
        }
    }
});
