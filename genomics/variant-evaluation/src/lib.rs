//! Calls against a truth set, by haplotype.
#![forbid(unsafe_code)]
