//! The container of a compiled module, a NEFF: a header of 1,024 bytes and an archive.
//!
//! The header is the documented one. The archive holds the HLO module itself, where a real file holds the
//! machine code of the device: see [`Neff::pack`].

mod archive;
mod error;
mod header;
mod package;

pub use error::NeffError;
pub use header::{HEADER_BYTES, Header, NEFF_MAJOR};
pub use package::{Neff, Variable, VariableKind};
