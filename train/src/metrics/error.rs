use thiserror::Error;

/// Why a metric has no value.
#[derive(Clone, Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum MetricError {
    /// Two inputs disagree about the number of samples.
    #[error("`{what}` holds {found} values, expected {expected}, one for each label")]
    Length {
        /// The input whose length is wrong.
        what: &'static str,
        /// Its length.
        found: usize,
        /// The length that the labels ask for.
        expected: usize,
    },
    /// A label names a class that the scores do not have.
    #[error("sample {sample}: label {label} is outside the {classes} classes, expected 0 to {}", classes.saturating_sub(1))]
    Label {
        /// The sample's position.
        sample: usize,
        /// Its label.
        label: u32,
        /// How many classes there are.
        classes: usize,
    },
    /// A value is NaN or infinite.
    #[error("sample {sample}: `{what}` is {value}, expected a finite number")]
    NotFinite {
        /// The input.
        what: &'static str,
        /// The sample's position.
        sample: usize,
        /// The value, as text, so that errors compare equal.
        value: String,
    },
    /// A weight is negative, NaN or infinite.
    #[error("sample {sample}: weight {value}, expected a finite number that is not negative")]
    Weight {
        /// The sample's position.
        sample: usize,
        /// The weight, as text.
        value: String,
    },
    /// A row that should hold probabilities does not.
    #[error(
        "sample {sample}: the probabilities {problem}; pass raw scores as `Scores::Logits` instead"
    )]
    NotProbabilities {
        /// The sample's position.
        sample: usize,
        /// What is wrong with the row.
        problem: String,
    },
    /// A parameter is outside its range.
    #[error("`{what}` is {found}, expected {expected}")]
    Parameter {
        /// The parameter.
        what: &'static str,
        /// Its value.
        found: String,
        /// The range.
        expected: &'static str,
    },
    /// The inputs are fine and the metric has no value for them.
    #[error("{metric} is undefined: {reason}")]
    Undefined {
        /// The metric.
        metric: &'static str,
        /// Why it has no value.
        reason: &'static str,
    },
}

impl MetricError {
    pub(crate) const fn undefined(metric: &'static str, reason: &'static str) -> Self {
        Self::Undefined { metric, reason }
    }
}

/// Turns [`MetricError::Undefined`] into `None` and leaves every other error in place.
///
/// ```
/// use neuron_train::metrics::{auroc, defined};
/// // Only one class: no pair of a positive and a negative sample to compare.
/// assert_eq!(defined(auroc(&[0.2, 0.7], &[true, true], None))?, None);
/// assert!(defined(auroc(&[0.2], &[true, true], None)).is_err());
/// # Ok::<(), neuron_train::metrics::MetricError>(())
/// ```
///
/// # Errors
///
/// Every error but [`MetricError::Undefined`].
pub fn defined<T>(value: Result<T, MetricError>) -> Result<Option<T>, MetricError> {
    match value {
        Ok(value) => Ok(Some(value)),
        Err(MetricError::Undefined { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
