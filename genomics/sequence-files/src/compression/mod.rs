//! Compression that is told by what is in a file, whatever its name says.
//!
//! ```
//! use neuron_sequence_files::{Limits, compression::{Compression, bgzf, from_reader}};
//! use std::io::{BufRead, Write};
//!
//! let mut writer = bgzf::Writer::new(Vec::new());
//! writer.write_all(b"chr1\t10\n")?;
//! let file = writer.finish()?;
//!
//! let mut opened = from_reader(std::io::Cursor::new(file), Limits::default())?;
//! assert_eq!(opened.kind, Compression::Bgzf);
//! let mut line = String::new();
//! opened.reader.read_line(&mut line)?;
//! assert_eq!(line, "chr1\t10\n");
//! # Ok::<(), std::io::Error>(())
//! ```

pub mod bgzf;
mod error;
mod file_writer;
mod gzip;
mod kind;
mod open;
mod warning;

pub use error::CompressionError;
pub use file_writer::FileWriter;
pub use gzip::GzipReader;
pub use kind::Compression;
pub use open::{Opened, from_reader, open, open_with};
pub use warning::Warning;
