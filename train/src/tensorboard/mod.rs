//! TensorBoard event files: scalars, texts and histograms that the real TensorBoard shows.
//!
//! A file is a row of records, each a length, its checksum, a protobuf message and its checksum
//! ([TFRecord](https://www.tensorflow.org/tutorials/load_data/tfrecord)); each message is an
//! [`Event`](https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/event.proto).
//!
//! ```
//! use neuron_train::file_system::RealFileSystem;
//! use neuron_train::tensorboard::{EventWriter, read_events};
//! use std::sync::Arc;
//!
//! let folder = tempfile::tempdir()?;
//! let mut events = EventWriter::create(Arc::new(RealFileSystem), folder.path(), 0.0)?;
//! events.scalar("train/loss", 10, 0.25, 0.0)?;
//! events.flush()?;
//! let read = read_events(&RealFileSystem, events.path())?;
//! assert_eq!(read.scalars("train/loss"), [(10, 0.25)]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod crc32c;
mod event;
mod histogram;
mod message;
mod reader;
mod record;
mod writer;

pub use event::{Event, EventContent, SummaryData, SummaryValue};
pub use histogram::Histogram;
pub use reader::{EventFile, read_events};
pub use writer::{EventWriter, FILE_NAME, Resumed};
