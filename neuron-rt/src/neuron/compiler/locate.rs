//! Where the compiler is.

use super::{Environment, LocateError};
use std::path::{Path, PathBuf};

/// The compiler's name, as its package installs it.
const NAME: &str = "neuronx-cc";

/// `NEURON_CC` if it is set, else `neuronx-cc` on the search path.
pub(super) fn find(environment: &Environment) -> Result<PathBuf, LocateError> {
    match &environment.program {
        Some(named) if is_a_path(named) => {
            if is_program(named) {
                Ok(named.clone())
            } else {
                Err(LocateError::NotAProgram { path: named.clone() })
            }
        }
        Some(named) => on_path(named, environment)
            .ok_or_else(|| LocateError::NotAProgram { path: named.clone() }),
        None => on_path(Path::new(NAME), environment).ok_or(LocateError::NotFound),
    }
}

fn is_a_path(named: &Path) -> bool {
    named.components().count() > 1 || named.is_absolute()
}

fn on_path(name: &Path, environment: &Environment) -> Option<PathBuf> {
    let path = environment.search_path.as_ref()?;
    std::env::split_paths(path).map(|folder| folder.join(name)).find(|file| is_program(file))
}

fn is_program(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.is_file() && executable(&metadata))
}

#[cfg(unix)]
fn executable(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn executable(_: &std::fs::Metadata) -> bool {
    true
}
