//! Writes any raster that is read as a GeoTIFF: `to_geotiff FROM TO`.
#![forbid(unsafe_code)]

use neuron_raster::geotiff::{WriteOptions, write};
use neuron_raster::{Limits, open};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [from, to] = &paths[..] else { return Err("expected two paths: FROM TO".into()) };
    let raster = open(Path::new(from), Limits::default())?.read_all()?;
    write(Path::new(to), &raster, &WriteOptions::default())?;
    Ok(())
}
