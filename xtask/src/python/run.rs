//! Programs that are run for what they leave behind.

use std::process::Command;

use anyhow::{Context, Result, bail};

/// Runs a command to its end, and keeps what it says for the case that it fails.
///
/// # Errors
///
/// A program that does not start, or ends with another code than 0: with the last line that it wrote.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = format!("{command:?}").replace('"', "");
    let output = command.output().with_context(|| format!("cannot run `{line}`"))?;
    if output.status.success() {
        return Ok(());
    }
    // Python's last line is the reason; `venv` writes its advice to standard output.
    let said = [output.stderr, output.stdout].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    let reason = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("no reason given");
    bail!("`{line}` failed: {}", reason.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_said_last_is_the_reason() {
        let mut command = Command::new("cargo");
        let error = run(command.arg("no-such-command")).expect_err("no such command").to_string();
        assert!(error.starts_with("`cargo no-such-command` failed: "), "{error}");
    }
}
