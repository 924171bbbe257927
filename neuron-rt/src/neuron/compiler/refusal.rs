//! What the compiler has against a module.

use super::Diagnostic;
use std::fmt;
use std::path::PathBuf;

/// The compiler refused a module or broke down over it. It displays as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The graph.
    pub name: String,
    /// What it was compiled for.
    pub target: String,
    /// How the compiler ended.
    pub status: String,
    /// The errors with a code among what it said, each once.
    pub diagnostics: Vec<Diagnostic>,
    /// The last lines that it said.
    pub last_lines: Vec<String>,
    /// All that it said.
    pub log: PathBuf,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, target, status, .. } = self;
        write!(f, "neuronx-cc could not compile `{name}` for {target} ({status}): ")?;
        // A code says more than whatever came last.
        let lines: Vec<String> = if self.diagnostics.is_empty() {
            self.last_lines.clone()
        } else {
            self.diagnostics.iter().map(ToString::to_string).collect()
        };
        let said = if lines.is_empty() { "it said nothing".to_owned() } else { lines.join(" | ") };
        write!(f, "{said}; the whole log is in `{}`", self.log.display())
    }
}
