//! Sequences with their classes, split as a run uses them.
//!
//! | `--dataset` | what |
//! |-|-|
//! | `splice-junctions` | embedded |
//! | a FASTA file | each header says `class=…`, or a table of names and classes is given beside it |
//! | a table, `.csv` or `.tsv` | a column of sequences and one of classes |
//! | a folder with a folder or a FASTA file for each class | as Genomic Benchmarks are laid out |
//! | a folder with `train`, `test` and perhaps `dev`, each a table or a folder of classes | the same, divided already: GUE |

mod class_folders;
mod division;
mod given_splits;
mod sequence_data;
mod sequence_table;
mod source;

pub use division::Division;
pub use sequence_data::SequenceData;
pub(crate) use sequence_data::middle;
pub(crate) use source::read_fasta;
