//! Medical images: reading scans, and measuring what a model says of them.
//!
//! **Research software, not a medical device** ([`RESEARCH_ONLY`]): nothing here is fit to diagnose or
//! to treat.
//!
//! | module | what |
//! |-|-|
//! | [`classification`] | the task `medical_imaging`: train, calibrate, measure |
//! | [`metrics`] | AUROC with intervals, operating points, calibration; Dice, HD95 of masks |
//! | [`nifti`] | NIfTI-1 and -2 volumes |
//! | [`dicom`] | DICOM images |
//! | [`scan`] | a file of either kind: what it is, a slice as a picture, a mask |
//!
//! # Personal data
//!
//! Scans name people. Readers look at the fields that their documentation lists, and skip all others
//! unread: names, dates, numbers, free text. No message holds a value of such a field.

mod byte_order;
pub mod classification;
pub mod dicom;
mod error;
pub mod metrics;
pub mod nifti;
pub mod scan;

pub use byte_order::ByteOrder;
pub use error::ImagingError;

/// What every output about a medical image says.
pub const RESEARCH_ONLY: &str =
    "Research software, not a medical device: not for diagnosis or treatment.";
