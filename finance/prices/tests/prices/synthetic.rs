//! Prices that a seed makes: SYNTHETIC.

use jiff::civil::{Date, date};
use neuron_prices::{Asset, PriceSeries};
use neuron_random::{Rng, Stream};

/// So many days from 1 January 2020 on, without a calendar.
pub(crate) fn days(count: usize) -> Vec<Date> {
    let first = date(2020, 1, 1);
    (0..count).map(|n| first.checked_add(jiff::Span::new().days(n as i64)).unwrap()).collect()
}

/// A walk from 100, each day by a log return within ± `scale` that is never nothing.
pub(crate) fn walk(seed: u64, count: usize, scale: f64) -> Vec<f64> {
    let mut rng = Stream::new(seed, "prices test").rng();
    let mut log = 100f64.ln();
    let step = |_| {
        log += scale * (rng.random::<f64>() * 2.0 - 1.0);
        log.exp()
    };
    (0..count).map(step).collect()
}

/// A series of these prices.
pub(crate) fn series(ticker: &str, prices: Vec<f64>) -> PriceSeries {
    PriceSeries::new(Asset::new(ticker).unwrap(), days(prices.len()), prices).unwrap()
}
