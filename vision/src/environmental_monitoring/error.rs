/// Why a series could not be analysed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MonitoringError {
    /// Fewer values than the analysis needs.
    #[error("{what} needs at least {needed} values that are not missing, found {found}")]
    TooShort {
        /// The analysis.
        what: String,
        /// How many values it needs.
        needed: usize,
        /// How many there are.
        found: usize,
    },
    /// No season has two values.
    #[error(
        "a seasonal slope needs two values of one season (values {period} apart), found {found} values"
    )]
    NoPair {
        /// Values of a year.
        period: usize,
        /// How many values there are.
        found: usize,
    },
    /// A setting outside its range.
    #[error("`{name}` has to be {expected}, found {found}")]
    Setting {
        /// Which setting.
        name: &'static str,
        /// What it has to be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// More values than can be compared in pairs.
    #[error(
        "{what} takes at most {most} values, found {found}; take means of some, such as months"
    )]
    TooLong {
        /// The analysis.
        what: &'static str,
        /// How many values it takes.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// The correction for autocorrelation takes all of the variance.
    #[error(
        "the autocorrelation leaves no variance to test with; look at other `lags`, or take another method"
    )]
    NoVariance,
    /// A value that is infinite: gaps are NaN.
    #[error("value {index} is infinite; a gap is written as NaN or left empty")]
    Infinite {
        /// Its number, from 0.
        index: usize,
    },
    /// A gap where none may be.
    #[error("value {index} is missing; this analysis needs series without gaps, fill them before")]
    Gap {
        /// Its number, from 0.
        index: usize,
    },
    /// Times of a cube or of a series that cannot be.
    #[error("the times cannot be taken: {what}")]
    Times {
        /// What is wrong, and what was expected.
        what: String,
    },
    /// Another number of values than images of that size have.
    #[error("expected {expected}, found {found}")]
    Extent {
        /// The extent.
        expected: String,
        /// What there is.
        found: String,
    },
    /// A file that cannot be read or written.
    #[error("cannot read `{file}`: {cause}")]
    File {
        /// The file.
        file: String,
        /// Why.
        cause: String,
    },
    /// A line of a file.
    #[error("`{file}`, line {line}: {what}")]
    Line {
        /// The file.
        file: String,
        /// Its number, from 1.
        line: u64,
        /// What is wrong, and what was expected.
        what: String,
    },
}

/// Most values of a series: a daily one of 27 years. All pairs are compared.
const MOST: usize = 10_000;

/// Checks that no value is infinite, and that there are not too many.
pub(super) fn check_series(values: &[f64]) -> Result<(), MonitoringError> {
    if values.len() > MOST {
        let (what, found) = ("an analysis of a series", values.len());
        return Err(MonitoringError::TooLong { what, most: MOST, found });
    }
    match values.iter().position(|value| value.is_infinite()) {
        Some(index) => Err(MonitoringError::Infinite { index }),
        None => Ok(()),
    }
}
