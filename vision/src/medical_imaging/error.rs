use super::metrics::segmentation::MaskError;
use neuron_train::metrics::MetricError;
use std::path::Path;

/// Why a scan could not be read or measured.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImagingError {
    /// A file that cannot be read.
    #[error("cannot read `{file}`: {cause}")]
    File {
        /// The file.
        file: String,
        /// Why.
        cause: String,
    },
    /// A field that states what cannot be.
    #[error("`{file}`: {field} is {found}, expected {expected}")]
    Field {
        /// The file.
        file: String,
        /// The field's name in the format's specification.
        field: String,
        /// What it states.
        found: String,
        /// What it may state.
        expected: String,
    },
    /// A file of a kind that is not read.
    #[error("`{file}` is {what}, which is not read; {way_out}")]
    Unsupported {
        /// The file.
        file: String,
        /// What it is.
        what: String,
        /// What to do.
        way_out: &'static str,
    },
    /// A file that ends too early.
    #[error("`{file}` ends within {part}: expected {expected} bytes, found {found}")]
    Short {
        /// The file.
        file: String,
        /// What is cut.
        part: String,
        /// How many bytes it needs.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// More than is read at once.
    #[error("`{file}`: {what} would take {found} bytes, expected at most {most}")]
    Large {
        /// The file.
        file: String,
        /// What.
        what: String,
        /// Its size.
        found: u64,
        /// The limit.
        most: u64,
    },
    /// A setting outside its range.
    #[error("`{name}` has to be {expected}, found {found}")]
    Setting {
        /// Which setting.
        name: &'static str,
        /// What it has to be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// Masks that cannot be compared.
    #[error(transparent)]
    Mask(#[from] MaskError),
    /// A measure without a value.
    #[error(transparent)]
    Metric(#[from] MetricError),
}

impl ImagingError {
    pub(super) fn file(file: &Path, cause: impl ToString) -> Self {
        Self::File { file: shown(file), cause: cause.to_string() }
    }

    pub(super) fn field(
        file: &Path,
        field: impl Into<String>,
        found: impl ToString,
        expected: impl Into<String>,
    ) -> Self {
        let (field, expected) = (field.into(), expected.into());
        Self::Field { file: shown(file), field, found: found.to_string(), expected }
    }

    pub(super) fn unsupported(file: &Path, what: impl Into<String>, way_out: &'static str) -> Self {
        Self::Unsupported { file: shown(file), what: what.into(), way_out }
    }
}

fn shown(file: &Path) -> String {
    file.display().to_string()
}
