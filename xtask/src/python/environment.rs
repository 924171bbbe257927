//! A virtual environment with pinned packages, made once and kept until the pins change.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::run;

/// What an environment is made of.
#[derive(Debug)]
pub(crate) struct Environment<'a> {
    /// Where it lives; removed and made anew when anything below changes.
    pub(crate) folder: &'a Path,
    /// The interpreter that makes it.
    pub(crate) base: &'a Path,
    /// The file of pinned packages, in pip's format.
    pub(crate) requirements: &'a Path,
    /// Whether it also sees the packages of `base`.
    pub(crate) system_packages: bool,
}

/// Makes the environment, unless it is there already, and returns its interpreter.
///
/// # Errors
///
/// A list that cannot be read, an interpreter without `venv`, packages that cannot be installed. A
/// half-made environment is made again the next time.
pub(crate) fn prepare(environment: &Environment<'_>) -> Result<PathBuf> {
    let Environment { folder, base, requirements, .. } = *environment;
    let pins = fs::read_to_string(requirements)
        .with_context(|| format!("cannot read `{}`", requirements.display()))?;
    let stamp = stamp(environment, &pins);
    let stamp_file = folder.join("made-from.txt");
    let python = interpreter_in(folder);
    if python.exists() && fs::read_to_string(&stamp_file).is_ok_and(|made| made == stamp) {
        return Ok(python);
    }

    eprintln!("making the Python environment `{}`", folder.display());
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove the old `{}`", folder.display()))?;
    }
    run(Command::new(base).args(environment_arguments(environment)))?;
    run(Command::new(&python).args(install_arguments(requirements)))?;
    fs::write(&stamp_file, stamp)
        .with_context(|| format!("cannot write `{}`", stamp_file.display()))?;
    Ok(python)
}

fn interpreter_in(folder: &Path) -> PathBuf {
    if cfg!(windows) { folder.join("Scripts/python.exe") } else { folder.join("bin/python") }
}

/// What the environment was made from: any change of it calls for a new one.
fn stamp(environment: &Environment<'_>, pins: &str) -> String {
    let version = super::version(environment.base).unwrap_or_default();
    let base = environment.base.display();
    format!("{base} {version} system packages: {}\n{pins}", environment.system_packages)
}

fn environment_arguments(environment: &Environment<'_>) -> Vec<PathBuf> {
    let system = environment.system_packages.then_some("--system-site-packages");
    let fixed = ["-m", "venv"].into_iter().chain(system).map(PathBuf::from);
    fixed.chain([environment.folder.to_owned()]).collect()
}

fn install_arguments(requirements: &Path) -> Vec<PathBuf> {
    let fixed = "-m pip install --quiet --disable-pip-version-check --no-input --retries 2 -r";
    fixed.split(' ').map(PathBuf::from).chain([requirements.to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment<'a>(folder: &'a Path, requirements: &'a Path) -> Environment<'a> {
        let base = Path::new("/nowhere/python3");
        Environment { folder, base, requirements, system_packages: true }
    }

    #[test]
    fn the_environment_sees_system_packages_only_where_asked() {
        let mut environment = environment(Path::new("made"), Path::new("pins.txt"));
        let with = environment_arguments(&environment);
        assert_eq!(with, ["-m", "venv", "--system-site-packages", "made"].map(PathBuf::from));
        environment.system_packages = false;
        let without = environment_arguments(&environment);
        assert_eq!(without, ["-m", "venv", "made"].map(PathBuf::from));
    }

    #[test]
    fn an_environment_is_kept_while_its_pins_are_the_same_and_made_anew_after() {
        let tree = tempfile::tempdir().expect("a folder");
        let (folder, pins) = (tree.path().join("made"), tree.path().join("pins.txt"));
        let python = interpreter_in(&folder);
        fs::create_dir_all(python.parent().expect("a parent")).expect("created");
        fs::write(&python, "").expect("written");
        fs::write(&pins, "numpy==2.4.6\n").expect("written");
        let environment = environment(&folder, &pins);
        let made = stamp(&environment, "numpy==2.4.6\n");
        fs::write(folder.join("made-from.txt"), made).expect("written");
        assert_eq!(prepare(&environment).expect("kept as it is"), python);

        fs::write(&pins, "numpy==2.4.7\n").expect("written");
        let error = prepare(&environment).expect_err("there is no interpreter to make it");
        assert!(format!("{error:#}").contains("cannot run `/nowhere/python3 -m venv"), "{error:#}");
    }

    #[test]
    fn a_missing_list_is_named() {
        let environment = environment(Path::new("made"), Path::new("no-such-pins.txt"));
        let error = prepare(&environment).expect_err("no list");
        assert_eq!(error.to_string(), "cannot read `no-such-pins.txt`");
    }
}
