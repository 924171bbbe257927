//! `m3`: the series of the M3 competition (S. Makridakis, M. Hibon, *The M3-Competition: results,
//! conclusions and implications*, International Journal of Forecasting 16, 2000).

use crate::{Place, PricesError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How often a series is observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Periodicity {
    /// Once a year.
    Yearly,
    /// Each quarter.
    Quarterly,
    /// Each month.
    Monthly,
    /// Something else, without a season.
    Other,
}

impl Periodicity {
    /// Observations of a season; 1 where there is none.
    #[must_use]
    pub fn season(self) -> usize {
        match self {
            Self::Yearly | Self::Other => 1,
            Self::Quarterly => 4,
            Self::Monthly => 12,
        }
    }
}

/// A series of the competition.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct M3Series {
    /// Its number, such as `N0001`.
    pub id: String,
    /// How often it is observed.
    pub periodicity: Periodicity,
    /// Its kind, such as `MICRO`.
    pub category: String,
    /// What it is of.
    pub description: String,
    /// What forecasters were given.
    pub train: Vec<f64>,
    /// What they had to forecast: as many values as the horizon.
    pub test: Vec<f64>,
}

/// A series as the file has it, each property in a list of one.
#[derive(Deserialize)]
struct Entry {
    n: Vec<usize>,
    h: Vec<usize>,
    period: Vec<String>,
    #[serde(rename = "type")]
    category: Vec<String>,
    description: Vec<String>,
    x: Vec<f64>,
    xx: Vec<f64>,
}

/// The series of the competition, by number, from the bytes of the file `m3_data.json`; `name` is what
/// errors call it. There are 645 yearly, 756 quarterly, 1,428 monthly and 174 other ones.
///
/// # Errors
/// [`PricesError::Format`] with the series.
pub fn m3(bytes: &[u8], name: &str) -> Result<Vec<M3Series>, PricesError> {
    let entries: BTreeMap<String, Entry> = serde_json::from_slice(bytes).map_err(|error| {
        PricesError::format(Place::of(name), format!("it is not the data of M3: {error}"))
    })?;
    if entries.is_empty() {
        return Err(PricesError::format(Place::of(name), "there is no series"));
    }
    entries.into_iter().map(|(id, entry)| entry.series(id, name)).collect()
}

impl Entry {
    fn series(self, id: String, name: &str) -> Result<M3Series, PricesError> {
        let wrong = |what: String| PricesError::format(Place::of(name).column(&id), what);
        let periodicity = match self.period.first().map(String::as_str) {
            Some("YEARLY") => Periodicity::Yearly,
            Some("QUARTERLY") => Periodicity::Quarterly,
            Some("MONTHLY") => Periodicity::Monthly,
            Some("OTHER") => Periodicity::Other,
            other => {
                let found = other.unwrap_or_default().escape_debug().to_string();
                return Err(wrong(format!(
                    "`{found}` is no period: expected YEARLY, QUARTERLY, MONTHLY or OTHER"
                )));
            }
        };
        for (part, values, stated) in [("x", &self.x, &self.n), ("xx", &self.xx, &self.h)] {
            let stated = stated.first().copied().unwrap_or_default();
            if values.len() != stated || values.is_empty() {
                let found = values.len();
                return Err(wrong(format!("`{part}` has {found} values, expected {stated}")));
            }
        }
        let first =
            |list: Vec<String>| list.into_iter().next().unwrap_or_default().trim().to_owned();
        Ok(M3Series {
            periodicity,
            category: first(self.category),
            description: first(self.description),
            train: self.x,
            test: self.xx,
            id,
        })
    }
}
