//! Which column holds what.

use super::{CsvOptions, Table};
use crate::{PriceKind, PricesError};

/// Names of the column of days; the first column may also be without a name.
const DATE: &[&str] = &["date", "day", "datetime", "observationdate", "time", "timestamp"];
/// Names of the column of tickers.
const TICKER: &[&str] = &["ticker", "symbol"];
/// Names of the column of adjusted closes.
pub(super) const ADJUSTED: &[&str] = &["adjclose", "adjustedclose", "adjusted", "closeadjusted"];

/// Names that a price or volume has, and no asset: `LOW` and `OPEN` are traded in New York.
const NO_TICKER: &[&str] = &["close", "price", "value", "volume"];

/// Which form a table has.
pub(super) enum Form {
    Long(LongColumns),
    Wide { date: usize },
}

/// The columns of a table in long form.
pub(super) struct LongColumns {
    pub(super) date: usize,
    /// None in a file of one asset.
    pub(super) ticker: Option<usize>,
    pub(super) price: usize,
    pub(super) kind: PriceKind,
}

/// A column's name in lower case, without what some put between its words.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, ' ' | '_' | '-' | '.'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The column of one of these names.
pub(super) fn find(table: &Table<'_>, names: &[&str]) -> Option<usize> {
    // The names are in the order in which they are preferred.
    names.iter().find_map(|name| table.header().iter().position(|own| plain(own) == *name))
}

/// The column of a name, which has to be there.
pub(super) fn required(table: &Table<'_>, name: &'static str) -> Result<usize, PricesError> {
    find(table, &[name]).ok_or_else(|| {
        let what = format!("there is no column `{name}`; there are {}", shown(table));
        PricesError::format(table.place().row(1), what)
    })
}

/// The column of days.
pub(super) fn date(table: &Table<'_>) -> Result<usize, PricesError> {
    let unnamed = |name: &String| name.is_empty() || plain(name) == "unnamed:0";
    let first = table.header().first().filter(|name| unnamed(name)).map(|_| 0);
    find(table, DATE).or(first).ok_or_else(|| {
        let what = format!("there is no column `date`; there are {}", shown(table));
        PricesError::format(table.place().row(1), what)
    })
}

/// The column of tickers; none in a file of one asset, whose ticker is stated.
pub(super) fn ticker(table: &Table<'_>) -> Option<usize> {
    find(table, TICKER)
}

/// Whether the header is that of a table in long or in wide form, and its columns.
pub(super) fn form(table: &Table<'_>, options: &CsvOptions) -> Result<Form, PricesError> {
    let date = date(table)?;
    let ticker = ticker(table);
    let of_one = find(table, NO_TICKER).or_else(|| find(table, ADJUSTED)).is_some();
    if ticker.is_none() && !of_one && options.ticker.is_none() {
        return Ok(Form::Wide { date });
    }
    if ticker.is_none() && options.ticker.is_none() {
        let what = "it holds one asset and no column `ticker`: state the ticker";
        return Err(PricesError::format(table.place().row(1), what));
    }
    let (price, kind) = price(table, options)?;
    Ok(Form::Long(LongColumns { date, ticker, price, kind }))
}

/// The column of prices in long form, and what its name says of them.
fn price(table: &Table<'_>, options: &CsvOptions) -> Result<(usize, PriceKind), PricesError> {
    let stated = options.kind;
    if let Some(name) = &options.price_column {
        let found = table.header().iter().position(|own| own == name);
        let found = found.or_else(|| find(table, &[plain(name).as_str()]));
        let adjusted = ADJUSTED.contains(&plain(name).as_str());
        let kind = if adjusted { PriceKind::Adjusted } else { PriceKind::Unstated };
        let missing = || {
            let what =
                format!("there is no column `{}`; there are {}", name.escape_debug(), shown(table));
            PricesError::format(table.place().row(1), what)
        };
        return Ok((found.ok_or_else(missing)?, stated.unwrap_or(kind)));
    }
    if let Some(column) = find(table, ADJUSTED) {
        return Ok((column, stated.unwrap_or(PriceKind::Adjusted)));
    }
    match find(table, &["price", "close", "value"]) {
        Some(column) => Ok((column, stated.unwrap_or_default())),
        None => {
            let what = format!(
                "there is no column `adj_close`, `price` or `close`; there are {}",
                shown(table)
            );
            Err(PricesError::format(table.place().row(1), what))
        }
    }
}

/// The header for a person.
fn shown(table: &Table<'_>) -> String {
    let names = table.header().iter().take(20);
    let names: Vec<String> = names.map(|name| format!("`{}`", name.escape_debug())).collect();
    names.join(", ").chars().take(300).collect()
}
