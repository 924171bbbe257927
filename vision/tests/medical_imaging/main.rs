//! Medical images against scikit-learn, scipy, nibabel and pydicom; `made/` holds what they say, and
//! the scripts that asked them.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod arrays;
mod augmentation;
mod calibration;
mod classification;
mod damaged;
mod dicom;
mod findings;
mod imbalance;
mod learning;
mod licence;
mod made;
mod nifti;
mod refused;
mod scan;
mod segmentation;
mod window;
