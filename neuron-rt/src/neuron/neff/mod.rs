//! What can be read of a NEFF, the compiler's output, without a Neuron device: a header of 1024
//! bytes, little-endian, and a tar archive behind it, compressed or not. Of the header's meaning
//! only the layout is documented; the archive is for the runtime.
//!
//! ```
//! use neuron_rt::neuron::neff::{NeffError, NeffHeader};
//! let error = NeffHeader::parse(b"Compilation failed").unwrap_err();
//! assert!(matches!(error, NeffError::TooShort { bytes: 18 }));
//! ```

mod error;
mod file;
mod header;
mod members;
mod payload;
mod summary;

pub use error::NeffError;
pub use file::{LARGEST, read};
pub use header::{HEADER_BYTES, NeffHeader};
pub use members::{Member, members};
pub use payload::{HashCheck, Packing};
pub use summary::NeffSummary;
