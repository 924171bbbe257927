use super::VolatilityConfig;
use neuron_prices::csv::{CsvOptions, read_prices};
use neuron_prices::{Bars, PriceSeries, datasets};
use neuron_tasks::{Split, TaskError};
use neuron_train::checkpoint::sha256_hex;
use std::collections::BTreeMap;
use std::path::Path;

/// The days of an asset.
#[derive(Clone, Debug, PartialEq)]
pub struct AssetDays {
    /// Its ticker.
    pub name: String,
    /// Days, as `2013-03-01`.
    pub dates: Vec<String>,
    /// Logarithmic returns in per cent, less their mean over the days to learn from, `[days]`.
    pub returns: Vec<f64>,
    /// Variance of each day by its range, or by its return where no range is known, in per cent squared, `[days]`.
    pub variances: Vec<f64>,
    /// Mean over all assets of the sizes of their returns of the day, each in units of its own deviation, `[days]`.
    pub of_all: Vec<f64>,
    /// Mean of the returns to learn from, in per cent.
    pub mean: f64,
    /// Deviation of the returns to learn from, in per cent.
    pub scale: f64,
    /// Days to learn from: those before.
    pub train: usize,
    /// Days to choose by are those from `train` to before this one; then come those to test on.
    pub known: usize,
}

/// Assets with their days, split in time.
#[derive(Clone, Debug, PartialEq)]
pub struct VolatilityData {
    /// The name of the set.
    pub name: String,
    /// The assets.
    pub assets: Vec<AssetDays>,
}

/// Fewest days of an asset: fewer say nothing of its volatility.
const FEWEST: usize = 500;

impl VolatilityData {
    /// Opens the prices of a configuration. The same configuration gives the same splits.
    ///
    /// # Errors
    /// Where prices are not there or not in order, or a setting is out of its range.
    pub fn open(config: &VolatilityConfig) -> Result<Self, TaskError> {
        check(config)?;
        let raw = raw(&config.dataset)?;
        Self::split(&config.dataset, raw, config)
    }

    fn split(name: &str, raw: Vec<Raw>, config: &VolatilityConfig) -> Result<Self, TaskError> {
        let fewest = FEWEST.max(4 * config.window);
        let (mut assets, mut short) = (Vec::new(), Vec::new());
        for asset in raw {
            let asset = asset.last(config.dataset_size);
            match asset.returns.len() < fewest {
                true => short.push(format!("`{}` ({})", asset.name, asset.returns.len())),
                false => assets.push(asset.divided(config)),
            }
        }
        if assets.is_empty() {
            return Err(TaskError::DataShape {
                file: name.to_owned(),
                found: format!("no asset of so many days: {}", short.join(", ")),
                expected: format!("{fewest} returns or more of one asset at least"),
            });
        }
        of_all(&mut assets);
        Ok(Self { name: name.to_owned(), assets })
    }

    /// Asset and day from whose end the next is forecast, of each example of a split.
    #[must_use]
    pub fn examples(&self, split: Split, window: usize) -> Vec<(usize, usize)> {
        let mut all = Vec::new();
        for (number, asset) in self.assets.iter().enumerate() {
            // The day that is forecast belongs to the split.
            let (from, to) = match split {
                Split::Train => (window, asset.train),
                Split::Validation => (asset.train, asset.known),
                Split::Test => (asset.known, asset.returns.len()),
            };
            all.extend((from..to).map(|target| (number, target - 1)));
        }
        all
    }

    /// SHA-256 of the returns, by the name of the set.
    #[must_use]
    pub fn hashes(&self) -> BTreeMap<String, String> {
        let mut bytes = Vec::new();
        for asset in &self.assets {
            bytes.extend_from_slice(asset.name.as_bytes());
            bytes.extend(asset.returns.iter().flat_map(|value| value.to_le_bytes()));
        }
        [(self.name.clone(), sha256_hex(&bytes))].into()
    }
}

