//! Why sequences could not be turned into features, or features into classes.

/// Why sequences could not be turned into features, or features into classes.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FeaturesError {
    /// An embedded dataset that is not what it should be.
    #[error("the embedded dataset `{name}` is damaged: {what}")]
    Dataset {
        /// The dataset.
        name: &'static str,
        /// What is wrong with it.
        what: String,
    },
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
    /// A letter that is no IUPAC code of a nucleic acid.
    #[error(
        "letter `{letter}` at position {position} is no IUPAC code of a nucleic acid; remove gaps and marks first"
    )]
    Letter {
        /// The letter.
        letter: char,
        /// Where it stands, from 1.
        position: usize,
    },
    /// A file of a tokeniser that is not what it should be.
    #[error("the tokeniser's file is not usable: {what}")]
    Tokenizer {
        /// What is wrong with it.
        what: String,
    },
    /// A feature that is no number.
    #[error("the feature in row {row}, column {column} is not finite; drop or fill it first")]
    NotFinite {
        /// The row, from 1.
        row: usize,
        /// The column, from 1.
        column: usize,
    },
    /// Data from which nothing can be learnt.
    #[error("{what} cannot be learnt from these data: it needs {needs}")]
    NothingToLearn {
        /// What was to be learnt.
        what: &'static str,
        /// What it needs.
        needs: String,
    },
    /// Vectors that cannot be written.
    #[error("the vectors cannot be written: {0}")]
    Output(#[from] std::io::Error),
    /// Vectors that cannot be written as Parquet.
    #[error("the vectors cannot be written as parquet: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// What an embedding met that is made elsewhere, such as by a network.
    #[error(transparent)]
    Embedding(Box<dyn std::error::Error + Send + Sync>),
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
}

impl FeaturesError {
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
