//! The fixtures, and the values that `make.py` wrote to them.

use neuron_raster::{Limits, Raster, RasterFile, SampleType, open};
use std::path::PathBuf;

pub(crate) const WIDTH: usize = 21;
pub(crate) const HEIGHT: usize = 19;
pub(crate) const BANDS: usize = 3;
/// UTM zone 18 north, pixels of 10 m.
pub(crate) const PLACE: [f64; 6] = [499980.0, 10.0, 0.0, 4500000.0, 0.0, -10.0];

pub(crate) fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

pub(crate) fn opened(name: &str) -> RasterFile {
    open(&path(name), Limits::default()).unwrap()
}

/// The same as `values` of `make.py`.
pub(crate) fn value(kind: SampleType, band: usize, row: usize, column: usize) -> f64 {
    let number = (band * 1000 + row * 37 + column * 11 + (row * column) % 7 * 13) as f64;
    match kind {
        SampleType::U8 => number % 251.0,
        SampleType::U16 => number,
        SampleType::I16 => number - 1500.0,
        SampleType::U32 => number * 70001.0,
        SampleType::I32 => (number - 1500.0) * 70001.0,
        SampleType::F32 | SampleType::F64 => number / 8.0 - 100.0,
    }
}

/// All values of an image of that extent, band after band.
pub(crate) fn values(kind: SampleType, bands: usize, height: usize, width: usize) -> Vec<f64> {
    let rows = move |band| (0..height).map(move |row| (band, row));
    let places = (0..bands).flat_map(rows);
    places
        .flat_map(|(band, row)| (0..width).map(move |column| value(kind, band, row, column)))
        .collect()
}

/// All values of a raster, band after band; missing ones as NaN.
pub(crate) fn all(raster: &Raster) -> Vec<f64> {
    (0..raster.bands()).flat_map(|band| raster.band_f64(band).unwrap()).collect()
}
