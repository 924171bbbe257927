//! A row a day of an asset.

use super::asset_rows::AssetTable;
use super::columns::LongColumns;
use super::{CsvOptions, Table, cell};
use crate::{PriceSeries, PricesError};

/// The series of a table in long form.
pub(super) fn read(
    mut table: Table<'_>,
    columns: &LongColumns,
    options: &CsvOptions,
) -> Result<Vec<PriceSeries>, PricesError> {
    let mut assets = AssetTable::new();
    while let Some(row) = table.next()? {
        let day =
            options.days.read(row.cell(columns.date), || table.at_cell(&row, columns.date))?;
        let ticker = match columns.ticker {
            Some(column) => row.cell(column),
            None => options.ticker.as_deref().unwrap_or_default(),
        };
        let place =
            || columns.ticker.map_or_else(|| table.at(&row), |column| table.at_cell(&row, column));
        let price = cell::price(&table, &row, columns.price, (ticker, day), options)?;
        let rows = assets.of(ticker, place, columns.kind, options)?;
        rows.push(|| table.at(&row), row.line, day, price)?;
    }
    let assets = assets.checked(&table.place())?.into_iter();
    Ok(assets
        .map(|rows| {
            PriceSeries::of_checked(rows.asset, rows.dates, rows.values).with_gaps(rows.gaps)
        })
        .collect())
}
