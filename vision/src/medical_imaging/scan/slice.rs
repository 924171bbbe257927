use super::Scan;
use crate::medical_imaging::ImagingError;
use crate::medical_imaging::dicom::Frame;
use crate::medical_imaging::nifti::Volume;

/// One slice, or one frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Slice {
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Samples of a pixel: 1 of grey, 3 of red, green, blue.
    pub samples: usize,
    /// `[row, column, sample]`, in the order of the file.
    pub values: Vec<f32>,
}

impl Scan {
    /// Slices of the first volume, or frames.
    #[must_use]
    pub fn slices(&self) -> usize {
        match self {
            // A number of slices that does not fit is one that no memory holds either.
            Self::Nifti(file) => usize::try_from(file.header().extent()[2]).unwrap_or(usize::MAX),
            Self::Dicom(file) => file.attributes().frames,
        }
    }

    /// Reads one, of the first volume: the first is 0.
    ///
    /// # Errors
    ///
    /// [`ImagingError`] where there is no such slice, or it is cut or damaged.
    pub fn slice(&self, slice: usize) -> Result<Slice, ImagingError> {
        match self {
            Self::Nifti(file) => {
                let Volume { extent: [_, rows, columns], values, .. } =
                    file.slice(0, slice as u64)?;
                Ok(Slice { rows, columns, samples: 1, values })
            }
            Self::Dicom(file) => {
                let Frame { rows, columns, samples, values } = file.frame(slice)?;
                Ok(Slice { rows, columns, samples, values })
            }
        }
    }
}
