//! The task `dna_sequences`: which class a sequence is of.

mod classifier;
mod config;
mod evaluate;
mod examples;
mod info;
mod kernel;
mod placed_words;
mod predict;
mod recipes;
mod sections;
mod start;
mod task;
mod words;

pub use classifier::SequenceClassifier;
pub(crate) use classifier::mean;
pub use config::{Pooling, SequencesConfig};
pub use examples::SequenceExamples;
pub use info::SequenceModelInfo;
pub use recipes::recipe;
pub use task::DnaSequences;
