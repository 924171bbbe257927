//! What containers of CRAM (CRAM specification, versions 3.0 and 3.1) would take to be decoded, held against limits
//! before anything of them is.
//!
//! A container says how many bytes its blocks become, and the compressed content of a block says so again; decoders
//! take as much memory as they are told. [`check`] walks through the headers alone and refuses what is too much or
//! contradicts itself; [`CheckedReader`] does so for a stream, container by container.
//!
//! ```
//! use neuron_cram_containers::{Limits, check};
//!
//! // The container by which files end.
//! let end = [
//!     0x0f, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xe0, 0x45, 0x4f, 0x46, 0, 0, 0, 0, 1, 0, 5, 0xbd, 0xd9, 0x4f, 0,
//!     1, 0, 6, 6, 1, 0, 1, 0, 1, 0, 0xee, 0x63, 0x01, 0x4b,
//! ];
//! check(&end, 26, Limits::default())?;
//! let error = check(&end[..30], 26, Limits::default()).unwrap_err().to_string();
//! assert!(error.contains("the container at byte 26"), "{error}");
//! # Ok::<(), neuron_cram_containers::ContainerError>(())
//! ```
//!
//! What is counted: the bytes of each block, expanded; the dictionary of LZMA; the tables of names; a KiB for each
//! record. What is not: the text of names and the length of reads, which only decoding tells.
#![forbid(unsafe_code)]

mod block;
mod bytes;
mod codec;
mod container;
mod error;
mod header;
mod limits;
mod reader;

pub use container::{check, check_definition};
pub use error::ContainerError;
pub use limits::Limits;
pub use reader::CheckedReader;
