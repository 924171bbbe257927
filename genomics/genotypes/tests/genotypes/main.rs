//! Readers and writers, against other programs' output and against damaged files.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod arbitrary_bytes;
mod bad_bcf;
mod bad_plink;
mod bad_vcf;
mod compressed;
mod datasets;
mod edge_cases;
mod filters;
mod labels;
mod plink;
mod round_trip;
mod views;
