//! ENVI: a header of text (`.hdr`) beside a file of plain samples, bands in sequence, or interleaved
//! by line or by pixel. Read by window.
//!
//! Format: "ENVI Header Files", NV5 Geospatial's documentation of ENVI.

mod header;
mod map_info;
mod reader;
mod text;

pub use header::{Header, Interleave};
pub use reader::Envi;
