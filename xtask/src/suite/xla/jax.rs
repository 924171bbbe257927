//! An environment with jax.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::MODULES;
use crate::python::{self, Environment};
use crate::workspace::Workspace;

/// The oldest Python for which the pinned jax exists.
const OLDEST: (u32, u32) = (3, 11);

/// Makes the environment, unless it is there already, and returns its interpreter.
///
/// # Errors
///
/// No Python that is new enough, packages that cannot be installed.
pub(super) fn prepare(workspace: &Workspace) -> Result<PathBuf> {
    let new_enough = |python: &PathBuf| {
        python::version(python).and_then(|version| parts(&version)).is_some_and(|v| v >= OLDEST)
    };
    let with_venv =
        |python: &PathBuf| python::missing_modules(python, &["venv", "ensurepip"]).is_empty();
    let found = python::on_this_machine().into_iter().filter(new_enough).find(with_venv);
    let Some(base) = found else {
        let (major, minor) = OLDEST;
        bail!("no Python here is {major}.{minor} or newer and has `venv`: install `python3-venv`");
    };
    let python = python::prepare(&Environment {
        folder: &workspace.target.join("xla/jax"),
        base: &base,
        requirements: &workspace.root.join("xtask/xla/jax.txt"),
        system_packages: false,
    })?;
    let missing = python::missing_modules(&python, MODULES);
    if !missing.is_empty() {
        bail!("the environment `{}` lacks {}", python.display(), missing.join(", "));
    }
    Ok(python)
}

/// Major and minor version.
fn parts(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.split('.').map(str::parse);
    Some((parts.next()?.ok()?, parts.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        assert_eq!(parts("3.11.2"), Some((3, 11)));
        assert_eq!(parts("3.9.21"), Some((3, 9)));
        assert!(parts("3.9.21") < Some(OLDEST) && parts("3.14.0rc1") > Some(OLDEST));
        assert_eq!(parts("unknown"), None);
    }
}
