use super::{Kind, kind};
use crate::datasets::DatasetError;
use crate::image_io;
use crate::medical_imaging::ImagingError;
use crate::medical_imaging::metrics::segmentation::Mask;
use crate::medical_imaging::nifti::{Affine, AffineSource, NiftiFile};
use std::path::Path;

/// How far, in millimetres, two places may lie apart that are the same.
const SAME: f64 = 1e-2;

/// A mask, and what its file says about its place.
#[derive(Clone, Debug)]
pub struct MaskFile {
    /// The mask.
    pub mask: Mask,
    /// Whether the file states a spacing; else voxels are 1 apart.
    pub states_spacing: bool,
    /// Where its voxels lie, where the file says so.
    place: Option<Affine>,
}

/// Reads a mask from NIfTI (its first volume) or PNG (its first band). Inside are the voxels of
/// `label`, or without one all that are not 0. `spacing` is that of columns, rows and slices in
/// millimetres, and replaces the file's.
///
/// # Errors
///
/// [`ImagingError`] where the file cannot be read, is of another kind, or holds NaN.
pub fn read_mask(
    path: &Path,
    label: Option<f32>,
    spacing: Option<[f64; 3]>,
) -> Result<MaskFile, ImagingError> {
    let (extent, stated, values, place) = match kind(path)? {
        Kind::Nifti => {
            let file = NiftiFile::open(path)?;
            let volume = file.volume(0)?;
            let affine = file.header().affine;
            let place = (affine.source != AffineSource::Spacing).then_some(affine);
            (volume.extent, Some(volume.spacing), volume.values, place)
        }
        Kind::Png => {
            let image = image_io::read(path).map_err(|error| of_picture(path, error))?;
            let mut values = image.values;
            values.truncate(image.height * image.width);
            ([1, image.height, image.width], None, values, None)
        }
        Kind::Dicom => {
            let way_out = "give the mask as NIfTI or PNG";
            return Err(ImagingError::unsupported(path, "a DICOM file", way_out));
        }
    };
    if values.iter().any(|value| value.is_nan()) {
        let expected = "numbers: 0 outside of the mask";
        return Err(ImagingError::field(path, "a voxel", "NaN", expected));
    }
    let inside = |value: &f32| label.map_or(*value != 0.0, |label| *value == label);
    let chosen = spacing.map(|[x, y, z]| [z, y, x]);
    let states_spacing = chosen.or(stated).is_some();
    let spacing = chosen.or(stated).unwrap_or([1.0; 3]);
    let mask = Mask::new(extent, spacing, values.iter().map(inside).collect())?;
    Ok(MaskFile { mask, states_spacing, place })
}

impl MaskFile {
    /// Checks that another mask lies at the same place, where both files say where they lie.
    ///
    /// # Errors
    ///
    /// [`ImagingError::Field`] where it does not: `path` is its file.
    pub fn check_same_place(&self, other: &Self, path: &Path) -> Result<(), ImagingError> {
        let (Some(here), Some(there)) = (self.place, other.place) else { return Ok(()) };
        if self.mask.extent() != other.mask.extent() {
            // That is what is wrong then, and is said where they are compared.
            return Ok(());
        }
        // Corners lie apart as the maps do, times their distance from the first voxel.
        let [slices, rows, columns] = self.mask.extent().map(|side| side as f64);
        let apart = here.rows.iter().zip(there.rows).map(|(here, there)| {
            let reach = [columns, rows, slices, 1.0];
            let parts = here.iter().zip(there).zip(reach);
            parts.map(|((here, there), reach)| (here - there).abs() * reach).sum::<f64>()
        });
        let farthest = apart.fold(0.0, f64::max);
        if farthest <= SAME {
            return Ok(());
        }
        let found = format!("up to {farthest:.2} mm from the first mask's");
        let expected = "the same affine map; resample one of the masks to the other's voxels";
        Err(ImagingError::field(path, "the place of its voxels", found, expected))
    }
}

/// What is wrong with a picture, without the file's name, which the error adds.
fn of_picture(path: &Path, error: DatasetError) -> ImagingError {
    match error {
        DatasetError::File { what, .. } => ImagingError::file(path, what),
        other => ImagingError::file(path, other),
    }
}
