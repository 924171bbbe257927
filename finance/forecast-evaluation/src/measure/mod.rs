//! Measures of forecasts, one a file, each per item and over items.
//!
//! A measure is a ratio of two sums over the steps of an item. Over many items there are two
//! conventions, and they give different figures: [`Pooling::MeanOverSeries`] (the M competitions)
//! averages the items' measures; [`Pooling::Pooled`] divides the sum of all numerators by the sum
//! of all denominators. Where a measure is not defined there is an [`Absence`] with its reason,
//! never a NaN.

mod case;
mod coverage;
mod crps;
mod interval_score;
mod interval_width;
mod mae;
mod mape;
mod mase;
mod naive2;
mod name;
mod owa;
mod pinball;
mod pooling;
mod rmse;
mod rmsse;
mod score;
mod smape;
mod wape;
mod weighted_quantile_loss;

pub use case::Case;
pub use naive2::naive2;
pub use owa::{OverallWeightedAverage, owa};
pub use pooling::{ItemScores, MeasureSummary, Pooling, ScoreTable, evaluate};
pub use score::{Absence, Score};

use score::Ratio;
use serde::Serialize;

/// A measure by name; its level or interval is part of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub enum Measure {
    /// Mean absolute error.
    Mae,
    /// Root of the mean squared error.
    Rmse,
    /// Mean absolute percentage error, in percent.
    Mape,
    /// Symmetric mean absolute percentage error, in percent, 0 to 200.
    Smape,
    /// Weighted absolute percentage error: sum of errors over sum of actuals.
    Wape,
    /// Mean absolute scaled error.
    Mase,
    /// Root mean squared scaled error.
    Rmsse,
    /// Mean pinball loss at a level.
    Pinball(f64),
    /// Weighted quantile loss at a level.
    WeightedQuantileLoss(f64),
    /// Weighted quantile loss averaged over all levels of the forecast.
    MeanWeightedQuantileLoss,
    /// Share of actuals within the central interval of this nominal coverage.
    Coverage(f64),
    /// Mean width of the central interval of this nominal coverage.
    IntervalWidth(f64),
    /// Interval score of the central interval of this nominal coverage.
    IntervalScore(f64),
    /// Continuous ranked probability score by the quantiles that are there.
    Crps,
}

impl Measure {
    /// The name that tables use, as `WAPE` or `wQL[0.9]`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Mae => "MAE".to_owned(),
            Self::Rmse => "RMSE".to_owned(),
            Self::Mape => "MAPE".to_owned(),
            Self::Smape => "sMAPE".to_owned(),
            Self::Wape => "WAPE".to_owned(),
            Self::Mase => "MASE".to_owned(),
            Self::Rmsse => "RMSSE".to_owned(),
            Self::Pinball(level) => format!("pinball[{level}]"),
            Self::WeightedQuantileLoss(level) => format!("wQL[{level}]"),
            Self::MeanWeightedQuantileLoss => "mean wQL".to_owned(),
            Self::Coverage(nominal) => format!("coverage[{nominal}]"),
            Self::IntervalWidth(nominal) => format!("width[{nominal}]"),
            Self::IntervalScore(nominal) => format!("interval score[{nominal}]"),
            Self::Crps => "CRPS".to_owned(),
        }
    }

    /// The measure of one item.
    ///
    /// ```
    /// use neuron_forecast_evaluation::{Forecast, measure::{Case, Measure, Score}};
    /// let forecast = Forecast::point(vec![8.0, 12.0]);
    /// let case = Case::new("a", &[1.0, 3.0, 2.0], &[Some(10.0), Some(10.0)], &forecast);
    /// assert_eq!(Measure::Wape.score(&case), Score::Value(0.2));
    /// ```
    #[must_use]
    pub fn score(&self, case: &Case<'_>) -> Score {
        match self.ratio(case) {
            Ok(ratio) => self.finish(ratio),
            Err(absence) => Score::Absent(absence),
        }
    }

    fn ratio(&self, case: &Case<'_>) -> Result<Ratio, Absence> {
        match *self {
            Self::Mae => mae::ratio(case),
            Self::Rmse => rmse::ratio(case),
            Self::Mape => mape::ratio(case),
            Self::Smape => smape::ratio(case),
            Self::Wape => wape::ratio(case),
            Self::Mase => mase::ratio(case),
            Self::Rmsse => rmsse::ratio(case),
            Self::Pinball(level) => pinball::ratio(case, level),
            Self::WeightedQuantileLoss(level) => weighted_quantile_loss::ratio(case, level),
            Self::MeanWeightedQuantileLoss => weighted_quantile_loss::mean_ratio(case),
            Self::Coverage(nominal) => coverage::ratio(case, nominal),
            Self::IntervalWidth(nominal) => interval_width::ratio(case, nominal),
            Self::IntervalScore(nominal) => interval_score::ratio(case, nominal),
            Self::Crps => crps::ratio(case),
        }
    }

    /// From the two sums to the measure.
    fn finish(&self, ratio: Ratio) -> Score {
        let root = matches!(self, Self::Rmse | Self::Rmsse);
        match ratio.value() {
            Ok(value) if !value.is_finite() => Score::Absent(Absence::Overflow),
            Ok(value) => Score::Value(if root { value.sqrt() } else { value }),
            Err(absence) => Score::Absent(absence),
        }
    }
}
