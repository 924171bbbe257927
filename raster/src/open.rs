use crate::envi::Envi;
use crate::geotiff::{GeoTiff, is_tiff};
use crate::positioned_file::PositionedFile;
use crate::{Limits, Raster, RasterError, Window};
use std::path::Path;

/// A file of either format.
#[derive(Debug)]
pub enum RasterFile {
    /// TIFF, with or without a place.
    GeoTiff(GeoTiff),
    /// ENVI.
    Envi(Envi),
}

/// Opens a file by its content, whatever its name says: TIFF by its first bytes, else ENVI by the
/// header that lies beside it (or is the file itself).
///
/// # Errors
/// What [`GeoTiff::open`] and [`Envi::open`] say.
pub fn open(path: &Path, limits: Limits) -> Result<RasterFile, RasterError> {
    let file = PositionedFile::open(path)?;
    let mut start = [0_u8; 4];
    let tiff = file.holds(0, 4) && file.read_at(0, &mut start).is_ok() && is_tiff(&start);
    if tiff {
        GeoTiff::open(path, limits).map(RasterFile::GeoTiff)
    } else {
        Envi::open(path, limits).map(RasterFile::Envi)
    }
}

impl RasterFile {
    /// Pixels of a row, rows, and bands.
    #[must_use]
    pub fn extent(&self) -> (usize, usize, usize) {
        match self {
            Self::GeoTiff(file) => (file.width(), file.height(), file.bands()),
            Self::Envi(file) => (file.width(), file.height(), file.bands()),
        }
    }

    /// Reads a window of some bands, in the order given.
    ///
    /// # Errors
    /// [`RasterError`]: the window or a band is not there, the limit is met, the file is damaged.
    pub fn read(&self, window: Window, bands: &[usize]) -> Result<Raster, RasterError> {
        match self {
            Self::GeoTiff(file) => file.read(window, bands),
            Self::Envi(file) => file.read(window, bands),
        }
    }

    /// Reads all of the image.
    ///
    /// # Errors
    /// As [`RasterFile::read`].
    pub fn read_all(&self) -> Result<Raster, RasterError> {
        let (width, height, bands) = self.extent();
        self.read(Window::whole(width, height), &(0..bands).collect::<Vec<_>>())
    }
}
