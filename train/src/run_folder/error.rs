//! Why a run cannot be created, opened or written to.

use std::path::PathBuf;

use crate::file_system::FileError;

/// An error of a run folder.
#[derive(Debug, thiserror::Error)]
pub enum RunFolderError {
    /// The operating system refused.
    #[error(transparent)]
    File(#[from] FileError),

    /// A name that cannot be a run's.
    #[error(
        "`{name}` cannot be the name of a run: {problem}; use letters, digits, `-`, `_` and `.`, \
         beginning with a letter or digit, at most 100"
    )]
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        problem: &'static str,
    },

    /// The name is taken.
    #[error(
        "the run `{}` exists already; go on with it by `--name {name} --resume`, or choose \
         another `--name`",
        path.display()
    )]
    Exists {
        /// The run's folder.
        path: PathBuf,
        /// Its name.
        name: String,
    },

    /// There is no run of that name.
    #[error("there is no run `{}`{hint}", path.display())]
    NoSuchRun {
        /// Where it would be.
        path: PathBuf,
        /// The nearest name there is, as a question; may be empty.
        hint: String,
    },

    /// The folder is there, but no run began in it.
    #[error("`{}` is no run: it has no `config.toml`", path.display())]
    NotARun {
        /// The folder.
        path: PathBuf,
    },

    /// Another process holds the lock.
    #[error(
        "the run `{}` is in use by {}; wait for it, stop it, or choose another `--name`",
        path.display(),
        process.map_or("another process".to_owned(), |id| format!("process {id}"))
    )]
    InUse {
        /// The run's folder.
        path: PathBuf,
        /// The process that holds it, where that can be read.
        process: Option<u32>,
    },

    /// `manifest.json` cannot be understood.
    #[error("`{}` is not the manifest of a run: {problem}", path.display())]
    Manifest {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },

    /// `metrics.jsonl` cannot be understood or added to.
    #[error("`{}`, line {line}: {problem}", path.display())]
    Metrics {
        /// The file.
        path: PathBuf,
        /// The line, counted from one.
        line: u64,
        /// What is wrong.
        problem: String,
    },

    /// The place where the report is wanted is no good.
    #[error("`--output {}` cannot be written: {problem}", path.display())]
    Output {
        /// The path.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
}
