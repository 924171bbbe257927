//! Measures maps of trends and breaks: seconds and peak memory of a made-up cube with seasons, trends,
//! breaks and gaps.
//!
//! ```sh
//! cargo run --release -p neuron-vision --example cube_maps -- 1000 60 0
//! ```
//!
//! The arguments are the side in pixels, the number of months, and the share of gaps. With a folder as the fourth, the
//! images are written there as GeoTIFFs instead, for `run vision monitor`.

use neuron_random::{Rng, Stream};
use neuron_raster::georeference::{Crs, GeoReference};
use neuron_raster::geotiff::{WriteOptions, write};
use neuron_raster::{Raster, Values};
use neuron_vision::environmental_monitoring::cube::{
    BreakMapOptions, Cube, TrendMapOptions, break_maps, trend_maps,
};
use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (side, months, gaps, folder) = match arguments.as_slice() {
        [side, months, gaps] => (side, months, gaps, None),
        [side, months, gaps, folder] => (side, months, gaps, Some(Path::new(folder))),
        _ => return Err("expected: SIDE MONTHS SHARE_OF_GAPS [FOLDER]".into()),
    };
    let (side, months, gaps): (usize, usize, f64) = (side.parse()?, months.parse()?, gaps.parse()?);
    let cube = made_up(side, months, gaps)?;
    if let Some(folder) = folder {
        return write_images(&cube, folder);
    }
    let bytes = size_of_val(cube.values());
    let before = peak()?;
    let start = Instant::now();
    let trends = trend_maps(&cube, &TrendMapOptions::default())?;
    let of_trends = start.elapsed().as_secs_f64();
    let breaks = break_maps(&cube, &BreakMapOptions::default())?;
    let both = start.elapsed().as_secs_f64();
    let changed = trends.direction.values.iter().filter(|value| value.abs() == 1.0).count();
    let broken = breaks.count.values.iter().filter(|value| **value > 0.0).count();
    let mut out = std::io::stdout().lock();
    writeln!(out, "cube      {side} x {side} x {months}, {} MB", bytes / 1_000_000)?;
    writeln!(out, "threads   {}", rayon::current_num_threads())?;
    writeln!(out, "trend     {of_trends:.1} s, {changed} pixels change, {:?}", trends.pixels)?;
    writeln!(
        out,
        "breaks    {:.1} s, {broken} pixels break, {:?}",
        both - of_trends,
        breaks.pixels
    )?;
    let after = peak()?;
    writeln!(
        out,
        "together  {both:.1} s; peak memory {:.0} MB ({:.2} of the cube), {:.0} MB before",
        after / 1e6,
        after / bytes as f64,
        before / 1e6
    )?;
    Ok(())
}

/// Half of the pixels rise or fall, a third breaks, all have a season and noise.
fn made_up(side: usize, months: usize, gaps: f64) -> Result<Cube, Box<dyn Error>> {
    let times: Vec<f64> = (0..months).map(|month| 2000.0 + month as f64 / 12.0).collect();
    let mut values = Vec::with_capacity(side * side * months);
    for month in 0..months {
        let mut rng = Stream::new(7, "cube").sample(month as u64).rng();
        let season = 0.2 * (std::f64::consts::TAU * month as f64 / 12.0).sin();
        for pixel in 0..side * side {
            let slope = [0.0, 0.002, 0.0, -0.002][pixel % 4];
            let jump = if pixel.is_multiple_of(3) && month >= months / 2 { -0.3 } else { 0.0 };
            let noise = rng.random_range(-0.08..0.08);
            let value = 0.5 + slope * month as f64 + season + jump + noise;
            let gap = gaps > 0.0 && rng.random_range(0.0..1.0) < gaps;
            values.push(if gap { f32::NAN } else { value as f32 });
        }
    }
    Ok(Cube::new(times, side, side, values)?)
}

/// Writes each image as `YYYY-MM-01.tif`, pixels of 10 m.
fn write_images(cube: &Cube, folder: &Path) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let place = GeoReference::north_up(Some(Crs::projected(32632)), 5e5, 5.3e6, (10.0, 10.0));
    let images = cube.values().chunks_exact(cube.rows() * cube.columns());
    for (month, image) in images.enumerate() {
        let values = Values::from(image.to_vec());
        let raster = Raster::new(cube.columns(), cube.rows(), vec!["NDVI".into()], values)?;
        let raster = raster.with_georeference(Some(place.clone())).with_nodata(Some(f64::NAN));
        let file = folder.join(format!("{}-{:02}-01.tif", 2000 + month / 12, month % 12 + 1));
        write(&file, &raster, &WriteOptions::default())?;
    }
    Ok(())
}

/// Most memory that the process has had, in bytes, as Linux counts it.
fn peak() -> Result<f64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()).ok_or("no VmHWM")?;
    Ok(kibibytes.parse::<f64>()? * 1024.0)
}
