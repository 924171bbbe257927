//! A scan of either format: what it is, its values, a slice as a picture, or a mask.

mod kind;
mod mask_file;
mod open;
mod picture;
mod slice;
mod statistics;

pub use kind::{Kind, kind};
pub use mask_file::{MaskFile, read_mask};
pub use open::Scan;
pub use picture::{default_window, picture};
pub use slice::Slice;
pub use statistics::Statistics;
