//! Programs that are run for what they leave behind.

use std::fmt;
use std::process::Command;

use anyhow::{Context, Result};

/// A program that ended with another code than 0.
#[derive(Debug)]
pub(crate) struct Failed {
    line: String,
    /// All that it wrote.
    pub(crate) said: String,
}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The last line is the reason, with Python as with pip.
        let reason = self.said.lines().rfind(|line| !line.trim().is_empty());
        write!(formatter, "`{}` failed: {}", self.line, reason.unwrap_or("no reason given").trim())
    }
}

impl std::error::Error for Failed {}

/// Runs a command to its end, and keeps what it says for the case that it fails.
///
/// # Errors
///
/// A program that does not start, or [`Failed`].
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = format!("{command:?}").replace('"', "");
    let output = command.output().with_context(|| format!("cannot run `{line}`"))?;
    if output.status.success() {
        return Ok(());
    }
    // `venv` writes its advice to standard output.
    let said = [output.stderr, output.stdout].concat();
    Err(Failed { line, said: String::from_utf8_lossy(&said).into_owned() }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_said_last_is_the_reason() {
        let failed = Failed { line: "pip".to_owned(), said: "trying\nERROR: no\n\n".to_owned() };
        assert_eq!(failed.to_string(), "`pip` failed: ERROR: no");
    }

    #[test]
    fn a_program_that_fails_is_told_from_one_that_does_not_start() {
        let failed = run(Command::new("cargo").arg("no-such-command")).expect_err("it fails");
        assert!(failed.is::<Failed>(), "{failed}");
        let missing = run(&mut Command::new("no-such-program")).expect_err("it does not start");
        assert!(!missing.is::<Failed>(), "{missing}");
    }
}
