use crate::georeference::GeoReference;
use crate::values::with_values;
use crate::{Raster, RasterError, RasterFile, SampleType, Values, Window};

/// What windows of pixels are read from: an open file, or a raster in memory.
pub trait RasterSource: Sync {
    /// Pixels of a row, rows, and bands.
    fn extent(&self) -> (usize, usize, usize);

    /// Where the pixels lie.
    fn georeference(&self) -> Option<&GeoReference>;

    /// The value that stands for a missing one.
    fn nodata(&self) -> Option<f64>;

    /// What a sample is stored as.
    fn sample_type(&self) -> SampleType;

    /// Names of the bands; empty where one has none.
    fn band_names(&self) -> &[String];

    /// Reads a window of some bands, in the order given.
    ///
    /// # Errors
    /// [`RasterError`]: the window or a band is not there, the limit is met, a file is damaged.
    fn read(&self, window: Window, bands: &[usize]) -> Result<Raster, RasterError>;
}

impl RasterSource for RasterFile {
    fn extent(&self) -> (usize, usize, usize) {
        self.extent()
    }

    fn georeference(&self) -> Option<&GeoReference> {
        self.georeference()
    }

    fn nodata(&self) -> Option<f64> {
        self.nodata()
    }

    fn sample_type(&self) -> SampleType {
        self.sample_type()
    }

    fn band_names(&self) -> &[String] {
        self.band_names()
    }

    fn read(&self, window: Window, bands: &[usize]) -> Result<Raster, RasterError> {
        self.read(window, bands)
    }
}

impl RasterSource for Raster {
    fn extent(&self) -> (usize, usize, usize) {
        (self.width(), self.height(), self.bands())
    }

    fn georeference(&self) -> Option<&GeoReference> {
        self.georeference()
    }

    fn nodata(&self) -> Option<f64> {
        self.nodata()
    }

    fn sample_type(&self) -> SampleType {
        self.sample_type()
    }

    fn band_names(&self) -> &[String] {
        self.band_names()
    }

    fn read(&self, window: Window, bands: &[usize]) -> Result<Raster, RasterError> {
        window.check(self.width(), self.height())?;
        if let Some(&band) = bands.iter().find(|&&band| band >= self.bands()) {
            return Err(RasterError::NoBand { band, count: self.bands() });
        }
        let values = with_values!(self.values(), values => {
            let mut cut = Vec::with_capacity(window.width * window.height * bands.len());
            for band in bands {
                let plane = &values[band * self.width() * self.height()..];
                for row in plane.chunks_exact(self.width()).skip(window.y).take(window.height) {
                    cut.extend_from_slice(&row[window.x..window.right()]);
                }
            }
            Values::from(cut)
        });
        let names = bands.iter().map(|&band| self.band_names()[band].clone()).collect();
        let place = self.georeference().map(|place| place.window(window));
        let raster = Raster::new(window.width, window.height, names, values)?;
        Ok(raster.with_georeference(place).with_nodata(self.nodata()))
    }
}
