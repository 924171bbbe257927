//! From flags to prices.

use super::args::MarketArgs;
use super::error::CommandError;
use super::output;
use neuron_data::fetch::{Cache, FetchOptions, Fetcher};
use neuron_prices::csv::{CsvOptions, read_prices};
use neuron_prices::warnings::{WarningOptions, of_panel};
use neuron_prices::{AlignOptions, Alignment, Panel, PortfolioFile, PricesError, align, datasets};
use serde::Serialize;
use std::path::Path;

/// The datasets that are portfolios, as `--portfolio` names them.
const TECH: &str = "tech_portfolio";
const DIVERSIFIED: &str = "diversified_portfolio";

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
}

/// Opens prices as the flags say. What looks wrong with them is said on standard error.
pub(super) fn open(args: &MarketArgs) -> Result<Market, CommandError> {
    let policy: Alignment = args.align.parse()?;
    let options =
        AlignOptions { policy, first: args.from, last: args.to, ..AlignOptions::default() };
    let named = args.portfolio.as_deref().map(|name| name.replace('-', "_"));
    let (mut panel, portfolio, name, source) = match (named.as_deref(), &args.prices) {
        (None | Some(TECH), None) => {
            let panel = between(datasets::tech_portfolio()?, args)?;
            (panel, None, TECH.to_owned(), "Quandl WIKI, public domain, embedded".to_owned())
        }
        (Some(DIVERSIFIED), None) => {
            let fetcher = fetcher(args.data_dir.as_deref())?;
            let path = datasets::cached("diversified-portfolio", &fetcher).map_err(|error| {
                let way = "bring it here with `cargo xtask fetch finance diversified-portfolio`";
                PricesError::Dataset(format!("{error}; {way}"))
            })?;
            let name = path.display().to_string();
            let bytes = std::fs::read(&path)
                .map_err(|source| PricesError::Read { file: name.clone(), source })?;
            let panel = between(datasets::diversified_portfolio(&bytes, &name)?, args)?;
            let groups = datasets::diversified_groups()?;
            (panel, Some(groups), DIVERSIFIED.to_owned(), "skfolio 1.12.2, fetched".to_owned())
        }
        (_, prices) => {
            let Some(prices) = prices else {
                return Err(CommandError::Flag {
                    flag: "--portfolio",
                    found: format!("`{}` without prices", args.portfolio.as_deref().unwrap_or("")),
                    expected: format!("{TECH}, {DIVERSIFIED}, or `--prices FILE` beside it"),
                });
            };
            let file = match &args.portfolio {
                Some(path) => Some(PortfolioFile::load(Path::new(path))?),
                None => None,
            };
            let csv = CsvOptions { source: prices.display().to_string(), ..CsvOptions::default() };
            let mut series = read_prices(prices, &csv)?;
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
            let name = file.as_ref().map_or_else(|| csv.source.clone(), |file| file.name.clone());
            (panel, file, name, csv.source)
        }
    };
    if !args.tickers.is_empty() {
        panel = panel.select(&args.tickers.iter().map(String::as_str).collect::<Vec<_>>())?;
    }
    for warning in of_panel(&panel, &WarningOptions::default())? {
        output::notice(&warning.to_string());
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
    };
    Ok(Market { panel, portfolio, provenance })
}

/// Who brings datasets here, and finds those that are.
pub(super) fn fetcher(data_dir: Option<&Path>) -> Result<Fetcher, PricesError> {
    let cache = match data_dir {
        Some(folder) => Cache::new(folder),
        None => {
            Cache::from_environment().map_err(|error| PricesError::Dataset(error.to_string()))?
        }
    };
    Ok(Fetcher::new(cache, FetchOptions::from_environment()))
}

fn between(panel: Panel, args: &MarketArgs) -> Result<Panel, PricesError> {
    let days = panel.dates();
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else { return Ok(panel) };
    if args.from.is_none() && args.to.is_none() {
        return Ok(panel);
    }
    panel.between(args.from.unwrap_or(first), args.to.unwrap_or(last))
}
