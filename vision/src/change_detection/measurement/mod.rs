//! A network and methods without learning, measured on the same pixels.
//!
//! | file | what |
//! |-|-|
//! | `maps` | a network's probabilities of whole regions |
//! | `baselines` | strengths of methods that learn nothing |
//! | `score` | a method's map against labels |
//! | `false_alarms` | what is said of pairs in which nothing changed |
//! | `class_found` | each class of change by itself |
//! | `measured` | all of it |
//! | `panel` | pictures of pairs, labels and maps |
//! | `sections` | a report's |

mod baselines;
mod class_found;
mod false_alarms;
mod maps;
mod measured;
mod panel;
mod score;
mod sections;

pub use baselines::{Baseline, strengths};
pub use class_found::ClassFound;
pub use false_alarms::FalseAlarms;
pub use maps::{calibrate, probabilities};
pub use measured::{Calibrated, ChangeMeasured, calibrated, measure};
pub use score::{MethodScore, ThresholdFrom, score};
