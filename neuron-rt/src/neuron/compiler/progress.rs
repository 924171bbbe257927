//! What a caller is told while it waits.

use super::LogLevel;
use std::fmt;
use std::path::Path;
use std::time::Duration;

/// Something that a user who waits wants to know. It displays as one line.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Event<'a> {
    /// The user's flags overrule a choice of the program.
    Note(&'a str),
    /// Another process compiles the same graph; its result will be used.
    Waiting {
        /// The graph.
        name: &'a str,
        /// How long already.
        elapsed: Duration,
        /// The other process, where it is known.
        holder: Option<u32>,
    },
    /// The graph was compiled before.
    Found {
        /// The graph.
        name: &'a str,
        /// The NEFF.
        path: &'a Path,
        /// Whether another process made it while this one waited.
        waited: bool,
    },
    /// A result in the cache is not what was put there; the graph is compiled again.
    Damaged {
        /// The NEFF.
        path: &'a Path,
        /// What is wrong with it.
        why: &'a str,
    },
    /// The same graph could not be compiled before; it is tried again.
    FailedBefore {
        /// The graph.
        name: &'a str,
        /// How it failed then.
        why: &'a str,
        /// What the compiler said then.
        log: &'a Path,
    },
    /// The compiler starts.
    Started {
        /// The graph.
        name: &'a str,
        /// Its size in bytes.
        module_bytes: usize,
        /// The compiler's version.
        version: &'a str,
        /// What it is called with.
        command: &'a str,
    },
    /// The compiler is at work; told every second.
    Running {
        /// The graph.
        name: &'a str,
        /// How long already.
        elapsed: Duration,
        /// The last line that it said.
        last_line: Option<&'a str>,
    },
    /// The graph is compiled.
    Finished {
        /// The graph.
        name: &'a str,
        /// How long it took.
        seconds: f64,
        /// The NEFF's size in bytes.
        neff_bytes: usize,
    },
}

impl Event<'_> {
    /// How grave it is.
    #[must_use]
    pub fn level(&self) -> LogLevel {
        match self {
            Self::Note(_) | Self::Damaged { .. } | Self::FailedBefore { .. } => LogLevel::Warning,
            _ => LogLevel::Info,
        }
    }
}

impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Note(note) => f.write_str(note),
            Self::Waiting { name, elapsed, holder } => {
                let seconds = elapsed.as_secs();
                match holder {
                    Some(process) => write!(
                        f,
                        "waiting for process {process}, which compiles `{name}` ({seconds} s)"
                    ),
                    None => write!(
                        f,
                        "waiting for another process, which compiles `{name}` ({seconds} s)"
                    ),
                }
            }
            Self::Found { name, path, waited: false } => {
                write!(f, "`{name}` was compiled before: `{}`", path.display())
            }
            Self::Found { name, path, waited: true } => {
                write!(f, "`{name}` was compiled by another process: `{}`", path.display())
            }
            Self::Damaged { path, why } => {
                write!(f, "`{}` is damaged ({why}): compiling again", path.display())
            }
            Self::FailedBefore { name, why, log } => {
                let log = log.display();
                write!(f, "`{name}` failed to compile before ({why}, see `{log}`): trying again")
            }
            Self::Started { name, module_bytes, version, .. } => {
                write!(f, "compiling `{name}` ({module_bytes} bytes) with neuronx-cc {version}")
            }
            Self::Running { name, elapsed, last_line } => {
                write!(f, "compiling `{name}`: {} s", elapsed.as_secs())?;
                last_line.map_or(Ok(()), |line| write!(f, ", {line}"))
            }
            Self::Finished { name, seconds, neff_bytes } => {
                write!(f, "compiled `{name}` in {seconds:.1} s ({neff_bytes} bytes)")
            }
        }
    }
}

/// Who is told. Any `Fn(Event)` can be; [`Silent`] throws everything away.
pub trait Progress {
    /// Something happened.
    fn event(&self, event: Event<'_>);

    /// Whether the caller wants no result any more. Asked several times a second; once it says
    /// yes, the compiler and the programs that it started are ended.
    fn cancelled(&self) -> bool {
        false
    }
}

impl<F: Fn(Event<'_>)> Progress for F {
    fn event(&self, event: Event<'_>) {
        self(event);
    }
}

/// Tells nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn event(&self, _: Event<'_>) {}
}

/// Passes on what the user's level lets through.
pub(super) struct Levelled<'a> {
    pub(super) inner: &'a dyn Progress,
    pub(super) least: LogLevel,
}

impl Progress for Levelled<'_> {
    fn event(&self, event: Event<'_>) {
        if event.level() >= self.least {
            self.inner.event(event);
        }
    }

    fn cancelled(&self) -> bool {
        self.inner.cancelled()
    }
}
