//! Labelled sequences in the program itself.

mod labelled;
mod splice_junctions;

pub use labelled::LabelledSequences;
pub use splice_junctions::splice_junctions;
