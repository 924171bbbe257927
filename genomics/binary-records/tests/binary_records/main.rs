//! Regions of binary files against samtools and bcftools.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod damaged;
mod place;
mod regions;
