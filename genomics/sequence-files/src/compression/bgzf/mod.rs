//! BGZF: gzip in blocks of at most 64 KiB, each of which can be expanded on its own (SAM specification, 4.1).

pub(crate) mod batch;
pub(crate) mod block;
mod blocks;
mod position;
mod reader;
mod writer;

pub use block::END;
pub use blocks::Blocks;
pub use position::VirtualPosition;
pub use reader::Reader;
pub use writer::Writer;
