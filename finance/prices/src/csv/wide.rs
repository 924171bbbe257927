//! A row a day, a column an asset.

use super::asset_rows::{AssetRows, asset};
use super::{CsvOptions, Table, cell};
use crate::{PriceSeries, PricesError};
use std::collections::BTreeSet;

/// The series of a table in wide form.
pub(super) fn read(
    mut table: Table<'_>,
    date: usize,
    options: &CsvOptions,
) -> Result<Vec<PriceSeries>, PricesError> {
    let kind = options.kind.unwrap_or_default();
    let mut assets: Vec<(usize, AssetRows<f64>)> = Vec::new();
    let mut names = BTreeSet::new();
    for (column, name) in table.header().iter().enumerate().filter(|(column, _)| *column != date) {
        let place = table.place().row(1).column(name);
        if !names.insert(name.as_str()) {
            return Err(PricesError::DuplicateTicker { ticker: name.clone() });
        }
        assets.push((column, AssetRows::new(asset(name, &place, kind, options)?)));
    }
    if assets.is_empty() {
        let hint = "there is no column behind the date";
        return Err(PricesError::Empty { place: table.place(), of: String::new(), hint });
    }
    while let Some(row) = table.next()? {
        let day = options.days.read(row.cell(date), || table.at_cell(&row, date))?;
        for (column, rows) in &mut assets {
            let of = (table.header()[*column].as_str(), day);
            let price = cell::price(&table, &row, *column, of, options)?;
            rows.push(|| table.at(&row), row.line, day, price)?;
        }
    }
    let checked = assets.into_iter().map(|(column, rows)| {
        let rows = rows.checked(&table.place().column(&table.header()[column]))?;
        Ok(PriceSeries::of_checked(rows.asset, rows.dates, rows.values).with_gaps(rows.gaps))
    });
    checked.collect()
}
