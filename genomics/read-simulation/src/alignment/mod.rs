//! How reads lie on the reference.

mod cigar;
mod ends;

pub use cigar::{Cigar, Operation};
pub use ends::AlignedEnds;