fn check(config: &VolatilityConfig) -> Result<(), TaskError> {
    let share = |key, value: f64| match value > 0.0 && value < 0.9 {
        true => Ok(()),
        false => Err(TaskError::Setting {
            key,
            found: value.to_string(),
            expected: "a share above 0 and below 0.9".to_owned(),
        }),
    };
    share("test_share", config.test_share)?;
    share("validation_share", config.validation_share)?;
    let setting = |key, found: String, expected: &str| {
        Err(TaskError::Setting { key, found, expected: expected.to_owned() })
    };
    if !(0.5..1.0).contains(&config.level) {
        return setting("level", config.level.to_string(), "0.5 or more and below 1");
    }
    if !(2..=1000).contains(&config.window) {
        return setting("window", config.window.to_string(), "2 to 1000 days");
    }
    if !(1..=1024).contains(&config.hidden) || !(1..=8).contains(&config.layers) {
        let found = format!("{} states in {} layers", config.hidden, config.layers);
        return setting("hidden", found, "1 to 1024 states in 1 to 8 layers");
    }
    if !(1..=32).contains(&config.members) {
        return setting("members", config.members.to_string(), "1 to 32");
    }
    Ok(())
}

/// Returns of an asset as they are.
pub(super) struct Raw {
    pub(super) name: String,
    pub(super) dates: Vec<String>,
    pub(super) returns: Vec<f64>,
    pub(super) variances: Vec<f64>,
}

/// The assets of a set.
pub(super) fn raw(dataset: &str) -> Result<Vec<Raw>, TaskError> {
    if dataset == "tech-portfolio" {
        let bars = datasets::tech_stocks().map_err(TaskError::domain)?;
        return bars.iter().map(Raw::of_bars).collect();
    }
    let source = dataset.to_owned();
    let series = read_prices(Path::new(dataset), &CsvOptions { source, ..CsvOptions::default() })
        .map_err(TaskError::domain)?;
    Ok(series.iter().map(Raw::of_prices).collect())
}

/// `4 ln 2`: a day's squared logarithmic range by this is its variance (Parkinson, 1980).
const PARKINSON: f64 = 2.772_588_722_239_781;

impl Raw {
    fn of_prices(series: &PriceSeries) -> Self {
        let prices = series.prices();
        let returns: Vec<f64> =
            prices.windows(2).map(|pair| 100.0 * (pair[1] / pair[0]).ln()).collect();
        Self {
            name: series.ticker().to_owned(),
            dates: series.dates().iter().skip(1).map(ToString::to_string).collect(),
            variances: returns.iter().map(|value| value * value).collect(),
            returns,
        }
    }

    fn of_bars(bars: &Bars) -> Result<Self, TaskError> {
        let mut raw = Self::of_prices(&bars.adjusted_closes().map_err(TaskError::domain)?);
        // Within a day, splits and dividends change nothing.
        raw.variances = bars
            .bars()
            .iter()
            .skip(1)
            .map(|bar| (100.0 * (bar.high / bar.low).ln()).powi(2) / PARKINSON)
            .collect();
        Ok(raw)
    }

    /// The last so many days; 0 for all.
    fn last(mut self, days: usize) -> Self {
        let all = self.returns.len();
        if days > 0 && days < all {
            self.dates.drain(..all - days);
            self.returns.drain(..all - days);
            self.variances.drain(..all - days);
        }
        self
    }

    fn divided(self, config: &VolatilityConfig) -> AssetDays {
        let days = self.returns.len();
        let known = days - ((days as f64 * config.test_share) as usize).max(1);
        let train = known - ((known as f64 * config.validation_share) as usize).max(1);
        self.scaled(train, known)
    }

    /// With mean and deviation of the first `train` days.
    pub(super) fn scaled(self, train: usize, known: usize) -> AssetDays {
        let learned = &self.returns[..train];
        let mean = learned.iter().sum::<f64>() / train as f64;
        let squares: f64 = learned.iter().map(|value| (value - mean).powi(2)).sum();
        let scale = (squares / train as f64).sqrt().max(f64::MIN_POSITIVE);
        AssetDays {
            returns: self.returns.iter().map(|value| value - mean).collect(),
            of_all: Vec::new(),
            name: self.name,
            dates: self.dates,
            variances: self.variances,
            mean,
            scale,
            train,
            known,
        }
    }
}

/// The mean size of all returns of each day, of the assets that have one.
pub(super) fn of_all(assets: &mut [AssetDays]) {
    let mut sums: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for asset in assets.iter() {
        for (date, value) in asset.dates.iter().zip(&asset.returns) {
            let (sum, count) = sums.entry(date.clone()).or_default();
            *sum += (value / asset.scale).abs();
            *count += 1.0;
        }
    }
    for asset in assets {
        asset.of_all = asset
            .dates
            .iter()
            .map(|date| sums.get(date).map_or(0.0, |(sum, count)| sum / count))
            .collect();
    }
}
