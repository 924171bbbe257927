/// Why an index could not be read or computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// A file that cannot be read.
    #[error("cannot read `{file}`: {cause}")]
    File {
        /// The file.
        file: String,
        /// Why.
        cause: String,
    },
    /// A line of a file that is not what TOML or an index has.
    #[error("`{file}`, line {line}: {what}")]
    Line {
        /// The file.
        file: String,
        /// Its number, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// An index that cannot be.
    #[error("`{file}`, index `{index}`: {what}")]
    Definition {
        /// The file.
        file: String,
        /// The index.
        index: String,
        /// What is wrong, and what was expected.
        what: String,
    },
    /// A formula that cannot be understood.
    #[error("`{file}`, index `{index}`, column {column} of the formula: {what}")]
    Formula {
        /// The file.
        file: String,
        /// The index.
        index: String,
        /// Where, in characters from 1.
        column: usize,
        /// What is wrong, and what was expected.
        what: String,
    },
    /// An index that there is none of.
    #[error("no index is called `{name}`; `index --list` shows all")]
    Unknown {
        /// What was asked for.
        name: String,
    },
    /// A band that is needed and not given.
    #[error("index `{index}` needs the bands {needed}, found {found}")]
    Bands {
        /// The index.
        index: String,
        /// Those that it needs.
        needed: String,
        /// Those that were given.
        found: String,
    },
    /// A parameter that the formula does not have, or that is no number.
    #[error("index `{index}` has {there}, found `{name}` = {value}")]
    Parameter {
        /// The index.
        index: String,
        /// The parameters that it has.
        there: String,
        /// What was given.
        name: String,
        /// Its value.
        value: String,
    },
    /// Bands of different length.
    #[error("band `{band}` has {found} values, expected {expected} as of the others")]
    Length {
        /// The band.
        band: String,
        /// As many as the first band has.
        expected: usize,
        /// How many it has.
        found: usize,
    },
}
