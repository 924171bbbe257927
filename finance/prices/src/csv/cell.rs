//! From a cell to a number.

use super::CsvOptions;
use super::table::{Row, Table};
use crate::{PriceFault, PricesError};
use jiff::civil::Date;

/// The price in a cell; none where it is empty or holds a mark of missing ones.
pub(super) fn price(
    table: &Table<'_>,
    row: &Row,
    column: usize,
    of: (&str, Date),
    options: &CsvOptions,
) -> Result<Option<f64>, PricesError> {
    let Some(price) = number(table, row, column, options)? else { return Ok(None) };
    match PriceFault::of(price) {
        None => Ok(Some(price)),
        Some(fault) => {
            let (ticker, day) = of;
            let place = table.at_cell(row, column);
            Err(PricesError::Price { place, ticker: ticker.to_owned(), day, fault })
        }
    }
}

/// The number in a cell; none where it is empty or holds a mark of missing ones.
pub(super) fn number(
    table: &Table<'_>,
    row: &Row,
    column: usize,
    options: &CsvOptions,
) -> Result<Option<f64>, PricesError> {
    let text = row.cell(column);
    if text.is_empty() || options.missing.iter().any(|mark| mark == text) {
        return Ok(None);
    }
    parsed(text, table.decimal_comma()).map(Some).map_err(|expected| {
        let shown: String = text.chars().take(60).collect();
        let what = format!("`{}` is no number: expected {expected}", shown.escape_debug());
        PricesError::format(table.at_cell(row, column), what)
    })
}

/// A number; the error is what was expected.
fn parsed(text: &str, decimal_comma: bool) -> Result<f64, &'static str> {
    if decimal_comma {
        if text.contains('.') {
            return Err("a decimal comma, as elsewhere in the file, and no points");
        }
        return text.replacen(',', ".", 1).parse().map_err(|_| "one such as 1234,5");
    }
    if text.contains(',') {
        return Err("a decimal point, and nothing between thousands");
    }
    text.parse().map_err(|_| "one such as 1234.5, or an empty cell where there is none")
}

#[cfg(test)]
mod tests {
    use super::parsed;

    #[test]
    fn numbers_have_one_sign_of_decimals() {
        assert_eq!(parsed("1234.5", false), Ok(1234.5));
        assert_eq!(parsed("1234,5", true), Ok(1234.5));
        assert_eq!(parsed("1e-3", false), Ok(0.001));
        for text in ["1,234.5", "1,234", "$5", "", "5 000", "1.2.3", "0x10", "--"] {
            assert!(parsed(text, false).is_err(), "{text}");
        }
        for text in ["1.234,5", "1.5", "1,234,5", "a"] {
            assert!(parsed(text, true).is_err(), "{text}");
        }
    }
}
