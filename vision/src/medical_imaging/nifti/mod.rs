//! NIfTI-1 and NIfTI-2 volumes in one file, `.nii` or `.nii.gz`, of either byte order
//! (Cox et al., *A (sort of) new image data format standard: NIfTI-1*, 2004; *The NIfTI-2 file
//! format*, 2011).
//!
//! What is read of a header: `sizeof_hdr`, `magic`, `dim`, `datatype`, `bitpix`, `pixdim`,
//! `vox_offset`, `scl_slope`, `scl_inter`, `xyzt_units`, the qform and the sform. Its texts
//! (`descrip`, `aux_file`, `intent_name`, `db_name`) and its extensions may name a person, and are
//! not looked at.

mod affine;
mod data_type;
mod fields;
mod file;
mod header;
mod layout;
mod source;
mod units;

pub use affine::{Affine, AffineSource};
pub use data_type::DataType;
pub use file::{NiftiFile, Volume};
pub use header::Header;
pub use units::LengthUnit;

pub(super) use source::is_gzip;

/// True for the start of a NIfTI file.
pub(super) fn is_nifti(start: &[u8]) -> bool {
    header::kind(start).is_some()
}
