//! From alleles as a record writes them to single differences in a form of their own.
//!
//! An allele is trimmed of what it shares with the reference's, divided into single substitutions
//! and pure insertions or deletions, and each of these is shifted to the left as far as it keeps
//! its meaning (A. Tan, G. R. Abecasis, H. M. Kang, *Unified representation of genetic variants*,
//! Bioinformatics 2015).

mod alignment;
mod decompose;
mod shift;

pub use decompose::{Difference, decompose};
pub use shift::{Shift, shift};
