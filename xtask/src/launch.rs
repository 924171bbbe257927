//! Builds a domain's binary, then becomes it.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, IsTerminal, stderr};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail};

use crate::command::DomainCall;
use crate::failure::ChildFailed;
use crate::json::{self, Json};
use crate::workspace::{DEVICES, Package};
use crate::{domain, quiet, workspace};

/// Builds the domain's binary and replaces this program by it.
///
/// # Errors
///
/// An unknown domain, a build that fails (its exit code is cargo's), a binary that cannot be started.
pub(crate) fn launch(call: &DomainCall) -> Result<ExitCode> {
    let workspace = workspace::load(&workspace::root()?)?;
    let package = domain::find(&workspace, &call.domain)?;
    let binary = build(&workspace.root, package)?;
    become_program(&binary, &program_arguments(call))
}

/// Builds the binary that lists devices and replaces this program by it.
///
/// # Errors
///
/// A workspace without it, a build that fails (its exit code is cargo's), a binary that cannot be
/// started.
pub(crate) fn devices(arguments: &[OsString]) -> Result<ExitCode> {
    let workspace = workspace::load(&workspace::root()?)?;
    let package = workspace.packages.iter().find(|package| package.name == DEVICES);
    let package = package.with_context(|| format!("this workspace has no package `{DEVICES}`"))?;
    let binary = build(&workspace.root, package)?;
    become_program(&binary, arguments)
}

/// What cargo is asked for. Its messages for programs go to standard output, which is read here and
/// never shown: standard output belongs to the trainer.
fn build_arguments(package: &Package) -> Vec<&str> {
    let (name, format) = (package.name.as_str(), "--message-format=json-render-diagnostics");
    vec!["build", "--release", "-p", name, "--bin", name, format]
}

/// What the domain's binary is given: the verb, then everything that stood after the domain.
fn program_arguments(call: &DomainCall) -> Vec<OsString> {
    let verb = OsString::from(call.verb);
    std::iter::once(verb).chain(call.arguments.iter().cloned()).collect()
}

/// Builds the domain's binary in the release profile, and says where it is.
///
/// # Errors
///
/// A build that fails.
pub(crate) fn build(root: &Path, package: &Package) -> Result<PathBuf> {
    let arguments = build_arguments(package);
    let mut cargo = workspace::cargo();
    cargo.args(&arguments).current_dir(root).stdout(Stdio::piped()).stderr(Stdio::piped());
    if stderr().is_terminal() {
        // Cargo sees a pipe and would leave out what it shows a person.
        cargo.env("CARGO_TERM_COLOR", "always").env("CARGO_TERM_PROGRESS_WHEN", "always");
        let width = std::env::var_os("COLUMNS").unwrap_or_else(|| "80".into());
        cargo.env("CARGO_TERM_PROGRESS_WIDTH", width);
    }
    let mut child = cargo.spawn().context("cannot run `cargo build`")?;
    let errors = child.stderr.take().context("no standard error to read")?;
    let shown = std::thread::spawn(move || quiet::forward(errors, stderr()));
    let messages = child.stdout.take().context("no standard output to read")?;
    let mut binary = None;
    for line in BufReader::new(messages).lines() {
        let line = line.context("cannot read what `cargo build` says")?;
        binary = binary.or(executable(&line, &package.name));
    }
    let status = child.wait().context("cannot wait for `cargo build`")?;
    shown.join().ok().context("the reader of `cargo build` ended early")??;
    if !status.success() {
        let command = format!("cargo {}", arguments[..arguments.len() - 1].join(" "));
        return Err(ChildFailed { command, status }.into());
    }
    binary.with_context(|| format!("`cargo build` made no binary `{}`", package.name))
}

/// The path of the binary `name`, if this line of cargo's messages announces it.
fn executable(line: &str, name: &str) -> Option<PathBuf> {
    let value = json::parse(line).ok()?;
    let message = Json(&value);
    let target = message.get("target")?;
    if target.text("name").ok()? != name || !target.texts("kind").iter().any(|kind| kind == "bin") {
        return None;
    }
    message.text("executable").ok().map(PathBuf::from)
}

#[cfg(unix)]
fn become_program(binary: &Path, arguments: &[OsString]) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    let error = Command::new(binary).args(arguments).exec();
    bail!("cannot start `{}`: {error}", binary.display())
}

#[cfg(not(unix))]
fn become_program(binary: &Path, arguments: &[OsString]) -> Result<ExitCode> {
    match Command::new(binary).args(arguments).status() {
        Ok(status) => Ok(crate::failure::of_status(status)),
        Err(error) => bail!("cannot start `{}`: {error}", binary.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vision() -> Package {
        Package {
            name: "neuron-vision".to_owned(),
            folder: "vision".to_owned(),
            targets: Vec::new(),
            dependencies: Vec::new(),
        }
    }

    #[test]
    fn the_release_binary_of_the_domain_is_built() {
        let line = build_arguments(&vision()).join(" ");
        insta::assert_snapshot!(line, @"build --release -p neuron-vision --bin neuron-vision --message-format=json-render-diagnostics");
    }

    #[test]
    fn the_binary_gets_the_verb_and_everything_after_the_domain() {
        let call = DomainCall {
            verb: "predict",
            domain: "vision".to_owned(),
            arguments: vec!["--run".into(), "first".into(), "--".into(), "-.png".into()],
        };
        assert_eq!(program_arguments(&call), ["predict", "--run", "first", "--", "-.png"]);
    }

    #[test]
    fn cargo_says_where_the_binary_is() {
        let line = r#"{"reason":"compiler-artifact","executable":"/target/release/neuron-vision",
            "target":{"name":"neuron-vision","kind":["bin"]}}"#;
        let found = executable(line, "neuron-vision");
        assert_eq!(found, Some(PathBuf::from("/target/release/neuron-vision")));
        assert_eq!(executable(line, "neuron-text"), None);
        let library = line.replace("[\"bin\"]", "[\"lib\"]");
        assert_eq!(executable(&library, "neuron-vision"), None);
        assert_eq!(executable("not json", "neuron-vision"), None);
    }
}
