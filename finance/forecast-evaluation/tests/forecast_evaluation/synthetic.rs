//! Panels made by formula; nothing in them is real.

use jiff::civil::date;
use neuron_forecast_evaluation::series::{Covariate, Frequency, MetadataValue, Series, SeriesSet};
use neuron_random::{Rng, Stream, distributions::StandardNormal};

/// Weekly sales of six shops: a size by kind of shop, a yearly wave, a promotion that adds 30 %,
/// and a past-only covariate.
pub(crate) fn shops(weeks: usize) -> SeriesSet {
    let promotion =
        |item: usize, t: usize| f64::from(u8::from((t * 5 + item * 3).is_multiple_of(7)));
    let series = (0..6)
        .map(|item| {
            let (kind, size) = if item % 2 == 0 { ("large", 100.0) } else { ("small", 20.0) };
            let sold = |t: usize| {
                let wave = (std::f64::consts::TAU * t as f64 / 52.0).sin();
                let noise = ((t * 37 + item * 11) % 17) as f64 / 17.0 - 0.5;
                size * (0.3 * wave + 0.26 * promotion(item, t) + 0.02 * noise).exp()
            };
            let target: Vec<f64> = (0..weeks).map(sold).collect();
            Series {
                covariates: vec![
                    (0..weeks + 13).map(|t| Some(promotion(item, t))).collect(),
                    (0..weeks).map(|t| Some((t % 4) as f64)).collect(),
                ],
                metadata: vec![MetadataValue::Category(kind.to_owned())],
                ..Series::new(format!("shop {item}"), &target)
            }
        })
        .collect();
    let covariate = |name: &str, known_ahead| Covariate { name: name.to_owned(), known_ahead };
    SeriesSet::with_columns(
        Frequency::Weekly,
        date(2020, 1, 3).at(0, 0, 0, 0),
        vec![covariate("promotion", true), covariate("visitors", false)],
        vec!["kind".to_owned()],
        series,
    )
    .unwrap()
}

/// Independent normal values around 100.
pub(crate) fn noise(items: usize, days: usize) -> SeriesSet {
    let series = (0..items).map(|item| {
        let mut rng = Stream::new(11, "noise").sample(item as u64).rng();
        let values: Vec<f64> =
            (0..days).map(|_| 100.0 + rng.sample::<f64, _>(StandardNormal)).collect();
        Series::new(format!("item {item}"), &values)
    });
    let start = date(2024, 1, 1).at(0, 0, 0, 0);
    SeriesSet::new(Frequency::Daily, start, series.collect()).unwrap()
}
