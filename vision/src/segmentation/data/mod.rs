//! Images with the class of each pixel, from files or made up, split by image.

mod classes;
mod folder;
mod label_file;
mod natural_order;
mod open;
mod place;
mod scene;
mod set;
mod split;
mod synthetic;

pub use classes::Classes;
pub use folder::segmentation_folder;
pub use open::{SYNTHETIC, SegmentationData};
pub use scene::{Scene, UNKNOWN};
pub use set::{OpenedSet, SegmentationSet};
pub use synthetic::synthetic_segmentation;
