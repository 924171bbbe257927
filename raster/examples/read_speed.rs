//! Reads files as often as it is told, and says how long each took: a path of a line on standard
//! input, seconds and the sum of all samples of a line on standard output. `read_speed.py` compares
//! that with rasterio, in turns.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, reason = "its output is what it is for")]

use neuron_raster::{Limits, open};
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    for line in std::io::stdin().lines() {
        let line = line?;
        let start = Instant::now();
        let raster = black_box(open(Path::new(&line), Limits::default())?.read_all()?);
        let seconds = start.elapsed().as_secs_f64();
        let mut sum = 0.0;
        for band in 0..raster.bands() {
            sum += raster.band_f64(band)?.iter().sum::<f64>();
        }
        println!("{seconds} {sum}");
    }
    Ok(())
}
