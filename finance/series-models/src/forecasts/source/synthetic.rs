use jiff::civil::date;
use neuron_forecast_evaluation::series::{Covariate, Frequency, MetadataValue, Series, SeriesSet};
use neuron_random::distributions::{Distribution, StandardNormal};
use neuron_random::{Rng, Stream};
use neuron_tasks::TaskError;

/// Days of each item.
const DAYS: usize = 400;
/// The shops, with how large they are.
const SHOPS: [(&str, f64); 3] = [("north", 0.6), ("market", 1.0), ("station", 2.2)];
/// The families, with how large they are, and how many times as much is sold in a promotion.
const FAMILIES: [(&str, f64, f64); 4] =
    [("bread", 80.0, 1.2), ("drinks", 50.0, 1.8), ("sweets", 25.0, 2.2), ("flowers", 10.0, 1.5)];

/// Made-up daily sales of `items` items in shops: a level, a week, a year, what promotions and prices do, noise, some
/// missing days. Column `visits` is of the past alone. **Synthetic.**
///
/// ```
/// use neuron_series_models::forecasts::synthetic_retail;
/// let set = synthetic_retail(5, 1)?;
/// assert_eq!((set.series().len(), set.end()), (5, 400));
/// assert_eq!(set, synthetic_retail(5, 1)?);
/// # Ok::<(), neuron_tasks::TaskError>(())
/// ```
///
/// # Errors
/// None but of no item.
pub fn synthetic_retail(items: usize, seed: u64) -> Result<SeriesSet, TaskError> {
    let series = (0..items).map(|number| item(number, seed)).collect();
    let covariate = |name: &str, known_ahead| Covariate { name: name.to_owned(), known_ahead };
    SeriesSet::with_columns(
        Frequency::Daily,
        date(2023, 1, 2).at(0, 0, 0, 0),
        vec![covariate("price", true), covariate("promotion", true), covariate("visits", false)],
        vec!["shop".to_owned(), "family".to_owned()],
        series,
    )
    .map_err(TaskError::domain)
}

fn item(number: usize, seed: u64) -> Series {
    let mut rng = Stream::new(seed, "forecasts/synthetic").sample(number as u64).rng();
    let (shop, size) = SHOPS[number % SHOPS.len()];
    let (family, level, effect) = FAMILIES[number / SHOPS.len() % FAMILIES.len()];
    let mut normal = || -> f64 { StandardNormal.sample(&mut rng) };
    let level = level * size * (0.2 * normal()).exp();
    let (trend, strength) = (0.0005 * normal(), 0.25 + 0.05 * normal());
    let noise: Vec<[f64; 2]> = (0..DAYS).map(|_| [normal(), normal()]).collect();
    let (mut price, mut promotion) = (1.0, 0.0);
    let (mut prices, mut promotions, mut visits) = (Vec::new(), Vec::new(), Vec::new());
    let mut target = Vec::with_capacity(DAYS);
    for (day, [sold, visited]) in noise.into_iter().enumerate() {
        if rng.random::<f64>() < 0.01 {
            price = (price + 0.1 * (rng.random::<f64>() - 0.5)).clamp(0.8, 1.3);
        }
        // A promotion lasts three days.
        if day % 3 == 0 {
            promotion = f64::from(u8::from(rng.random::<f64>() < 0.12));
        }
        let week = [0.8, 0.75, 0.85, 1.0, 1.3, 1.5, 0.8][day % 7];
        let year = 1.0 + strength * (std::f64::consts::TAU * day as f64 / 365.25).sin();
        let pull = if promotion > 0.0 { effect } else { 1.0 };
        let expected = level * (1.0 + trend * day as f64) * week * year * pull / price;
        let value = (expected * (1.0 + 0.1 * sold)).max(0.0).round();
        let is_missing = rng.random::<f64>() < 0.01;
        target.push((!is_missing).then_some(value));
        prices.push(Some(price));
        promotions.push(Some(promotion));
        visits.push(Some((expected * (3.0 + 0.3 * visited)).max(0.0).round()));
    }
    let text = |text: &str| MetadataValue::Category(text.to_owned());
    Series {
        item: format!("{shop} {family} {}", number / (SHOPS.len() * FAMILIES.len()) + 1),
        offset: 0,
        target,
        covariates: vec![prices, promotions, visits],
        metadata: vec![text(shop), text(family)],
    }
}
