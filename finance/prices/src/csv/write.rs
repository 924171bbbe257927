//! Price files as this crate reads them.

use crate::{Bars, PriceSeries};
use jiff::civil::Date;
use std::fmt::Write;

/// Bars in long form: `date,ticker,open,high,low,close,volume`, and `adj_close` where all assets have one.
/// A gap is a row with empty cells. Read again, by [`parse_bars`](super::parse_bars), they are the same to
/// the last bit.
///
/// ```
/// use neuron_prices::csv::{CsvOptions, bars_text, parse_bars};
/// let text = "date,ticker,open,high,low,close,volume\n2024-01-02,ABC,1,3,1,2.5,500\n2024-01-03,ABC,,,,,\n";
/// let bars = parse_bars(text.as_bytes(), "abc.csv", &CsvOptions::default())?;
/// assert_eq!(bars_text(&bars), text);
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
#[must_use]
pub fn bars_text(all: &[Bars]) -> String {
    let closes: Option<Vec<PriceSeries>> =
        all.iter().map(|bars| bars.adjusted_closes().ok()).collect();
    let adjusted = closes.is_some();
    let mut out = String::from("date,ticker,open,high,low,close,volume");
    out.push_str(if adjusted { ",adj_close\n" } else { "\n" });
    for (asset, bars) in all.iter().enumerate() {
        let mut rows: Vec<(Date, Option<usize>)> =
            bars.dates().iter().enumerate().map(|(row, day)| (*day, Some(row))).collect();
        rows.extend(bars.gaps().iter().map(|day| (*day, None)));
        rows.sort_unstable();
        for (day, row) in rows {
            let mut cells = vec![day.to_string(), bars.ticker().to_owned()];
            match row {
                Some(row) => {
                    let bar = bars.bars()[row];
                    let all = [bar.open, bar.high, bar.low, bar.close, bar.volume];
                    cells.extend(all.map(|value| value.to_string()));
                    cells.extend(closes.iter().map(|own| own[asset].prices()[row].to_string()));
                }
                None => cells.resize(if adjusted { 8 } else { 7 }, String::new()),
            }
            out.push_str(&cells.join(","));
            out.push('\n');
        }
    }
    out
}

/// Series in long form: `date,ticker,price`. A gap is a row with an empty cell.
#[must_use]
pub fn prices_text(all: &[PriceSeries]) -> String {
    let mut out = String::from("date,ticker,price\n");
    for series in all {
        let prices = series.dates().iter().zip(series.prices());
        let mut rows: Vec<(Date, String)> =
            prices.map(|(day, price)| (*day, price.to_string())).collect();
        rows.extend(series.gaps().iter().map(|day| (*day, String::new())));
        rows.sort_unstable();
        for (day, price) in rows {
            writeln!(out, "{day},{},{price}", series.ticker()).expect("a text grows without fail");
        }
    }
    out
}
