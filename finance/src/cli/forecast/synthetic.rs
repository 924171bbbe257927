//! A made-up panel, for a first look without data.

use crate::cli::error::CommandError;
use jiff::civil::date;
use neuron_forecast_evaluation::series::{Frequency, Series, SeriesSet};
use neuron_random::Stream;
use neuron_random::distributions::{Distribution, StandardNormal};

/// Items, and weeks of each.
const ITEMS: usize = 6;
const WEEKS: usize = 208;

/// Weekly sales of a few items: a level, a trend, a season of a year, noise. Synthetic.
pub(super) fn weekly_sales(seed: u64) -> Result<SeriesSet, CommandError> {
    let series = (0..ITEMS).map(|item| {
        let mut rng = Stream::new(seed, "finance/weekly-sales").sample(item as u64).rng();
        let mut normal = || -> f64 { StandardNormal.sample(&mut rng) };
        let (level, trend) = (100.0 * (1.0 + item as f64), 0.002 * normal());
        let (strength, phase) = (0.15 + 0.05 * normal().abs(), normal());
        let sales: Vec<f64> = (0..WEEKS)
            .map(|week| {
                let season = (std::f64::consts::TAU * week as f64 / 52.0 + phase).sin();
                let value = level * (1.0 + trend * week as f64) * (1.0 + strength * season);
                (value * (1.0 + 0.06 * normal())).max(0.0).round()
            })
            .collect();
        Series::new(format!("item {}", item + 1), &sales)
    });
    let start = date(2020, 1, 6).at(0, 0, 0, 0);
    Ok(SeriesSet::new(Frequency::Weekly, start, series.collect())?)
}
