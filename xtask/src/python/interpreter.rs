//! The Python interpreters of this machine.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The interpreters worth asking, best first: the system's own, whose packages the system keeps in
/// step, then whatever the path finds. Only those that start are listed.
pub(crate) fn on_this_machine() -> Vec<PathBuf> {
    let known = ["/usr/bin/python3", "python3", "python"];
    known.iter().map(PathBuf::from).filter(|python| version(python).is_some()).collect()
}

/// The version of the interpreter, as `3.11.2`; none if it does not start.
pub(crate) fn version(python: &Path) -> Option<String> {
    ask(python, "import platform; print(platform.python_version())")
}

/// The packages with their versions, as `numpy 2.4.6`: those of which the interpreter knows one.
pub(crate) fn versions<'a>(python: &Path, packages: impl Iterator<Item = &'a str>) -> Vec<String> {
    let version = |package: &str| {
        let program = format!("import importlib.metadata as m; print(m.version({package:?}))");
        Some(format!("{package} {}", ask(python, &program)?))
    };
    packages.filter_map(version).collect()
}

/// Those of `modules` that the interpreter cannot import.
pub(crate) fn missing_modules(python: &Path, modules: &[&str]) -> Vec<String> {
    let importable = |module: &str| ask(python, &format!("import {module}; print(1)")).is_some();
    modules.iter().filter(|module| !importable(module)).map(|&module| module.to_owned()).collect()
}

/// The interpreter that `variable` names, if it can import `modules`.
///
/// # Errors
///
/// What it lacks.
pub(crate) fn with_modules(
    python: PathBuf,
    modules: &[&str],
    variable: &str,
) -> Result<PathBuf, String> {
    let missing = missing_modules(&python, modules);
    if missing.is_empty() {
        return Ok(python);
    }
    Err(format!("`{variable}` names `{}`, which lacks {}", python.display(), missing.join(", ")))
}

fn ask(python: &Path, program: &str) -> Option<String> {
    let output = Command::new(python).args(["-c", program]).stdin(Stdio::null()).output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interpreter_that_is_not_there_has_no_version_and_no_modules() {
        let nowhere = Path::new("/nowhere/python3");
        assert_eq!(version(nowhere), None);
        assert!(versions(nowhere, ["numpy"].into_iter()).is_empty());
        assert_eq!(missing_modules(nowhere, &["sys"]), ["sys"]);
        let refused = with_modules(nowhere.to_owned(), &["sys", "json"], "NEURON_PYTHON");
        let expected = "`NEURON_PYTHON` names `/nowhere/python3`, which lacks sys, json";
        assert_eq!(refused.expect_err("it is not there"), expected);
    }
}
