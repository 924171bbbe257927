use crate::georeference::GeoReference;
use crate::sample::missing;
use crate::values::with_values;
use crate::{RasterError, Sample, SampleType, Values, Window};

/// An image of any number of bands, all of one extent and one type of samples.
#[derive(Clone, Debug, PartialEq)]
pub struct Raster {
    width: usize,
    height: usize,
    band_names: Vec<String>,
    values: Values,
    georeference: Option<GeoReference>,
    nodata: Option<f64>,
}

impl Raster {
    /// A raster of `band_names.len()` bands, with neither a place nor nodata. `values` are
    /// `bands × height × width`; a band without a name has an empty one.
    ///
    /// # Errors
    /// [`RasterError::Count`] where the values are not as many as that.
    pub fn new(
        width: usize,
        height: usize,
        band_names: Vec<String>,
        values: impl Into<Values>,
    ) -> Result<Self, RasterError> {
        let values = values.into();
        let expected =
            width.checked_mul(height).and_then(|area| area.checked_mul(band_names.len()));
        let expected = expected.unwrap_or(usize::MAX);
        if values.len() != expected || expected == 0 {
            let (what, found) = ("values of bands × height × width", values.len());
            return Err(RasterError::Count { what, found, expected: expected.max(1) });
        }
        Ok(Self { width, height, band_names, values, georeference: None, nodata: None })
    }

    /// The raster, at a place.
    #[must_use]
    pub fn with_georeference(mut self, georeference: Option<GeoReference>) -> Self {
        self.georeference = georeference;
        self
    }

    /// The raster, with a value that stands for a missing one.
    #[must_use]
    pub fn with_nodata(mut self, nodata: Option<f64>) -> Self {
        self.nodata = nodata;
        self
    }

    /// Pixels of a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// How many bands there are.
    #[must_use]
    pub fn bands(&self) -> usize {
        self.band_names.len()
    }

    /// Names of the bands; empty where one has none.
    #[must_use]
    pub fn band_names(&self) -> &[String] {
        &self.band_names
    }

    /// All values: band after band, row after row.
    #[must_use]
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// What a sample is stored as.
    #[must_use]
    pub fn sample_type(&self) -> SampleType {
        self.values.sample_type()
    }

    /// Where the raster lies.
    #[must_use]
    pub fn georeference(&self) -> Option<&GeoReference> {
        self.georeference.as_ref()
    }

    /// The value that stands for a missing one.
    #[must_use]
    pub fn nodata(&self) -> Option<f64> {
        self.nodata
    }

    /// Values of a band as they are stored, row after row.
    ///
    /// # Errors
    /// [`RasterError::NoBand`]; [`RasterError::Type`] where they are not of type `T`.
    pub fn band<T: Sample>(&self, band: usize) -> Result<&[T], RasterError> {
        let area = self.width * self.height;
        let none = RasterError::NoBand { band, count: self.bands() };
        let found = self.sample_type();
        let values =
            self.values.as_slice::<T>().ok_or(RasterError::Type { found, expected: T::TYPE })?;
        values.chunks_exact(area).nth(band).ok_or(none)
    }

    /// Values of a band as `f32`, row after row; nodata becomes NaN.
    ///
    /// # Errors
    /// [`RasterError::NoBand`].
    pub fn band_f32(&self, band: usize) -> Result<Vec<f32>, RasterError> {
        self.converted(band, f32::NAN, |value| value as f32)
    }

    /// Values of a band as `f64`, row after row; nodata becomes NaN.
    ///
    /// # Errors
    /// [`RasterError::NoBand`].
    pub fn band_f64(&self, band: usize) -> Result<Vec<f64>, RasterError> {
        self.converted(band, f64::NAN, |value| value)
    }

    fn converted<R: Copy>(
        &self,
        band: usize,
        nan: R,
        convert: impl Fn(f64) -> R,
    ) -> Result<Vec<R>, RasterError> {
        let area = self.width * self.height;
        with_values!(&self.values, values => {
            let none = RasterError::NoBand { band, count: self.bands() };
            let plane = values.chunks_exact(area).nth(band).ok_or(none)?;
            Ok(without_nodata(plane, self.nodata, nan, convert))
        })
    }

    /// Puts a number at each place of all bands that `is` says.
    pub(crate) fn overwrite(&mut self, number: f64, is: impl Fn(usize) -> bool) {
        fn put<T: Sample>(values: &mut [T], number: f64, is: impl Fn(usize) -> bool) {
            let number = T::from_f64(number);
            for (place, value) in values.iter_mut().enumerate() {
                if is(place) {
                    *value = number;
                }
            }
        }
        with_values!(&mut self.values, values => put(values, number, is));
    }

    /// The part in a window, at its own place.
    ///
    /// # Errors
    /// [`RasterError::Outside`].
    pub fn crop(&self, window: Window) -> Result<Self, RasterError> {
        window.check(self.width, self.height)?;
        let values = with_values!(&self.values, values => {
            let planes = values.chunks_exact(self.width * self.height);
            let rows = planes.flat_map(|plane| {
                plane.chunks_exact(self.width).skip(window.y).take(window.height)
            });
            let columns = window.x..window.x + window.width;
            Values::from(rows.flat_map(|row| row[columns.clone()].iter().copied()).collect::<Vec<_>>())
        });
        let georeference = self.georeference.as_ref().map(|place| place.window(window));
        let cropped = Self::new(window.width, window.height, self.band_names.clone(), values)?;
        Ok(cropped.with_georeference(georeference).with_nodata(self.nodata))
    }
}

fn without_nodata<T: Sample, R: Copy>(
    values: &[T],
    nodata: Option<f64>,
    nan: R,
    convert: impl Fn(f64) -> R,
) -> Vec<R> {
    let gone = missing::<T>(nodata);
    let one = |&value: &T| if gone(value) { nan } else { convert(value.to_f64()) };
    values.iter().map(one).collect()
}
