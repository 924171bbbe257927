//! What the targets of genotypes share.

use neuron_genotypes::{Limits, Loaded, ReadOptions};

/// Small limits.
pub fn options() -> ReadOptions {
    let limits =
        Limits { genotype_bytes: 1 << 22, header_bytes: 1 << 16, line_bytes: 1 << 16, ploidy: 8 };
    ReadOptions { limits, ..ReadOptions::default() }
}

/// What was read is a matrix, and within the limits.
pub fn sound(loaded: &Loaded) {
    loaded.genotypes.check().expect("its parts belong together");
    assert!(loaded.genotypes.alleles.len() <= 1 << 22);
}
