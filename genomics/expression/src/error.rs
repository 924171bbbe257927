//! Why counts, samples or a design cannot be analysed.

use std::path::PathBuf;

/// Why counts, samples or a design cannot be analysed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExpressionError {
    /// A file that cannot be read.
    #[error("cannot read `{}`: {cause}", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// Something in a file that is not as its format has it.
    #[error("`{file}`, line {line}: {what}")]
    Line {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// What is wrong, what was expected.
        what: String,
    },
    /// A file that is wrong as a whole.
    #[error("`{file}`: {what}")]
    File {
        /// The file.
        file: String,
        /// What is wrong, what was expected.
        what: String,
    },
    /// A cell of a table of counts that is no count.
    #[error(transparent)]
    Count(#[from] Box<CountFault>),
    /// Two of one name.
    #[error("{kind} `{name}` occurs twice, as number {first} and {second}; names have to differ")]
    Duplicate {
        /// `gene` or `sample`.
        kind: &'static str,
        /// The name.
        name: String,
        /// The place of the first, from 1.
        first: usize,
        /// The place of the second, from 1.
        second: usize,
    },
    /// Samples of counts and of the table of samples that are not the same.
    #[error("{count} samples of the {of} are not in the {other}: {names}; {advice}")]
    SampleNames {
        /// How many.
        count: usize,
        /// Where they are.
        of: &'static str,
        /// Where they are not.
        other: &'static str,
        /// The first of them.
        names: String,
        /// What to do.
        advice: &'static str,
    },
    /// A sample without any count.
    #[error("sample `{sample}` has no counts at all; leave it out")]
    EmptySample {
        /// The sample.
        sample: String,
    },
    /// Too little to estimate anything from.
    #[error("{0}")]
    TooFew(String),
    /// A formula that cannot be read.
    #[error("formula `{formula}`, at character {at}: {what}")]
    Formula {
        /// The formula.
        formula: String,
        /// The character, from 1.
        at: usize,
        /// What is wrong there.
        what: String,
    },
    /// A variable that the table of samples lacks, or that is of the wrong kind.
    #[error("variable `{variable}`: {what}")]
    Variable {
        /// The variable.
        variable: String,
        /// What is wrong.
        what: String,
    },
    /// A design whose coefficients the samples cannot tell apart.
    #[error(
        "the design is not of full rank: {columns}; leave a variable or an interaction out of the formula"
    )]
    RankDeficient {
        /// The columns, each with those that it is a combination of.
        columns: String,
    },
    /// A design without replicates.
    #[error(
        "{samples} samples and {coefficients} coefficients leave no replicates to estimate the dispersion from; \
         add samples, or leave variables out of the formula"
    )]
    NoReplicates {
        /// How many samples.
        samples: usize,
        /// How many coefficients.
        coefficients: usize,
    },
    /// Counts or a design that no model can be fitted to.
    #[error("{0}")]
    Model(String),
    /// A contrast that the model does not have.
    #[error("contrast `{contrast}`: {what}")]
    Contrast {
        /// The contrast as it was asked for.
        contrast: String,
        /// What is wrong, and what there is.
        what: String,
    },
    /// A setting out of its range.
    #[error("`{setting}` is {found}, expected {expected}")]
    Setting {
        /// The setting.
        setting: &'static str,
        /// What it is.
        found: String,
        /// What it may be.
        expected: &'static str,
    },
}

/// A cell of a table of counts that is no count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{file}`, line {line}, column {column}: gene `{gene}` in sample `{sample}` is `{found}`, {expected}"
)]
pub struct CountFault {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// The column, from 1.
    pub column: usize,
    /// The gene.
    pub gene: String,
    /// The sample.
    pub sample: String,
    /// What stands there.
    pub found: String,
    /// What was expected, and what to do.
    pub expected: &'static str,
}
