use crate::envi::Envi;
use crate::georeference::GeoReference;
use crate::geotiff::{GeoTiff, is_tiff};
use crate::positioned_file::PositionedFile;
use crate::{Limits, Raster, RasterError, SampleType, Window};
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

    /// Where the image lies.
    #[must_use]
    pub fn georeference(&self) -> Option<&GeoReference> {
        match self {
            Self::GeoTiff(file) => file.georeference(),
            Self::Envi(file) => file.header().georeference.as_ref(),
        }
    }

    /// The value that stands for a missing one.
    #[must_use]
    pub fn nodata(&self) -> Option<f64> {
        match self {
            Self::GeoTiff(file) => file.nodata(),
            Self::Envi(file) => file.header().nodata,
        }
    }

    /// What a sample is stored as.
    #[must_use]
    pub fn sample_type(&self) -> SampleType {
        match self {
            Self::GeoTiff(file) => file.sample_type(),
            Self::Envi(file) => file.header().sample_type,
        }
    }

    /// Names of the bands; empty where one has none.
    #[must_use]
    pub fn band_names(&self) -> &[String] {
        match self {
            Self::GeoTiff(file) => file.band_names(),
            Self::Envi(file) => &file.header().band_names,
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
