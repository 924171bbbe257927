use crate::medical_imaging::ImagingError;
use crate::medical_imaging::dicom::is_dicom;
use crate::medical_imaging::nifti::{is_gzip, is_nifti};
use flate2::read::GzDecoder;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// NIfTI-1 or -2, compressed by gzip or not.
    Nifti,
    /// DICOM.
    Dicom,
    /// A PNG: no scan, but it may be a mask.
    Png,
}

/// Tells what a file is by its content, not by its name.
///
/// # Errors
///
/// [`ImagingError`] where it cannot be read or is of no kind that is.
pub fn kind(path: &Path) -> Result<Kind, ImagingError> {
    let fail = |error: std::io::Error| ImagingError::file(path, error);
    let mut start = Vec::new();
    // What a preamble holds may look like anything: DICOM is asked for first.
    let file = File::open(path).map_err(fail)?;
    file.take(1 << 10).read_to_end(&mut start).map_err(fail)?;
    if is_dicom(&start) {
        return Ok(Kind::Dicom);
    }
    if start.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(Kind::Png);
    }
    let mut inflated = Vec::new();
    if is_gzip(&start) {
        // Whatever is cut there or damaged is for the reader to say.
        let _cut = GzDecoder::new(start.as_slice()).take(1 << 10).read_to_end(&mut inflated);
    }
    if is_nifti(&start) || is_nifti(&inflated) {
        return Ok(Kind::Nifti);
    }
    let what = if start.is_empty() { "an empty file" } else { "of no known format" };
    Err(ImagingError::unsupported(path, what, "give NIfTI (.nii, .nii.gz) or DICOM"))
}
