use super::ForecastsConfig;
use neuron_forecast_evaluation::series::{Series, SeriesSet};
use neuron_tasks::{Split, TaskError};

/// A place to forecast from: an item, and the first step that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of the item.
    pub item: usize,
    /// A step of the panel's grid.
    pub origin: usize,
}

/// A panel's steps, divided in time: first those to learn from, then those to choose by, then those to test on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splits {
    /// Steps before this one are learned from.
    pub train: usize,
    /// Origins to choose by, ascending.
    pub validation: Vec<usize>,
    /// Origins to test on, ascending.
    pub test: Vec<usize>,
}

/// Values that have to be seen of an item before one learns from it.
const FEWEST: usize = 4;

/// Where an item's values end: rows without one at its end carry covariates alone.
pub(super) fn end(series: &Series) -> usize {
    let behind = series.target.iter().rev().take_while(|value| value.is_none()).count();
    series.end() - behind
}

/// Where the values of all items end.
pub(super) fn panel_end(set: &SeriesSet) -> usize {
    set.series().iter().map(end).max().unwrap_or(0)
}

impl Splits {
    /// Divides the steps up to the last value of any item.
    ///
    /// # Errors
    /// [`TaskError::DataShape`] where nothing is left to learn from.
    pub fn of(set: &SeriesSet, name: &str, config: &ForecastsConfig) -> Result<Self, TaskError> {
        let (end, horizon) = (panel_end(set), config.horizon);
        let held = horizon * (config.test_windows + config.validation_windows);
        // Something to see, and something to learn.
        let fewest = held + FEWEST + horizon;
        if end < fewest {
            return Err(TaskError::DataShape {
                file: name.to_owned(),
                found: format!("{end} steps"),
                expected: format!(
                    "{fewest} or more: {} windows of {horizon} that are held out, and some to learn from",
                    config.test_windows + config.validation_windows
                ),
            });
        }
        let origins = |end: usize, windows: usize| -> Vec<usize> {
            (1..=windows).rev().map(|back| end - back * horizon).collect()
        };
        let test = origins(end, config.test_windows);
        let validation = origins(test[0], config.validation_windows);
        let train = validation.first().copied().unwrap_or(test[0]);
        Ok(Self { train, validation, test })
    }

    /// The origins of a split's windows; of training's there are too many to name.
    #[must_use]
    pub fn origins(&self, split: Split) -> &[usize] {
        match split {
            Split::Train => &[],
            Split::Validation => &self.validation,
            Split::Test => &self.test,
        }
    }

    /// The places that a split's examples are forecast from, item after item.
    ///
    /// Training learns from every `stride`th origin with something behind it and something before it; what lies beyond
    /// its last step is hidden from it. The others have an example of each item with a value in the window.
    #[must_use]
    pub fn places(&self, set: &SeriesSet, split: Split, config: &ForecastsConfig) -> Vec<Place> {
        let observed = |series: &Series, from: usize, to: usize| {
            (from..to).filter(|&step| series.at(step).is_some()).count()
        };
        let mut places = Vec::new();
        for (item, series) in set.series().iter().enumerate() {
            match split {
                Split::Train => {
                    let fewest = FEWEST.max(config.season.min(config.context / 2));
                    let first = (series.offset + fewest).min(self.train);
                    // Counted from the end, so that the newest is among them.
                    let all = (first..self.train).rev().step_by(config.stride);
                    let kept: Vec<usize> = all
                        .filter(|&origin| {
                            let until = (origin + config.horizon).min(self.train);
                            let seen = origin.saturating_sub(config.context);
                            observed(series, seen, origin) >= FEWEST
                                && observed(series, origin, until) > 0
                        })
                        .collect();
                    places.extend(kept.into_iter().rev().map(|origin| Place { item, origin }));
                }
                _ => {
                    for &origin in self.origins(split) {
                        if observed(series, origin, origin + config.horizon) > 0 {
                            places.push(Place { item, origin });
                        }
                    }
                }
            }
        }
        places
    }

    /// The first step that an example of a split may not learn from or be judged by.
    pub(super) fn hidden_from(&self, split: Split, set: &SeriesSet) -> usize {
        match split {
            Split::Train => self.train,
            Split::Validation => self.test[0],
            Split::Test => panel_end(set),
        }
    }
}
