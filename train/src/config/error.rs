//! Why a configuration cannot be used.

use std::fmt;

use crate::file_system::FileError;

/// An error of a configuration; it names the file and line, or the flag, that is to be changed.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The operating system refused.
    #[error(transparent)]
    File(#[from] FileError),

    /// A file that is no TOML.
    #[error("`{file}`, line {line}, column {column}: {problem}")]
    Syntax {
        /// The file.
        file: String,
        /// From one.
        line: usize,
        /// From one, in characters.
        column: usize,
        /// What the parser expected.
        problem: String,
    },

    /// A setting that the configuration does not have, or of another type.
    #[error("{origin}: {problem}")]
    Setting {
        /// The file with line and key, or the flag as it was given.
        origin: String,
        /// What is wrong, and what would be right.
        problem: String,
    },

    /// A `--set` that is not `key=value`.
    #[error("`--set {argument}`: expected `key=value` or `table.key=value`")]
    Argument {
        /// What was given.
        argument: String,
    },

    /// A value that TOML has no form for.
    #[error("the configuration has no TOML form: {problem}")]
    NoToml {
        /// What is wrong.
        problem: String,
    },

    /// A resumed run whose configuration was changed.
    #[error(
        "the run was started with another configuration and cannot go on with this one: {}; \
         leave these out, or start a run under another `--name`",
        join(.0)
    )]
    Differs(Vec<Conflict>),
}

/// A setting that a resumed run may not change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Dotted key.
    pub key: String,
    /// Value that the run was started with, as TOML; `None` where it was not set.
    pub stored: Option<String>,
    /// Value now asked for, as TOML; `None` where it is not set.
    pub requested: Option<String>,
}

impl fmt::Display for Conflict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "not set".to_owned());
        let (stored, requested) = (text(&self.stored), text(&self.requested));
        write!(formatter, "`{}` was {stored}, is now {requested}", self.key)
    }
}

fn join(conflicts: &[Conflict]) -> String {
    conflicts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
