//! `fetch --source`: prices of tickers over the network, as a file that `--prices` takes.

use crate::cli::args::{FetchArgs, SourceName};
use crate::cli::error::CommandError;
use crate::cli::market;
use neuron_command_line::{file, output};
use neuron_data::fetch::FetchOptions;
use neuron_data::http::Client;
use neuron_prices::csv::{bars_text, prices_text};
use neuron_prices::sources::{
    Fred, FredOptions, Interval, Period, Stooq, StooqOptions, Yahoo, YahooOptions,
};
use neuron_prices::warnings::{WarningOptions, of_bars, of_series};
use neuron_prices::{Bars, PriceSeries, PricesError, Warning};
use serde::Serialize;
use serde_json::json;
use std::path::PathBuf;

/// Longest part of a file's name that tells of tickers, in bytes.
const LONGEST: usize = 80;

/// What came of one ticker.
#[derive(Serialize)]
struct Fetched {
    ticker: String,
    currency: Option<String>,
    zone: Option<String>,
    first: String,
    last: String,
    days: usize,
    gaps: usize,
    /// Dividends and splits that the source names.
    dividends: usize,
    splits: usize,
    warnings: Vec<Warning>,
}

/// Fetches all tickers, or nothing.
pub(super) fn fetch(args: &FetchArgs, source: SourceName) -> Result<(), CommandError> {
    let period: Period = args.period.parse()?;
    let mut tickers: Vec<String> = Vec::new();
    for ticker in &args.tickers {
        if tickers.contains(ticker) {
            let found = format!("`{}` twice", ticker.escape_debug());
            return Err(CommandError::flag("--tickers", found, "each ticker once"));
        }
        tickers.push(ticker.clone());
    }
    let client = Client::new(FetchOptions::from_environment());
    let (text, fetched) = match source {
        SourceName::Yahoo => yahoo(args, &client, &tickers, &period)?,
        SourceName::Stooq => stooq(args, &client, &tickers, &period)?,
        SourceName::Fred => fred(args, &client, &tickers, &period)?,
    };
    let path = place(args, source, &tickers)?;
    file::write(&path, &text)?;
    for one in &fetched {
        for warning in &one.warnings {
            output::notice(&warning.to_string());
        }
    }
    if args.json {
        let line = json!({ "source": source.name(), "period": args.period, "path": path, "assets": fetched });
        return Ok(output::line(&line.to_string())?);
    }
    for one in &fetched {
        let Fetched { ticker, days, first, last, gaps, .. } = one;
        let currency = one.currency.as_deref().unwrap_or("currency unstated");
        output::line(&format!(
            "{ticker}\t{days} days, {first} to {last}, {gaps} gaps\t{currency}"
        ))?;
    }
    Ok(output::line(&path.display().to_string())?)
}

type Found = (String, Vec<Fetched>);

fn yahoo(
    args: &FetchArgs,
    client: &Client,
    tickers: &[String],
    period: &Period,
) -> Result<Found, PricesError> {
    let options = match &args.base_url {
        Some(server) => YahooOptions::of_server(server),
        None => YahooOptions::default(),
    };
    let mut yahoo = Yahoo::new(client, options)?;
    let (mut all, mut fetched) = (Vec::new(), Vec::new());
    for ticker in tickers {
        let chart = yahoo.chart(ticker, period, Interval::Day)?;
        let bars = chart.bars()?;
        let mut one = of(&bars);
        one.dividends = chart.dividends.len();
        one.splits = chart.splits.len();
        one.warnings.extend(chart.warnings);
        fetched.push(one);
        all.push(bars);
    }
    Ok((bars_text(&all), fetched))
}

fn stooq(
    args: &FetchArgs,
    client: &Client,
    tickers: &[String],
    period: &Period,
) -> Result<Found, PricesError> {
    let base_url = args.base_url.clone();
    let options = base_url.map_or_else(StooqOptions::default, |base_url| StooqOptions { base_url });
    let stooq = Stooq::new(client, &options)?;
    let (mut all, mut fetched) = (Vec::new(), Vec::new());
    for ticker in tickers {
        let bars = stooq.bars(ticker, period.days())?;
        let last = bars.dates().last().copied().unwrap_or_default();
        let bars = bars.between(period.first(last), last)?;
        fetched.push(of(&bars));
        all.push(bars);
    }
    Ok((bars_text(&all), fetched))
}

fn fred(
    args: &FetchArgs,
    client: &Client,
    tickers: &[String],
    period: &Period,
) -> Result<Found, PricesError> {
    let mut options = FredOptions::default();
    if let Some(server) = &args.base_url {
        options.graph_url = server.clone();
        options.api_url = server.clone();
    }
    let fred = Fred::new(client, options)?;
    let (mut all, mut fetched) = (Vec::new(), Vec::new());
    for ticker in tickers {
        let series = fred.observations(ticker, period.days())?.prices()?;
        let last = series.dates().last().copied().unwrap_or_default();
        let series = series.between(period.first(last), last)?;
        fetched.push(of_prices(&series));
        all.push(series);
    }
    Ok((prices_text(&all), fetched))
}

fn of(bars: &Bars) -> Fetched {
    let (asset, dates) = (bars.asset(), bars.dates());
    let day = |day: Option<&jiff::civil::Date>| day.map(ToString::to_string).unwrap_or_default();
    Fetched {
        ticker: bars.ticker().to_owned(),
        currency: asset.currency.as_ref().map(|own| own.as_str().to_owned()),
        zone: asset.zone.as_ref().map(|zone| zone.as_str().to_owned()),
        first: day(dates.first()),
        last: day(dates.last()),
        days: dates.len(),
        gaps: bars.gaps().len(),
        dividends: 0,
        splits: 0,
        warnings: of_bars(bars, &WarningOptions::default()),
    }
}

fn of_prices(series: &PriceSeries) -> Fetched {
    let dates = series.dates();
    let day = |day: Option<&jiff::civil::Date>| day.map(ToString::to_string).unwrap_or_default();
    Fetched {
        ticker: series.ticker().to_owned(),
        currency: None,
        zone: None,
        first: day(dates.first()),
        last: day(dates.last()),
        days: dates.len(),
        gaps: series.gaps().len(),
        dividends: 0,
        splits: 0,
        warnings: of_series(series, &WarningOptions::default()),
    }
}

/// Where prices are written: as stated, or into the cache under a name of source, tickers and period.
fn place(
    args: &FetchArgs,
    source: SourceName,
    tickers: &[String],
) -> Result<PathBuf, CommandError> {
    if let Some(path) = &args.output {
        return Ok(path.clone());
    }
    let folder = market::prices_folder(args.data_dir.as_deref())?;
    std::fs::create_dir_all(&folder).map_err(|cause| CommandError::unwritable(&folder, cause))?;
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-.".contains(c) { c } else { '_' };
    let name: String =
        tickers.join("+").chars().map(|c| if c == '+' { c } else { plain(c) }).collect();
    if name.len() > LONGEST {
        let found = format!("{} tickers", tickers.len());
        return Err(CommandError::flag(
            "--output",
            format!("absent with {found}"),
            "a file for so many",
        ));
    }
    Ok(folder.join(format!("{}-{name}-{}.csv", source.name(), args.period)))
}
