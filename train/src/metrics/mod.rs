//! Metrics: what is measured of predictions, each in a file of its own.
//!
//! Three accumulators take samples batch by batch and can be merged: [`ConfusionMatrix`] (hard
//! decisions), [`Reliability`] (confidence against accuracy) and [`PairMoments`] (regression), with
//! [`WeightedMean`] for anything that averages, such as a loss. What depends on the order of scores
//! (curves, [`auroc`], [`average_precision`]) takes the whole split at once.
//!
//! # Weights
//!
//! Every metric accepts one weight a sample; `None` means one each. A sample of weight zero is
//! absent: neither its label nor its scores are looked at, so the rows that pad a last, smaller
//! batch may hold anything.
//!
//! # Undefined values
//!
//! No metric returns NaN. What has no value (no positive sample, a constant truth) is
//! [`MetricError::Undefined`] with the reason; [`defined`] turns that one case into `None`.
//!
//! # Precision
//!
//! Inputs are `f32`, sums are `f64`, in the order of the samples: the same input gives the same bits.

mod accuracy;
mod auroc;
mod average_precision;
mod balanced_accuracy;
mod bootstrap;
mod brier;
mod calibration_error;
mod classification;
mod cohen_kappa;
mod confusion_matrix;
mod curve;
mod dice;
mod error;
mod iou;
mod log_loss;
mod mae;
mod matthews;
mod metric_map;
mod pair_moments;
mod pearson;
mod precision_recall_curve;
mod precision_recall_f1;
mod probabilities;
mod r2;
#[cfg(test)]
mod reference;
mod regression;
mod reliability;
mod rmse;
mod roc;
mod stratified_bootstrap;
mod threshold_sweep;
mod top_k;
mod weighted_mean;
mod weights;

pub use auroc::{auroc, auroc_one_vs_rest};
pub use average_precision::{average_precision, average_precision_one_vs_rest};
pub use bootstrap::{Bootstrap, Interval};
pub use brier::{brier, brier_binary};
pub use classification::{ClassScores, ClassificationReport, classification};
pub use confusion_matrix::ConfusionMatrix;
pub use curve::{Curve, CurvePoint};
pub use error::{MetricError, defined};
pub use log_loss::log_loss;
pub use metric_map::Metrics;
pub use pair_moments::PairMoments;
pub use precision_recall_curve::precision_recall_curve;
pub use precision_recall_f1::{Average, PrecisionRecallF1};
pub use probabilities::{Probabilities, Scores};
pub use regression::regression;
pub use reliability::{Reliability, ReliabilityBin};
pub use roc::roc_curve;
pub use top_k::top_k_accuracy;
pub use weighted_mean::WeightedMean;
