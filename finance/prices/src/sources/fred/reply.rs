//! The two shapes in which FRED answers.

use super::Observations;
use crate::csv::{CsvOptions, Limits, Table, unpacked};
use crate::sources::body::line;
use crate::{Place, PricesError};
use jiff::civil::Date;
use serde::Deserialize;

/// The observations of a table `observation_date,SERIES` (in older ones, `DATE,SERIES`), in which a
/// missing value is empty or `.`; `name` is what errors call it.
///
/// ```
/// use neuron_prices::sources::fred::parse_graph;
/// let table = "observation_date,DGS10\n2024-01-01,.\n2024-01-02,3.95\n";
/// let rates = parse_graph(table.as_bytes(), "DGS10.csv", "DGS10")?;
/// assert_eq!((rates.values, rates.missing.len()), (vec![3.95], 1));
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
///
/// # Errors
/// [`PricesError`] with the row.
pub fn parse_graph(bytes: &[u8], name: &str, series: &str) -> Result<Observations, PricesError> {
    let text = unpacked(bytes, name, &Limits::default())?;
    let options = CsvOptions { separator: Some(b','), ..CsvOptions::default() };
    let mut table = Table::new(&text, name, &options)?;
    let [date, value] = table.header() else {
        let what = format!("{} columns: expected a date and `{series}`", table.header().len());
        return Err(PricesError::format(table.place().row(1), what));
    };
    let dated = ["observation_date", "date"].iter().any(|name| date.eq_ignore_ascii_case(name));
    if !dated || !value.eq_ignore_ascii_case(series) {
        let what = format!(
            "the columns are `{}` and `{}`: expected `observation_date` and `{series}`",
            line(date),
            line(value)
        );
        return Err(PricesError::format(table.place().row(1), what));
    }
    let mut observations = Observations::new(series, name);
    while let Some(row) = table.next()? {
        let day = day(row.cell(0), &table.at_cell(&row, 0))?;
        observations.push(table.at_cell(&row, 1), day, row.cell(1))?;
    }
    observations.checked()
}

/// What the interface answers.
#[derive(Deserialize)]
struct Answer {
    error_message: Option<String>,
    count: Option<u64>,
    observations: Option<Vec<Observation>>,
}

#[derive(Deserialize)]
struct Observation {
    date: String,
    value: String,
}

/// The observations of a reply of the interface in JSON, in which a missing value is `"."`; `name` is
/// what errors call it.
///
/// # Errors
/// [`PricesError`] with the entry; [`PricesError::UnknownSymbol`] or [`PricesError::Refused`] where
/// the reply is an error.
pub fn parse_observations(
    bytes: &[u8],
    name: &str,
    series: &str,
) -> Result<Observations, PricesError> {
    let answer: Answer = serde_json::from_slice(bytes).map_err(|error| {
        PricesError::format(Place::of(name), format!("the reply is not what FRED answers: {error}"))
    })?;
    if let Some(message) = answer.error_message {
        let (server, symbol, what) = (name.to_owned(), series.to_owned(), line(&message));
        return Err(match message.contains("does not exist") {
            true => PricesError::UnknownSymbol { server, symbol, what },
            false => PricesError::Refused { server, symbol, what },
        });
    }
    let Some(entries) = answer.observations else {
        let what = "the reply has no `observations`";
        return Err(PricesError::format(Place::of(name), what));
    };
    if let Some(count) = answer.count.filter(|count| *count != entries.len() as u64) {
        let what =
            format!("{} observations of {count}: ask for fewer days at a time", entries.len());
        return Err(PricesError::format(Place::of(name), what));
    }
    let mut observations = Observations::new(series, name);
    for (number, entry) in entries.iter().enumerate() {
        let place = Place::of(name).row(number as u64 + 1);
        let day = day(&entry.date, &place.clone().column("date"))?;
        observations.push(place.column("value"), day, entry.value.trim())?;
    }
    observations.checked()
}

fn day(text: &str, place: &Place) -> Result<Date, PricesError> {
    text.parse().map_err(|_| {
        let what = format!("`{}` is no day: expected one such as 2024-01-31", line(text));
        PricesError::format(place.clone(), what)
    })
}
