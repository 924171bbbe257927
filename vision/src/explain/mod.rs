//! Where a classifier looked: heat maps of its decisions, by Grad-CAM.

mod grad_cam;
mod heat_map;
mod overlay;

pub use grad_cam::GradCam;
pub use heat_map::{HeatMap, heat_maps};
pub use overlay::overlay;
