use thiserror::Error;

/// Why a model could not be fitted, forecast or tested: one line for the person who reads it.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum VolatilityError {
    /// Fewer observations than the method needs.
    #[error("`{series}` has {found} observations, {what} needs at least {needed}")]
    TooShort {
        /// The series.
        series: &'static str,
        /// What needs the observations.
        what: String,
        /// How many there are.
        found: usize,
        /// How many are needed.
        needed: usize,
    },
    /// NaN or infinity.
    #[error(
        "`{series}` is {value} at index {index}, expected a finite number; drop or fill it first"
    )]
    NotFinite {
        /// The series.
        series: &'static str,
        /// Index from 0.
        index: usize,
        /// The value found.
        value: f64,
    },
    /// A value that has to be positive and is not.
    #[error("`{series}` is {value} at index {index}, expected a number above 0")]
    NotPositive {
        /// The series.
        series: &'static str,
        /// Index from 0.
        index: usize,
        /// The value found.
        value: f64,
    },
    /// A series without variation has no volatility to model.
    #[error("`{series}` is constant at {value}: it has no variance to model")]
    Constant {
        /// The series.
        series: &'static str,
        /// Its only value.
        value: f64,
    },
    /// Two series that belong together differ in length.
    #[error("`{left}` has {left_len} values and `{right}` has {right_len}, expected equal lengths")]
    Lengths {
        /// The first series.
        left: &'static str,
        /// Its length.
        left_len: usize,
        /// The second series.
        right: &'static str,
        /// Its length.
        right_len: usize,
    },
    /// An argument outside its range.
    #[error("`{name}` is {value}, expected {expected}")]
    Argument {
        /// The argument.
        name: &'static str,
        /// Its value.
        value: f64,
        /// The range.
        expected: &'static str,
    },
    /// The orders of a model make no model.
    #[error("{model} is not a model: {reason}")]
    Specification {
        /// The model as written.
        model: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// As many parameters were given as the model does not have.
    #[error("{found} values for {model}, expected {expected}: {names}")]
    ParameterCount {
        /// The model.
        model: String,
        /// How many were given.
        found: usize,
        /// How many it has.
        expected: usize,
        /// Their names in order.
        names: String,
    },
    /// A parameter with which the model makes no sense.
    #[error("parameter `{parameter}` is {value}, expected {expected}")]
    Parameter {
        /// The parameter or sum of parameters.
        parameter: String,
        /// Its value.
        value: f64,
        /// The range.
        expected: &'static str,
    },
    /// A starting value outside the parameter's bounds.
    #[error("starting value of `{parameter}` is {value}, expected {lower} to {upper}")]
    StartOutsideBounds {
        /// The parameter.
        parameter: String,
        /// The value given.
        value: f64,
        /// The lower bound.
        lower: f64,
        /// The upper bound.
        upper: f64,
    },
    /// A starting point whose variance does not return to a mean, or can turn negative.
    #[error("starting values break `{constraint}` (persistence {persistence}); lower the sum")]
    StartNotStationary {
        /// The constraint that is broken.
        constraint: String,
        /// The persistence of the start.
        persistence: f64,
    },
    /// The regressors are linearly dependent.
    #[error("the regressors of {what} are linearly dependent; drop a lag or use more observations")]
    Collinear {
        /// The regression.
        what: String,
    },
    /// A forecast for which no closed form exists.
    #[error("{model} has no closed form for horizon {horizon}; use the simulated forecast")]
    NoClosedForm {
        /// The model.
        model: String,
        /// The horizon in steps.
        horizon: usize,
    },
    /// The rolling window leaves no day to test.
    #[error("window {window} leaves no day of {observations} to test; use a shorter window")]
    WindowTooLong {
        /// The window in observations.
        window: usize,
        /// Length of the series.
        observations: usize,
    },
    /// A fit inside a rolling test failed.
    #[error("fit on observations {from} to {to}: {source}")]
    Refit {
        /// First observation of the window.
        from: usize,
        /// One past its last observation.
        to: usize,
        /// What went wrong.
        source: Box<VolatilityError>,
    },
    /// A statistic that these data do not define.
    #[error("{statistic} is not defined: {reason}")]
    Undefined {
        /// The statistic.
        statistic: &'static str,
        /// Why.
        reason: &'static str,
    },
    /// An open, high, low and close that no day can have.
    #[error("bar {index} has high {high} below low {low}, open or close; check the data")]
    ImpossibleBar {
        /// Index from 0.
        index: usize,
        /// The high.
        high: f64,
        /// The low.
        low: f64,
    },
}
