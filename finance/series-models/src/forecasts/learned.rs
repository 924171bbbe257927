//! What is learned of a panel beside the network's weights: it travels in the weights' header.

use super::{CategoryTable, CovariateUnits, ForecastsConfig, UsualSizes};
use neuron_forecast_evaluation::series::{Frequency, MetadataValue, SeriesSet};
use neuron_tasks::TaskError;
use serde::{Deserialize, Serialize};

/// All that is learned of the steps to learn from, but for the weights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Learned {
    /// The distance between two times, by name.
    pub frequency: String,
    /// Steps of a season.
    pub season: usize,
    /// Covariates, those known ahead first.
    pub covariates: Vec<CovariateUnits>,
    /// Quantities of items.
    pub quantities: Vec<CovariateUnits>,
    /// The categories; the item's name is the last where it is one.
    pub categories: Vec<CategoryTable>,
    /// How large an item's values usually are, by its categories.
    pub sizes: UsualSizes,
    /// Whether no value was below zero: then no forecast is.
    pub non_negative: bool,
    /// The names of the items.
    pub items: Vec<String>,
}

impl Learned {
    /// From the steps of a panel before `until`.
    ///
    /// # Errors
    /// [`TaskError::DataShape`] where a quantity is none.
    pub fn of(
        set: &SeriesSet,
        name: &str,
        until: usize,
        config: &ForecastsConfig,
    ) -> Result<Self, TaskError> {
        let season = match config.season {
            0 => set.frequency().season(),
            season => season,
        };
        let covariate =
            |(at, covariate): (usize, &neuron_forecast_evaluation::series::Covariate)| {
                let values = set.series().iter().flat_map(|series| {
                    (series.offset..until).filter_map(move |step| series.covariate_at(at, step))
                });
                CovariateUnits::of(&covariate.name, covariate.known_ahead, values)
            };
        let covariates = set.covariates().iter().enumerate().map(covariate).collect();
        let quantities = config
            .columns
            .quantities
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let values = quantity_values(set, name, config, at)?;
                Ok(CovariateUnits::of(column, true, values.into_iter()))
            })
            .collect::<Result<Vec<_>, TaskError>>()?;
        let mut categories: Vec<CategoryTable> = config
            .columns
            .categories
            .iter()
            .enumerate()
            .map(|(at, column)| {
                CategoryTable::of(column, set.series().iter().map(|one| kind(&one.metadata[at])))
            })
            .collect();
        // How large an item is says its kind, and not its name.
        let sizes = UsualSizes::of(set, until, &categories);
        let items: Vec<String> = set.series().iter().map(|one| one.item.clone()).collect();
        if config.embed_items {
            categories.push(CategoryTable::of(&config.columns.item, items.iter().cloned()));
        }
        let non_negative = set.series().iter().all(|series| {
            (series.offset..until).all(|step| series.at(step).is_none_or(|value| value >= 0.0))
        });
        let frequency = set.frequency().to_string();
        Ok(Self {
            frequency,
            season,
            covariates,
            quantities,
            categories,
            sizes,
            non_negative,
            items,
        })
    }

    /// The distance between two times.
    ///
    /// # Errors
    /// Where the name is none.
    pub fn frequency(&self) -> Result<Frequency, TaskError> {
        self.frequency.parse().map_err(TaskError::domain)
    }
}

/// A category as text; a number in the one way of writing it.
pub(super) fn kind(value: &MetadataValue) -> String {
    match value {
        MetadataValue::Number(number) => number.to_string(),
        MetadataValue::Category(text) => {
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
            number.map_or_else(|| text.clone(), |number| number.to_string())
        }
    }
}

/// The values of a quantity, item by item.
pub(super) fn quantity_values(
    set: &SeriesSet,
    name: &str,
    config: &ForecastsConfig,
    quantity: usize,
) -> Result<Vec<f64>, TaskError> {
    let column = config.columns.categories.len() + quantity;
    let value = |series: &neuron_forecast_evaluation::series::Series| match &series.metadata[column]
    {
        MetadataValue::Number(number) => Ok(*number),
        MetadataValue::Category(text) => {
            // In a column with other text, numbers are read as text too.
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
            number.ok_or_else(|| TaskError::DataShape {
                file: name.to_owned(),
                found: format!(
                    "item `{}` has `{}` in column `{}`",
                    series.item,
                    text.escape_debug(),
                    config.columns.quantities[quantity]
                ),
                expected: "a finite number of each item, as `columns.quantities` says".to_owned(),
            })
        }
    };
    set.series().iter().map(value).collect()
}
