//! The task `masked_sequences`: a transformer learns without labels, from hidden tokens (Devlin et al., *BERT*, 2019;
//! for overlapping words of k bases whole spans are hidden, as Ji et al., *DNABERT*, 2021, do, since a visible
//! neighbour would give a hidden word away).

mod config;
mod examples;
mod info;
mod judge;
mod network;
mod task;

pub use config::MaskedConfig;
pub use examples::MaskedExamples;
pub use info::MaskedModelInfo;
pub use judge::MaskedJudge;
pub use network::MaskedNetwork;
pub use task::MaskedSequences;
