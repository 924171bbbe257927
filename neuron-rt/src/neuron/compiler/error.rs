//! What can go wrong, and what to do then.

use super::Refusal;
use crate::neuron::neff::NeffError;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Why there is no compiler.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LocateError {
    /// Nothing of that name on the search path.
    #[error(
        "`neuronx-cc` is not on PATH: install the package `neuronx-cc` from AWS Neuron's own pip repository, or set NEURON_CC to the program; it needs no Neuron device, so any x86-64 Linux can compile ahead"
    )]
    NotFound,
    /// `NEURON_CC` names something else.
    #[error(
        "NEURON_CC names `{}`, which is no program that can be run: set it to the path of `neuronx-cc`, or unset it to search PATH",
        path.display()
    )]
    NotAProgram {
        /// What it names.
        path: PathBuf,
    },
    /// The flags cannot be read.
    #[error(transparent)]
    Flags(#[from] FlagError),
    /// The place of the cache cannot be used.
    #[error(transparent)]
    Cache(#[from] CacheError),
}

/// What is wrong with `NEURON_CC_FLAGS`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FlagError {
    /// A quote is open, or a backslash has nothing behind it.
    #[error("NEURON_CC_FLAGS ends behind a `{mark}` that needs its other half")]
    Unfinished {
        /// The quote or backslash.
        mark: char,
    },
    /// A flag that needs a value has none.
    #[error("`{flag}` in NEURON_CC_FLAGS has no value: write `{flag}=VALUE`")]
    NoValue {
        /// The flag.
        flag: String,
    },
    /// A value that is none.
    #[error(
        "`{flag}={value}` in NEURON_CC_FLAGS: `{value}` is no value of it, expected {expected}"
    )]
    Value {
        /// The flag.
        flag: String,
        /// Its value.
        value: String,
        /// What it may be.
        expected: &'static str,
    },
    /// The output's place is the driver's.
    #[error(
        "`--output` in NEURON_CC_FLAGS: the NEFF goes to the compile cache, so remove the flag; `--cache_dir=FOLDER` names another cache"
    )]
    Output,
    /// Modules are XLA's.
    #[error(
        "`--framework={framework}` in NEURON_CC_FLAGS: graphs are compiled as XLA modules, so remove the flag"
    )]
    Framework {
        /// What the user asked for.
        framework: String,
    },
}

/// What is wrong with the cache of compiled graphs.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CacheError {
    /// It would be on another machine.
    #[error(
        "the compile cache is set to `{url}` by {setting}, but only folders of this machine can be used: name a folder, and copy it to and from there with `aws s3 sync` or the like"
    )]
    Remote {
        /// The address.
        url: String,
        /// Where it was set.
        setting: &'static str,
    },
    /// The file system refuses.
    #[error(
        "the compile cache cannot {what} `{}`: {source}; NEURON_COMPILE_CACHE_URL or `--cache_dir=` in NEURON_CC_FLAGS names another folder",
        path.display()
    )]
    File {
        /// What was tried.
        what: &'static str,
        /// With what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl CacheError {
    /// Makes an error of what the system said.
    pub(super) fn at(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::File { what, path, source }
    }
}

/// Why a module could not be compiled.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CompileError {
    /// There is no compiler that could be called.
    #[error(transparent)]
    Locate(#[from] LocateError),
    /// `NEURON_CC_FLAGS` cannot be used.
    #[error(transparent)]
    Flags(#[from] FlagError),
    /// The cache cannot be used.
    #[error(transparent)]
    Cache(#[from] CacheError),
    /// The program does not start.
    #[error("`{}` cannot be started: {source}", program.display())]
    Start {
        /// The program.
        program: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The program does not say which version it is.
    #[error(
        "`{} --version` ended with {status} and said `{said}`, expected `… version N.N.N`: is it neuronx-cc, and does it run by itself?",
        program.display()
    )]
    Version {
        /// The program.
        program: PathBuf,
        /// How it ended.
        status: String,
        /// The last line that it said.
        said: String,
    },
    /// The compiler refused the module or broke down.
    #[error("{0}")]
    Failed(Box<Refusal>),
    /// Somebody ended the compiler: the user, or the system as it ran out of memory.
    #[error(
        "neuronx-cc was ended by signal {signal} while it compiled `{name}`{}; its log is in `{}`",
        if *signal == 9 { " (often for want of memory: compile on a machine with more)" } else { "" },
        log.display()
    )]
    Killed {
        /// The graph.
        name: String,
        /// The signal's number.
        signal: i32,
        /// What it had said until then.
        log: PathBuf,
    },
    /// It took longer than it may.
    #[error(
        "neuronx-cc had not compiled `{name}` after {} s, the limit that was set; its log is in `{}`",
        limit.as_secs_f64(),
        log.display()
    )]
    TimedOut {
        /// The graph.
        name: String,
        /// The limit.
        limit: Duration,
        /// What it had said until then.
        log: PathBuf,
    },
    /// The caller changed its mind: [`Progress::cancelled`](super::Progress::cancelled).
    #[error("the compilation of `{name}` was cancelled after {seconds:.1} s")]
    Cancelled {
        /// The graph.
        name: String,
        /// How long it had been running or waiting.
        seconds: f64,
    },
    /// It reported success, but what it wrote is no NEFF.
    #[error("neuronx-cc reported success for `{name}`, but {source}; its log is in `{}`", log.display())]
    BadNeff {
        /// The graph.
        name: String,
        /// What is wrong with it.
        source: NeffError,
        /// What it said.
        log: PathBuf,
    },
}
