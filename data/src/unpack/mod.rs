//! Unpacking of archives that may be hostile.
//!
//! No entry leaves the folder, no link or device is made, no name is taken twice (upper and lower
//! case count as one), and [`Limits`] bound what comes out. All of it goes into a folder beside the
//! final one, which is renamed at the end: either everything is there or nothing.
//!
//! ```
//! use neuron_data::unpack::{Format, Limits, unpack};
//!
//! let folder = tempfile::tempdir()?;
//! let archive = folder.path().join("data.tar");
//! let mut writer = tar::Builder::new(std::fs::File::create(&archive)?);
//! let mut header = tar::Header::new_gnu();
//! header.set_size(2);
//! writer.append_data(&mut header, "classes/water/1.txt", &b"hi"[..])?;
//! writer.into_inner()?;
//!
//! let into = folder.path().join("data");
//! let contents = unpack(&archive, Format::Tar, &into, &Limits::of_archive(2048))?;
//! assert_eq!(contents[0].path.as_str(), "classes/water/1.txt");
//! assert_eq!(std::fs::read(into.join("classes/water/1.txt"))?, b"hi");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod archive;
mod deb;
mod error;
mod gz;
mod limits;
mod members;
mod tar;
mod writer;
mod zip;

pub use archive::{Format, unpack};
pub use error::UnpackError;
pub use limits::Limits;
pub use members::{Wanted, unpack_members};
pub use writer::UnpackedFile;
