use super::DayFormat;
use crate::{Currency, PriceKind, Zone};

/// How much of a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes, of compressed files those they unpack to.
    pub bytes: u64,
    /// Most rows below the header.
    pub rows: u64,
    /// Most columns.
    pub columns: usize,
}

impl Default for Limits {
    /// 512 MiB, ten million rows, twenty thousand columns.
    fn default() -> Self {
        Self { bytes: 512 << 20, rows: 10_000_000, columns: 20_000 }
    }
}

/// What a file does not say about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CsvOptions {
    /// What stands between cells; by default the one of `;`, tab and `,` that the header has most.
    pub separator: Option<u8>,
    /// Whether numbers have a decimal comma; by default where a file whose separator is no comma has a
    /// comma between two digits.
    pub decimal_comma: Option<bool>,
    /// How days are written.
    pub days: DayFormat,
    /// Cells that stand for a missing price, besides empty ones.
    pub missing: Vec<String>,
    /// The ticker of a file that has no column of tickers.
    pub ticker: Option<String>,
    /// The column of the price in long form; by default the adjusted close, else `price`, else the close.
    pub price_column: Option<String>,
    /// What the prices are corrected for; by default what the column's name says.
    pub kind: Option<PriceKind>,
    /// The currency of all prices.
    pub currency: Option<Currency>,
    /// The time zone of all days.
    pub zone: Option<Zone>,
    /// Who made the file available.
    pub source: String,
    /// Its licence.
    pub licence: Option<String>,
    /// How much is read.
    pub limits: Limits,
}
