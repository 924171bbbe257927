//! Measures that papers on medical images report, beside those of [`neuron_train::metrics`].
//!
//! | what | where |
//! |-|-|
//! | AUROC (one or several classes), average precision, precision–recall, balanced accuracy | [`neuron_train::metrics`] |
//! | Brier score, reliability table, expected calibration error | [`neuron_train::metrics`] |
//! | [`Delong`]: AUROC with its variance and interval | here |
//! | [`auroc_bootstrap`]: the same interval by resampling | here |
//! | [`sensitivity_at_specificity`] and the reverse | here |
//! | [`Temperature`]: probabilities as sure as they are right | here |
//! | [`BinaryReport`], [`ClassesReport`]: all of them at once | here |
//! | [`segmentation`]: Dice, IoU, Hausdorff and surface distances | here |

mod binary_report;
mod classes_report;
mod delong;
mod operating_point;
pub mod segmentation;
mod stratified;
mod temperature;

pub use binary_report::BinaryReport;
pub use classes_report::ClassesReport;
pub use delong::Delong;
pub use operating_point::{OperatingPoint, sensitivity_at_specificity, specificity_at_sensitivity};
pub use stratified::auroc_bootstrap;
pub use temperature::Temperature;
