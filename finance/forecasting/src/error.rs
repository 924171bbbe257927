/// Why a model could not be fitted or a forecast not be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ForecastError {
    /// Fewer observations than the model needs.
    #[error(
        "`{model}` needs at least {needed} observations with a season of {season}, the series has {found}"
    )]
    TooShort {
        /// The model.
        model: String,
        /// Observations needed.
        needed: usize,
        /// Observations given.
        found: usize,
        /// Observations in a season.
        season: usize,
    },
    /// An observation that is NaN or infinite.
    #[error(
        "observation {position} (counted from 0) is {value}; fill or drop it before forecasting"
    )]
    NotFinite {
        /// Index into the series.
        position: usize,
        /// What stands there.
        value: f64,
    },
    /// All observations are the same, so a likelihood has nothing to measure.
    #[error("the series is constant at {value}: `{model}` has nothing to estimate; use `naive`")]
    Constant {
        /// The model.
        model: String,
        /// The one value.
        value: f64,
    },
    /// A multiplicative model on a value that is zero or less.
    #[error(
        "`{model}` is multiplicative and needs values above 0, observation {position} (counted from 0) is {value}; use an additive model"
    )]
    NotPositive {
        /// The model.
        model: String,
        /// Index into the series.
        position: usize,
        /// What stands there.
        value: f64,
    },
    /// A demand below zero.
    #[error(
        "`{model}` forecasts demand, which cannot be negative; observation {position} (counted from 0) is {value}"
    )]
    NegativeDemand {
        /// The model.
        model: String,
        /// Index into the series.
        position: usize,
        /// What stands there.
        value: f64,
    },
    /// A demand series without any demand.
    #[error(
        "the series holds no demand: all {count} observations are 0; `{model}` cannot say when one comes"
    )]
    NoDemand {
        /// The model.
        model: String,
        /// Observations given.
        count: usize,
    },
    /// A horizon of no steps.
    #[error("the horizon is 0 steps; ask for at least 1")]
    NoHorizon,
    /// A quantile level outside (0, 1).
    #[error("quantile level {level} does not lie strictly between 0 and 1")]
    QuantileLevel {
        /// The level asked for.
        level: f64,
    },
    /// A season of no observations.
    #[error("the season is 0 observations; give 1 for a series without a season")]
    NoSeason,
    /// A parameter outside its range.
    #[error("parameter `{parameter}` of `{model}` is {value}, expected {expected}")]
    Parameter {
        /// The model.
        model: String,
        /// The parameter.
        parameter: &'static str,
        /// What was given.
        value: f64,
        /// The range.
        expected: &'static str,
    },
    /// No candidate of an automatic choice could be fitted.
    #[error(
        "`{model}` found no candidate that fits {observations} observations with a season of {season}: {cause}"
    )]
    NoCandidate {
        /// The model.
        model: String,
        /// Observations given.
        observations: usize,
        /// Observations in a season.
        season: usize,
        /// What went wrong with the last candidate.
        cause: String,
    },
    /// The recursion left the finite numbers.
    #[error(
        "`{model}` gave a forecast that is not finite at step {step}; the series may grow too fast for it"
    )]
    Diverged {
        /// The model.
        model: String,
        /// Step ahead, counted from 1.
        step: usize,
    },
    /// A name that is no model's.
    #[error("unknown model `{name}`; known are {known}")]
    UnknownMethod {
        /// What was given.
        name: String,
        /// The names that exist, separated by commas.
        known: String,
    },
}
