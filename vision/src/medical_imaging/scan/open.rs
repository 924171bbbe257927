use super::{Kind, Statistics, kind};
use crate::medical_imaging::ImagingError;
use crate::medical_imaging::dicom::DicomFile;
use crate::medical_imaging::nifti::NiftiFile;
use std::path::Path;

/// A scan whose header is read.
#[derive(Clone, Debug)]
pub enum Scan {
    /// NIfTI-1 or -2.
    Nifti(NiftiFile),
    /// DICOM.
    Dicom(DicomFile),
}

/// Most values that statistics are made of: 1 GiB of them.
const MOST_VALUES: u64 = 1 << 28;

impl Scan {
    /// Opens a file; what it is is told by its content.
    ///
    /// # Errors
    ///
    /// [`ImagingError`] where it cannot be read, is no scan, or its header states what cannot be.
    pub fn open(path: &Path) -> Result<Self, ImagingError> {
        match kind(path)? {
            Kind::Nifti => Ok(Self::Nifti(NiftiFile::open(path)?)),
            Kind::Dicom => Ok(Self::Dicom(DicomFile::open(path)?)),
            Kind::Png => {
                let way_out = "give NIfTI or DICOM; `agreement` takes masks as PNG";
                Err(ImagingError::unsupported(path, "a PNG picture", way_out))
            }
        }
    }

    /// Columns, rows, slices: the order of x, y, z.
    #[must_use]
    pub fn size(&self) -> [u64; 3] {
        match self {
            Self::Nifti(file) => file.header().extent(),
            Self::Dicom(file) => {
                let about = file.attributes();
                [about.columns, about.rows, about.frames].map(|side| side as u64)
            }
        }
    }

    /// Millimetres between columns, rows, slices, as far as the file states them.
    #[must_use]
    pub fn spacing(&self) -> [Option<f64>; 3] {
        match self {
            Self::Nifti(file) => file.header().spacing.map(Some),
            Self::Dicom(file) => {
                let about = file.attributes();
                let [rows, columns] =
                    about.pixel_spacing.map_or([None; 2], |spacing| spacing.map(Some));
                [columns, rows, about.slice_spacing]
            }
        }
    }

    /// Range and percentiles of the first volume, or of all frames.
    ///
    /// # Errors
    ///
    /// [`ImagingError`] where values are cut, damaged, or more than can be held.
    pub fn statistics(&self, path: &Path) -> Result<Statistics, ImagingError> {
        match self {
            Self::Nifti(file) => Ok(Statistics::of(file.volume(0)?.values)),
            Self::Dicom(file) => {
                let about = file.attributes();
                let a_frame = (about.rows * about.columns * about.photometric.count()) as u64;
                let count = a_frame.saturating_mul(about.frames as u64);
                if count > MOST_VALUES {
                    let (file, what) = (path.display().to_string(), format!("{count} values"));
                    let (found, most) = (count.saturating_mul(4), MOST_VALUES * 4);
                    return Err(ImagingError::Large { file, what, found, most });
                }
                let mut values = Vec::new();
                for frame in 0..about.frames {
                    values.extend(file.frame(frame)?.values);
                }
                Ok(Statistics::of(values))
            }
        }
    }
}
