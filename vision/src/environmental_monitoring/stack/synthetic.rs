use super::{Stack, StackError};
use crate::environmental_monitoring::cube::Cube;
use crate::environmental_monitoring::date::Date;
use neuron_random::Stream;
use neuron_random::distributions::{Distribution, StandardNormal};
use neuron_raster::georeference::{Crs, GeoReference};
use std::f64::consts::TAU;

/// Pixels of a side.
const SIDE: usize = 48;
/// The first year, and how many follow.
const YEARS: (u16, u16) = (2016, 8);

/// Made-up monthly images of an index like NDVI: a season over a level, noise, clouds as gaps. In three patches
/// something happens: rows and columns 6 to 15 lose 0.25 at once in May 2020, rows 6 to 15 and columns 30 to 41 lose
/// 0.04 a year, rows 30 to 39 and columns 18 to 29 gain as much. Nothing happens elsewhere.
///
/// # Errors
/// [`StackError`]: none, as a test shows.
pub fn synthetic_stack(seed: u64) -> Result<Stack, StackError> {
    let stream = Stream::new(seed, "environmental-monitoring/synthetic-stack");
    let (mut dates, mut values) = (Vec::new(), Vec::new());
    let days = (0..YEARS.1).flat_map(|year| (1..=12).map(move |month| (YEARS.0 + year, month)));
    for (number, date) in days.filter_map(|(year, month)| Date::new(year, month, 15)).enumerate() {
        let time = date.in_years();
        let since = time - f64::from(YEARS.0);
        let season = 0.15 * (TAU * (time - 0.3)).sin();
        let mut rng = stream.step(number as u32).rng();
        let mut normal = || -> f64 { StandardNormal.sample(&mut rng) };
        // A date's light is a little its own.
        let light = 0.01 * normal();
        for row in 0..SIDE {
            for column in 0..SIDE {
                let place = [row, column];
                let within = |rows: [usize; 2], columns: [usize; 2]| {
                    let inside = |at: usize, of: [usize; 2]| of[0] <= at && at <= of[1];
                    inside(place[0], rows) && inside(place[1], columns)
                };
                let mut value = 0.55 + season + light + 0.03 * normal();
                if within([6, 15], [6, 15]) && since > 4.34 {
                    value -= 0.25;
                }
                if within([6, 15], [30, 41]) {
                    value -= 0.04 * since;
                }
                if within([30, 39], [18, 29]) {
                    value += 0.04 * since - 0.16;
                }
                let is_hidden = normal().abs() > HIDING;
                values.push(if is_hidden { f32::NAN } else { value as f32 });
            }
        }
        dates.push(date);
    }
    let times = dates.iter().map(|date| date.in_years()).collect();
    let cube = Cube::new(times, SIDE, SIDE, values)?;
    let zone = Crs::from_epsg(32_633);
    let place =
        zone.map(|crs| GeoReference::north_up(Some(crs), 500_000.0, 5_400_000.0, (30.0, 30.0)));
    Ok(Stack { cube, dates, skipped: Vec::new(), place })
}

/// Clouds hide a pixel where a normal number is larger than this, or smaller than its negative: a tenth of them.
const HIDING: f64 = 1.644_853_626_951_472_2;
