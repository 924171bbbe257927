use super::envi;
use crate::change_detection::polygons::Affine;
use crate::datasets::DatasetError;
use crate::image_io::{self, Image};
use std::path::Path;

/// An image and where it lies.
#[derive(Clone, Debug, PartialEq)]
pub struct DateFile {
    /// The image.
    pub image: Image,
    /// From its pixels to a map, where the file says so.
    pub transform: Option<Affine>,
}

/// Reads one date: TIFF, PNG or JPEG as told by their content, or the data file of an ENVI pair, with its
/// header (`NAME.hdr`) beside it. Only ENVI headers say where an image lies; the tags of a GeoTIFF are not
/// read.
///
/// # Errors
/// [`DatasetError::File`] where it cannot be read, or is larger than 16,384 pixels a side or 512 MiB.
pub fn open(path: &Path) -> Result<DateFile, DatasetError> {
    if let Some(header) = envi::header_of(path)? {
        return envi::read(path, &header);
    }
    Ok(DateFile { image: image_io::read(path)?, transform: None })
}
