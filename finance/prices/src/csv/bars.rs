//! Open, high, low, close and volume in long form.

use super::asset_rows::AssetTable;
use super::columns::{self, ADJUSTED};
use super::{CsvOptions, Table, cell, unpacked};
use crate::{Bar, Bars, PricesError};

/// The bars of a table in long form; `name` is what errors call the file. A file without a column of
/// volumes has zeros, one without adjusted closes none; a row with an empty cell is a gap.
///
/// ```
/// use neuron_prices::csv::{CsvOptions, parse_bars};
/// let text = "Date,Open,High,Low,Close,Volume\n2024-01-02,1,3,1,2,500\n";
/// let options = CsvOptions { ticker: Some("ABC".into()), ..CsvOptions::default() };
/// let bars = parse_bars(text.as_bytes(), "abc.csv", &options)?;
/// assert_eq!(bars[0].bars()[0].high, 3.0);
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
///
/// # Errors
/// [`PricesError`] with file, row and column.
pub fn parse_bars(
    bytes: &[u8],
    name: &str,
    options: &CsvOptions,
) -> Result<Vec<Bars>, PricesError> {
    let text = unpacked(bytes, name, &options.limits)?;
    let mut table = Table::new(&text, name, options)?;
    let date = columns::date(&table)?;
    let ticker = columns::ticker(&table);
    if ticker.is_none() && options.ticker.is_none() {
        let what = "there is no column `ticker`: state the ticker of the file";
        return Err(PricesError::format(table.place().row(1), what));
    }
    let [open, high, low, close] =
        ["open", "high", "low", "close"].map(|name| columns::required(&table, name));
    let prices = [open?, high?, low?, close?];
    let volume = columns::find(&table, &["volume"]);
    let adjusted = columns::find(&table, ADJUSTED);
    let mut assets = AssetTable::new();
    while let Some(row) = table.next()? {
        let day = options.days.read(row.cell(date), || table.at_cell(&row, date))?;
        let own = match ticker {
            Some(column) => row.cell(column),
            None => options.ticker.as_deref().unwrap_or_default(),
        };
        let place = || ticker.map_or_else(|| table.at(&row), |column| table.at_cell(&row, column));
        let price = |column| cell::price(&table, &row, column, (own, day), options);
        let [open, high, low, close] = prices.map(price);
        let (open, high, low, close) = (open?, high?, low?, close?);
        let traded = match volume {
            Some(column) => cell::number(&table, &row, column, options)?,
            None => Some(0.0),
        };
        if let (Some(found), Some(column)) =
            (traded.filter(|traded| !(traded.is_finite() && *traded >= 0.0)), volume)
        {
            let (place, ticker) = (table.at_cell(&row, column), own.to_owned());
            return Err(PricesError::Volume { place, ticker, day, found });
        }
        let after = adjusted.map(price).transpose()?.map_or(Some(None), |price| price.map(Some));
        let bar = match (open, high, low, close, traded, after) {
            (Some(open), Some(high), Some(low), Some(close), Some(volume), Some(after)) => {
                Some((Bar { open, high, low, close, volume }, after))
            }
            _ => None,
        };
        let rows = assets.of(own, place, options.kind.unwrap_or_default(), options)?;
        rows.push(|| table.at(&row), row.line, day, bar)?;
    }
    let assets = assets.checked(&table.place())?.into_iter();
    let bars = assets.map(|rows| {
        let (bars, after): (Vec<Bar>, Vec<Option<f64>>) = rows.values.into_iter().unzip();
        let after = adjusted.map(|_| after.into_iter().flatten().collect());
        Ok(Bars::new(rows.asset, rows.dates, bars, after)?.with_gaps(rows.gaps))
    });
    bars.collect()
}
