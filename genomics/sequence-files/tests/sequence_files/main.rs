//! Files of sequences, read and written.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod annotation;
mod bed;
mod binary;
mod compression;
mod content;
mod fasta;
mod fasta_index;
mod fastq;
mod file_writer;
mod index;
mod indexed_files;
mod intervals;
mod labels;
mod region;
mod remote;
mod summary;
mod variants;
