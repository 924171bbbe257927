//! Files of sequences, read and written.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod compression;
mod content;
mod fasta;
mod fastq;
mod index;
mod indexed_files;
mod region;
mod remote;
mod variants;
