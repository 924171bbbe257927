//! A map of change against labels.
//!
//! Labels and maps are `[rows, columns]` of `Option<bool>`: changed, unchanged, or nothing where a pixel
//! has no label (to be ignored), or was not seen.

mod calibration;
mod confusion;
mod curve;
mod labels;

pub use calibration::{Calibration, best_f1, calibrate};
pub use confusion::Confusion;
pub use curve::{Curve, CurvePoint, precision_recall, roc_area};
pub use labels::join_labels;
