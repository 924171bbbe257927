//! `model.failed.log`: that a graph could not be compiled, and what the compiler said.

use super::super::CacheError;
use super::layout::names;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

/// What of a log is read for its head.
const HEAD: u64 = 16 * 1024;

/// An attempt that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Failure {
    /// The graph.
    pub(in super::super) name: String,
    /// What it was compiled for.
    pub(in super::super) target: String,
    /// How it failed, in one line.
    pub(in super::super) why: String,
}

impl Failure {
    /// Puts what failed and all that the compiler said into `log`, which is written in the folder
    /// `work` first.
    pub(in super::super) fn write(
        &self,
        log: &Path,
        work: &Path,
        command: &str,
        said: &[&Path],
    ) -> Result<(), CacheError> {
        let whole = work.join(format!("{}.part", names::FAILED));
        let write = || -> io::Result<()> {
            let mut file = File::create(&whole)?;
            let one_line = |text: &str| text.replace(['\n', '\r'], " ");
            writeln!(file, "why {}", one_line(&self.why))?;
            writeln!(file, "graph {}", one_line(&self.name))?;
            writeln!(file, "target {}", one_line(&self.target))?;
            writeln!(file, "command {}", one_line(command))?;
            for path in said {
                let Ok(mut part) = File::open(path) else { continue };
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                writeln!(file, "\n==> {name} <==")?;
                io::copy(&mut part, &mut file)?;
            }
            fs::rename(&whole, log)
        };
        write().map_err(CacheError::at("write", log))
    }

    /// The head of such a log; `None` where there is none.
    pub(super) fn read(log: &Path) -> Option<Self> {
        let mut head = Vec::new();
        File::open(log).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
        let head = String::from_utf8_lossy(&head);
        let mut lines = head.lines();
        let mut next = |name: &str| {
            let value = lines.next().and_then(|line| line.strip_prefix(name));
            value.map_or_else(|| "unknown".to_owned(), |value| value.trim().to_owned())
        };
        Some(Self { why: next("why"), name: next("graph"), target: next("target") })
    }
}
