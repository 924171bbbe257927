//! The task `medical_imaging`: which finding an image shows, with imbalance, calibration and a threshold
//! that is chosen where nothing is reported.
//!
//! | what | where |
//! |-|-|
//! | [`MedicalImagingConfig`], [`recipe`] | settings, and those that do well |
//! | [`MedicalData`], [`ScanExamples`], [`ScanAugmentation`] | images in three parts, as a model is fed them |
//! | [`ScanClassifier`], [`class_weights`] | the model and its loss; rare classes count more |
//! | [`ScanJudge`] | what is measured while training: AUROC decides |
//! | [`Decision`] | temperature and threshold, of the validation part alone |
//! | [`Findings`], [`sections`], [`mistakes`] | what is reported of a part |
//! | [`MedicalImaging`], [`ModelInfo`] | the task by its name, and what its weights say of themselves |

mod about;
mod augmentation;
mod classifier;
mod config;
mod data;
mod decision;
mod examples;
mod figures;
mod findings;
mod imbalance;
mod info;
mod judge;
mod key_figures;
mod mistakes;
mod predict;
mod recipes;
mod said;
mod sections;
mod task;

pub use augmentation::ScanAugmentation;
pub use classifier::ScanClassifier;
pub use config::{MedicalImagingConfig, Standardise};
pub use data::MedicalData;
pub use decision::{Decision, ThresholdRule};
pub use examples::ScanExamples;
pub use findings::Findings;
pub use imbalance::{Imbalance, class_weights};
pub use info::ModelInfo;
pub use judge::ScanJudge;
pub use mistakes::{Look, mistakes};
pub use predict::{Prediction, predict};
pub use recipes::{DEFAULT_DATASET, recipe};
pub use said::{Said, ask};
pub use sections::sections;
pub use task::MedicalImaging;
