//! Why sequences could not be clustered, binned or classified.

use neuron_sequence_features::FeaturesError;

/// Why sequences could not be clustered, binned or classified.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MetagenomicsError {
    /// Features that could not be made.
    #[error(transparent)]
    Features(#[from] FeaturesError),
    /// Two things that belong together have different sizes.
    #[error("{what} has {found} entries, expected {expected}")]
    Size {
        /// What has the wrong size.
        what: &'static str,
        /// How many were expected.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A parameter outside its range.
    #[error("`{name}` is {value}, expected {expected}")]
    Parameter {
        /// Its name.
        name: &'static str,
        /// What was given.
        value: String,
        /// The range.
        expected: String,
    },
    /// A lineage that cannot be used.
    #[error("the lineage of sequence {sequence} is `{lineage}`, expected {expected}")]
    Lineage {
        /// The sequence, from 1.
        sequence: usize,
        /// What stands there.
        lineage: String,
        /// What was expected.
        expected: &'static str,
    },
    /// Data that a method cannot work with.
    #[error("{what} cannot work with these data: {reason}")]
    Unusable {
        /// The method.
        what: &'static str,
        /// Why.
        reason: String,
    },
}

impl MetagenomicsError {
    pub(crate) fn parameter(
        name: &'static str,
        value: impl ToString,
        expected: impl Into<String>,
    ) -> Self {
        Self::Parameter { name, value: value.to_string(), expected: expected.into() }
    }

    pub(crate) fn same_size(what: &'static str, expected: usize, found: usize) -> Result<(), Self> {
        if expected == found { Ok(()) } else { Err(Self::Size { what, expected, found }) }
    }
}
