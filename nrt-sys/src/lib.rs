//! The C interface of AWS's Neuron runtime library, `libnrt`, loaded at run time.
//!
//! Nothing is linked: a program that holds this crate starts on every machine, and finds out
//! whether there is a runtime when it calls [`Library::open`]. The declarations are transcribed
//! from the documented signatures and layouts; their sizes and offsets are checked when the crate
//! is compiled.
//!
//! | module | what |
//! |-|-|
//! | [`Library`] | finds, loads and checks the library, and calls it |
//! | [`types`] | structures, opaque handles and enumerations of the interface |
//! | [`Status`], [`NrtError`], [`CallError`] | what a call returns, in words |
//! | [`LoadError`] | why there is no library |
//!
//! The functions of 2.x releases that every version has must be there; newer or optional ones have
//! a fallback where one is possible, and are a typed [`CallError::Missing`] where none is. The
//! asynchronous functions, `nrta_*`, changed their signatures between releases under unchanged
//! names and are not bound.
//!
//! ```no_run
//! use nrt_sys::Library;
//! use nrt_sys::types::{Framework, Placement};
//!
//! // SAFETY: the library that is found here is AWS's.
//! let nrt = unsafe { Library::open()? };
//! println!("libnrt {} from {}", nrt.version()?, nrt.source().display());
//!
//! nrt.init(Framework::NO_FRAMEWORK, c"", c"")?;
//! let tensor = nrt.tensor_allocate(Placement::DEVICE, 0, 1024, Some(c"x"))?;
//! // SAFETY: the tensor was allocated above, and is freed once.
//! unsafe {
//!     nrt.tensor_write(tensor, 0, &[0u8; 1024])?;
//!     nrt.tensor_free(tensor);
//! }
//! nrt.close();
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
// The crate is the boundary to a C library: each call through it is an `unsafe` block with its
// reason, so that no other crate needs a foreign function.
#![allow(unsafe_code)]

mod api;
mod error;
mod library;
mod status;
mod symbols;
pub mod types;

pub use error::{CallError, NrtError};
pub use library::{Candidate, LIBRARY_VARIABLE, Library, LoadError, Origin, Tried, candidates};
pub use status::{Known, Status};
