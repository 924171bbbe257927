//! Tiles of a raster, compressed side by side and handed over in their order.

use super::image::Predictor;
use super::predictor::predict;
use super::write::WriteOptions;
use crate::values::with_values;
use crate::{Raster, Sample};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use rayon::prelude::*;
use std::io::Write;

/// Tiles that wait to be written at a time.
const BATCH: usize = 64;

/// Calls `write` with each tile of a row of tiles: its band, its column, its bytes.
pub(super) fn each<E: From<std::io::Error>>(
    raster: &Raster,
    options: &WriteOptions,
    predictor: Predictor,
    mut write: impl FnMut(usize, usize, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let across = raster.width().div_ceil(options.tile);
    let count = across * raster.bands();
    for start in (0..count).step_by(BATCH) {
        let batch = start..(start + BATCH).min(count);
        let tile = |index: usize| {
            let (plane, left) = (index / across, index % across * options.tile);
            with_values!(raster.values(), values => {
                let area = raster.width() * raster.height();
                let band = &values[plane * area..(plane + 1) * area];
                let extent = (raster.width(), raster.height());
                encoded(band, extent, left, options, predictor)
            })
        };
        let tiles: Vec<_> = batch.into_par_iter().map(tile).collect();
        for (index, tile) in (start..).zip(tiles) {
            write(index / across, index % across, &tile.map_err(E::from)?)?;
        }
    }
    Ok(())
}

/// A tile's bytes. What lies outside the image repeats the last column and row.
fn encoded<T: Sample>(
    band: &[T],
    (width, height): (usize, usize),
    left: usize,
    options: &WriteOptions,
    predictor: Predictor,
) -> std::io::Result<Vec<u8>> {
    let right = (left + options.tile).min(width);
    let mut bytes = Vec::with_capacity(options.tile * options.tile * size_of::<T>());
    let mut row: Vec<T> = Vec::with_capacity(options.tile);
    for y in 0..options.tile {
        let start = y.min(height - 1) * width;
        row.clear();
        row.extend_from_slice(&band[start + left..start + right]);
        row.resize(options.tile, band[start + right - 1]);
        bytes.extend_from_slice(&predict(predictor, &mut row));
    }
    if options.level == 0 {
        return Ok(bytes);
    }
    let mut stream = ZlibEncoder::new(Vec::new(), Compression::new(options.level));
    stream.write_all(&bytes)?;
    stream.finish()
}
