//! Measures maps of trends and breaks: seconds and peak memory of a made-up cube with seasons, trends,
//! breaks and gaps.
//!
//! ```sh
//! cargo run --release -p neuron-vision --example cube_maps -- 1000 60 0
//! ```
//!
//! The arguments are the side in pixels, the number of months, and the share of gaps.

use neuron_random::{Rng, Stream};
use neuron_vision::environmental_monitoring::cube::{
    BreakMapOptions, Cube, TrendMapOptions, break_maps, trend_maps,
};
use std::error::Error;
use std::io::Write;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [side, months, gaps] = arguments.as_slice() else {
        return Err("expected: SIDE MONTHS SHARE_OF_GAPS".into());
    };
    let (side, months, gaps): (usize, usize, f64) = (side.parse()?, months.parse()?, gaps.parse()?);
    let cube = made_up(side, months, gaps)?;
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

/// Most memory that the process has had, in bytes, as Linux counts it.
fn peak() -> Result<f64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()).ok_or("no VmHWM")?;
    Ok(kibibytes.parse::<f64>()? * 1024.0)
}
