//! From flags to prices.

mod named;

use super::args::MarketArgs;
use super::error::CommandError;
use neuron_command_line::output;
use neuron_data::fetch::{Cache, FetchOptions, Fetcher};
use neuron_prices::csv::CsvOptions;
use neuron_prices::warnings::{WarningOptions, of_panel};
use neuron_prices::{
    AlignOptions, Alignment, Panel, PortfolioFile, PriceSeries, PricesError, Warning, align,
    datasets, read_prices,
};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Notes on prices that are said; all of them are in the JSON.
const MOST_NOTES: usize = 5;

/// Prices, and what is known of their assets.
pub(super) struct Market {
    /// Prices on common days.
    pub(super) panel: Panel,
    /// Groups and weights, where a file states them.
    pub(super) portfolio: Option<PortfolioFile>,
    /// For reports.
    pub(super) provenance: Provenance,
}

/// Where prices are from.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Provenance {
    /// Name of the portfolio, or the file of prices.
    pub(super) name: String,
    /// Who made them available.
    pub(super) source: String,
    /// First day.
    pub(super) first: String,
    /// Last day.
    pub(super) last: String,
    /// Days.
    pub(super) days: usize,
    /// What was done about days without a price.
    pub(super) align: Alignment,
    /// Days that were dropped.
    pub(super) dropped: usize,
    /// Prices carried forward.
    pub(super) filled: usize,
    /// What looks wrong.
    pub(super) warnings: Vec<Warning>,
}

/// Opens prices as the flags say. What looks wrong with them is said on standard error.
pub(super) fn open(args: &MarketArgs) -> Result<Market, CommandError> {
    let policy: Alignment = args.align.parse()?;
    let options =
        AlignOptions { policy, first: args.from, last: args.to, ..AlignOptions::default() };
    let name = args.portfolio.as_deref().unwrap_or(named::DEFAULT).replace('-', "_");
    let by_name = if args.prices.is_none() { named::open(&name, args) } else { None };
    let (mut panel, portfolio, name, source) = match (by_name, &args.prices) {
        (Some(opened), _) => {
            let (panel, portfolio, source) = opened?;
            (panel, portfolio, name, source.to_owned())
        }
        (None, None) => {
            return Err(CommandError::flag(
                "--portfolio",
                format!("`{}` without prices", args.portfolio.as_deref().unwrap_or("")),
                format!("{}, or `--prices FILE` beside it", named::names()),
            ));
        }
        (None, Some(prices)) => {
            let file = match &args.portfolio {
                Some(path) => Some(PortfolioFile::load(Path::new(path))?),
                None => None,
            };
            let source = prices.display().to_string();
            let mut series = series(prices)?;
            if let Some(file) = &file {
                let names = file.names();
                series.retain(|one| names.contains(&one.ticker()));
            }
            if !args.tickers.is_empty() {
                series.retain(|one| args.tickers.iter().any(|own| own == one.ticker()));
            }
            let mut panel = align(&series, &options)?;
            if let Some(file) = &file {
                panel = panel.select(&file.names())?;
            }
            let name = file.as_ref().map_or_else(|| source.clone(), |file| file.name.clone());
            (panel, file, name, source)
        }
    };
    if !args.tickers.is_empty() {
        panel = panel.select(&args.tickers.iter().map(String::as_str).collect::<Vec<_>>())?;
    }
    let warnings = of_panel(&panel, &WarningOptions::default())?;
    for warning in warnings.iter().take(MOST_NOTES) {
        output::notice(&warning.to_string());
    }
    if warnings.len() > MOST_NOTES {
        let more = warnings.len() - MOST_NOTES;
        output::notice(&format!("{more} more notes on these prices are in what `--json` prints"));
    }
    let days = panel.dates();
    let of = |day: Option<&jiff::civil::Date>| day.map(ToString::to_string).unwrap_or_default();
    let provenance = Provenance {
        name,
        source,
        first: of(days.first()),
        last: of(days.last()),
        days: days.len(),
        align: panel.report().policy,
        dropped: panel.report().dropped.len(),
        filled: panel.report().filled.len(),
        warnings,
    };
    Ok(Market { panel, portfolio, provenance })
}

/// The series of a file of prices.
pub(super) fn series(path: &Path) -> Result<Vec<PriceSeries>, PricesError> {
    let source = path.display().to_string();
    read_prices(path, &CsvOptions { source, ..CsvOptions::default() })
}

/// The folder of fetched prices, beside those of datasets.
pub(super) fn prices_folder(data_dir: Option<&Path>) -> Result<PathBuf, PricesError> {
    let cache = cache(data_dir)?;
    Ok(cache.folder(&datasets::manifest(datasets::names()[0])?).with_file_name("prices"))
}

fn cache(data_dir: Option<&Path>) -> Result<Cache, PricesError> {
    match data_dir {
        Some(folder) => Ok(Cache::new(folder)),
        None => Cache::from_environment().map_err(|error| PricesError::Dataset(error.to_string())),
    }
}

/// Who brings datasets here, and finds those that are.
pub(super) fn fetcher(data_dir: Option<&Path>) -> Result<Fetcher, PricesError> {
    let cache = cache(data_dir)?;
    Ok(Fetcher::new(cache, FetchOptions::from_environment()))
}
