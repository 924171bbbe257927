//! Programs of the system.

use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use super::known::Tool;

/// What the program says of its version, in one line.
///
/// # Errors
///
/// A program that is not there, or lacks what it needs: with the system package that has it.
pub(super) fn version(tool: &Tool) -> Result<String> {
    let Tool { program, version, package } = tool;
    let asked = Command::new(program).args(*version).stdin(Stdio::null()).output();
    let Ok(output) = asked.as_ref() else {
        bail!("`{program}` is not on the path: install the system package `{package}`");
    };
    if !output.status.success() {
        bail!("`{program}` does not say its version: install the system package `{package}`");
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let line = said.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    Ok(readable(program, line))
}

/// `freebayes` says `version:  v1.3.6`, and others their name first.
fn readable(program: &str, line: &str) -> String {
    match line.strip_prefix("version:") {
        Some(version) => format!("{program} {}", version.trim()),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_names_the_package_that_has_it() {
        let tool = |program, version| Tool { program, version, package: "tools" };
        let missing = version(&tool("no-such-program", &["--version"])).expect_err("not there");
        let expected = "`no-such-program` is not on the path: install the system package `tools`";
        assert_eq!(missing.to_string(), expected);
        let lacking = version(&tool("sh", &["-c", "exit 1"])).expect_err("it fails").to_string();
        assert!(lacking.ends_with("install the system package `tools`"), "{lacking}");
    }

    #[test]
    fn a_version_is_one_line_with_the_name() {
        let tool =
            |script: &'static [&'static str]| Tool { program: "sh", version: script, package: "" };
        let said = version(&tool(&["-c", "echo; echo bcftools 1.16; echo more"])).expect("said");
        assert_eq!(said, "bcftools 1.16");
        assert_eq!(readable("freebayes", "version:  v1.3.6"), "freebayes v1.3.6");
    }
}
