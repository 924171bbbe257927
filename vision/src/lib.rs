//! Vision models, datasets and tasks.
//!
//! | module | what |
//! |-|-|
//! | [`datasets`], [`image_io`], [`augment`] | images, from files to what a model is fed |
//! | [`models`] | classifiers of one interface, for any number of bands, and weights from elsewhere |
//! | [`tasks`] | what all tasks that train have in common: train, evaluate, predict, report |
//! | [`explain`] | where a classifier looked |
//! | [`land_use`] | the task: which class an image shows |
//! | [`pretraining`] | the task: a Vision Transformer learns without labels, from hidden patches |
//! | [`environmental_monitoring`] | trends, breaks and seasons of series and cubes, indices, composites |
//! | [`medical_imaging`] | NIfTI and DICOM, and measures of what is said of them |
//! | [`change_detection`] | two dates of a place → where it changed |
//! | [`segmentation`] | which class each pixel is of |
//! | [`cli`] | the commands of `neuron-vision` |
#![forbid(unsafe_code)]

pub mod augment;
pub mod change_detection;
pub mod cli;
pub mod datasets;
pub mod environmental_monitoring;
pub mod explain;
pub mod image_io;
pub mod land_use;
pub mod medical_imaging;
pub mod models;
pub mod pretraining;
pub mod segmentation;
pub mod tasks;
