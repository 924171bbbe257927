//! Price files: tables of text, plain or compressed by gzip.
//!
//! In *long form* a row is a day of an asset: `date,ticker,price`, or `date,ticker,open,high,low,close,
//! volume,adj_close`; without a column of tickers it is a file of one asset, whose ticker is stated. In
//! *wide form* a row is a day and each column behind the date an asset. Which of them a file is, is seen
//! by its header.
//!
//! An empty cell is a day without a price: a gap of the series, for
//! [`align`](fn@crate::align) to deal with. Everything else that is no price is an error with file, row
//! and column. Rows are lines of the file, the header being the first.
//!
//! ```
//! use neuron_prices::csv::{CsvOptions, parse_prices};
//!
//! let wide = "Date;AAA;BBB\n2024-01-02;10,5;\n2024-01-03;10,6;7,25\n";
//! let series = parse_prices(wide.as_bytes(), "wide.csv", &CsvOptions::default())?;
//! assert_eq!(series[0].prices(), [10.5, 10.6]);
//! assert_eq!(series[1].gaps().len(), 1);
//!
//! let long = "date,ticker,close\n2024-01-02,AAA,0\n";
//! let error = parse_prices(long.as_bytes(), "long.csv", &CsvOptions::default()).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "`long.csv`, row 2, column `close`: the price of `AAA` on 2024-01-02 is zero: expected a \
//!      positive, finite number"
//! );
//! # Ok::<(), neuron_prices::PricesError>(())
//! ```

mod asset_rows;
mod bars;
mod cell;
mod columns;
mod day;
mod long;
mod options;
mod table;
mod text;
mod wide;
mod write;

pub use crate::file::{read_bars, read_prices};
pub use bars::parse_bars;
pub use day::DayFormat;
pub use options::{CsvOptions, Limits};
pub use write::{bars_text, prices_text};

pub(crate) use table::{Row, Table};
pub(crate) use text::{load, unpacked};

use crate::{PriceSeries, PricesError};
use columns::Form;

/// The series of a table, in long or in wide form, in the order in which their tickers come; `name` is what
/// errors call the file. [`read_prices`] opens one.
///
/// # Errors
/// [`PricesError`] with file, row and column.
pub fn parse_prices(
    bytes: &[u8],
    name: &str,
    options: &CsvOptions,
) -> Result<Vec<PriceSeries>, PricesError> {
    let text = unpacked(bytes, name, &options.limits)?;
    let table = Table::new(&text, name, options)?;
    match columns::form(&table, options)? {
        Form::Long(columns) => long::read(table, &columns, options),
        Form::Wide { date } => wide::read(table, date, options),
    }
}
