//! DICOM images (PS3.10 files) as numbers: grey or colour, one frame or several.
//!
//! # What is read
//!
//! The elements of [`READ`], and no other: everything else of a file, all that names a person among
//! it, is stepped over by its length and never decoded. This is also why the reader is an own one:
//! it takes no more memory than the file has bytes and one frame needs, whatever lengths a
//! damaged file states.
//!
//! # What is decoded
//!
//! | transfer syntax | by |
//! |-|-|
//! | implicit and explicit little endian, explicit big endian, deflated | here |
//! | RLE lossless | here |
//! | JPEG baseline, extended (8 bits), lossless | `jpeg-decoder`, without unsafe code |
//! | JPEG 2000 | `hayro-jpeg2000`, without unsafe code |
//! | JPEG-LS, JPEG XL, HTJ2K, video, … | refused by name |
//!
//! Grey values are those that the modality states: the rescale slope and intercept are applied (so a
//! CT is in Hounsfield units). MONOCHROME1 says that low values are shown bright; it changes pictures
//! ([`Photometric::inverted`]), not values. Lookup tables are not applied: a file with one for its values is
//! refused, one for its display is ignored.

mod attributes;
mod codec;
mod data_set;
mod element;
mod file;
mod pixels;
mod samples;
mod tag;
mod transfer_syntax;
mod window;

pub use attributes::{Attributes, Photometric};
pub use file::{DicomFile, Frame};
pub use tag::{READ, Tag};
pub use transfer_syntax::TransferSyntax;
pub use window::{Window, WindowFunction};

/// True for the start of a DICOM file: a preamble of 128 bytes of any kind, then `DICM`.
pub(super) fn is_dicom(start: &[u8]) -> bool {
    start.get(128..132) == Some(b"DICM")
}
