use super::{Frequency, Series, time::show};
use crate::{EvaluationError, Note};
use jiff::civil::DateTime;
use serde::Serialize;

/// A series beside the target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Covariate {
    /// Its name.
    pub name: String,
    /// Whether its future is known at the origin of a forecast, as a holiday's or a price's.
    pub known_ahead: bool,
}

/// What was noticed about an item.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemNote {
    /// The item.
    pub item: String,
    /// What was noticed.
    #[serde(flatten)]
    pub note: Note,
}

/// Series of one frequency on one grid of times.
///
/// ```
/// use neuron_forecast_evaluation::series::{Frequency, Series, SeriesSet};
/// use jiff::civil::date;
/// let start = date(2024, 1, 5).at(0, 0, 0, 0);
/// let set = SeriesSet::new(Frequency::Weekly, start, vec![Series::new("tea", &[3.0, 4.0])])?;
/// assert_eq!((set.end(), set.time_text(2)), (2, "2024-01-19".to_owned()));
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SeriesSet {
    frequency: Frequency,
    start: DateTime,
    covariates: Vec<Covariate>,
    metadata_columns: Vec<String>,
    series: Vec<Series>,
}

impl SeriesSet {
    /// A panel without covariates and metadata.
    ///
    /// # Errors
    /// If it is empty, two items share a name, or a number is not finite.
    pub fn new(
        frequency: Frequency,
        start: DateTime,
        series: Vec<Series>,
    ) -> Result<Self, EvaluationError> {
        Self::with_columns(frequency, start, Vec::new(), Vec::new(), series)
    }

    /// A panel whose series all have these covariates and metadata, in this order.
    ///
    /// # Errors
    /// As [`new`](Self::new), and if a series has another number of covariates or metadata.
    pub fn with_columns(
        frequency: Frequency,
        start: DateTime,
        covariates: Vec<Covariate>,
        metadata_columns: Vec<String>,
        series: Vec<Series>,
    ) -> Result<Self, EvaluationError> {
        if series.is_empty() {
            return Err(EvaluationError::Shape {
                what: "series of the panel".to_owned(),
                found: 0,
                expected: 1,
            });
        }
        let mut names = std::collections::BTreeSet::new();
        for one in &series {
            one.check()?;
            if !names.insert(one.item.as_str()) {
                return Err(EvaluationError::Option {
                    what: "the item's name",
                    found: format!("`{}` twice", one.item),
                    expected: "each name once".to_owned(),
                });
            }
            let counts = [
                ("covariates", one.covariates.len(), covariates.len()),
                ("metadata values", one.metadata.len(), metadata_columns.len()),
            ];
            for (what, found, expected) in counts {
                if found != expected {
                    let what = format!("{what} of item `{}`", one.item);
                    return Err(EvaluationError::Shape { what, found, expected });
                }
            }
        }
        Ok(Self { frequency, start, covariates, metadata_columns, series })
    }

    /// The distance between two times.
    #[must_use]
    pub fn frequency(&self) -> Frequency {
        self.frequency
    }

    /// The items, in the order given.
    #[must_use]
    pub fn series(&self) -> &[Series] {
        &self.series
    }

    /// The covariates that every item has.
    #[must_use]
    pub fn covariates(&self) -> &[Covariate] {
        &self.covariates
    }

    /// The names of the metadata that every item has.
    #[must_use]
    pub fn metadata_columns(&self) -> &[String] {
        &self.metadata_columns
    }

    /// The index after the last target of any item.
    #[must_use]
    pub fn end(&self) -> usize {
        self.series.iter().map(Series::end).max().unwrap_or(0)
    }

    /// The time at an index of the grid; none beyond the years that can be written.
    #[must_use]
    pub fn time(&self, index: usize) -> Option<DateTime> {
        self.frequency.advance(self.start, i64::try_from(index).ok()?)
    }

    /// The same as text, as messages show it.
    #[must_use]
    pub fn time_text(&self, index: usize) -> String {
        self.time(index).map_or_else(|| format!("step {index}"), show)
    }

    /// Where an item or covariate of this name stands.
    ///
    /// # Errors
    /// If there is none; the names that exist are listed.
    pub fn covariate(&self, name: &str) -> Result<usize, EvaluationError> {
        position("covariate", name, self.covariates.iter().map(|c| c.name.as_str()))
    }

    /// Where the item of this name stands.
    ///
    /// # Errors
    /// If there is none; the names that exist are listed.
    pub fn item(&self, name: &str) -> Result<usize, EvaluationError> {
        position("item", name, self.series.iter().map(|s| s.item.as_str()))
    }

    /// What a forecaster at `origin` may know: targets and past-only covariates before it, and
    /// covariates known ahead up to `until` (excluded).
    #[must_use]
    pub fn before(&self, origin: usize, until: usize) -> Self {
        self.between(0, origin, until)
    }

    /// The same, with what lies before `first` left out.
    #[must_use]
    pub fn between(&self, first: usize, origin: usize, until: usize) -> Self {
        let known: Vec<bool> = self.covariates.iter().map(|c| c.known_ahead).collect();
        let series = self.series.iter().map(|s| s.between(first, origin, until, &known)).collect();
        Self { series, ..self.clone_columns() }
    }

    /// Checks that every covariate known ahead is there for `horizon` steps from `origin` on.
    ///
    /// # Errors
    /// [`EvaluationError::FutureCovariateMissing`] with the first that is missing.
    pub fn require_future(&self, origin: usize, horizon: usize) -> Result<(), EvaluationError> {
        for series in &self.series {
            for (at, covariate) in self.covariates.iter().enumerate() {
                let missing = |&t: &usize| series.covariate_at(at, t).is_none();
                if !covariate.known_ahead {
                    continue;
                }
                if let Some(index) = (origin..origin + horizon).find(missing) {
                    return Err(EvaluationError::FutureCovariateMissing {
                        item: series.item.clone(),
                        covariate: covariate.name.clone(),
                        time: self.time_text(index),
                        horizon,
                    });
                }
            }
        }
        Ok(())
    }

    /// The same panel with other series.
    ///
    /// # Errors
    /// As [`with_columns`](Self::with_columns).
    pub fn with_series(&self, series: Vec<Series>) -> Result<Self, EvaluationError> {
        let columns = self.clone_columns();
        Self::with_columns(
            columns.frequency,
            columns.start,
            columns.covariates,
            columns.metadata_columns,
            series,
        )
    }

    /// What is odd about the items.
    #[must_use]
    pub fn notes(&self) -> Vec<ItemNote> {
        let of = |s: &Series| {
            let item = s.item.clone();
            s.notes().into_iter().map(move |note| ItemNote { item: item.clone(), note })
        };
        self.series.iter().flat_map(of).collect()
    }

    fn clone_columns(&self) -> Self {
        Self {
            frequency: self.frequency,
            start: self.start,
            covariates: self.covariates.clone(),
            metadata_columns: self.metadata_columns.clone(),
            series: Vec::new(),
        }
    }
}

fn position<'a>(
    kind: &'static str,
    name: &str,
    names: impl Iterator<Item = &'a str> + Clone,
) -> Result<usize, EvaluationError> {
    names.clone().position(|known| known == name).ok_or_else(|| EvaluationError::Unknown {
        kind,
        name: name.to_owned(),
        known: names.map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", "),
    })
}
