//! Which version of the compiler it is.

use super::CompileError;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// Versions already asked for: the compiler takes seconds to say its own.
static KNOWN: Mutex<BTreeMap<PathBuf, String>> = Mutex::new(BTreeMap::new());

/// The version of the compiler at `program`, from its `--version`; asked once a process.
pub(super) fn of(program: &Path) -> Result<String, CompileError> {
    // A thread that died while it asked left the map as it was.
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(version) = known.get(program) {
        return Ok(version.clone());
    }
    let output = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .map_err(|source| CompileError::Start { program: program.to_owned(), source })?;
    let text =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    match text.iter().find_map(|text| parse(text)) {
        Some(version) if output.status.success() => {
            known.insert(program.to_owned(), version.clone());
            Ok(version)
        }
        _ => Err(CompileError::Version {
            program: program.to_owned(),
            status: output.status.to_string(),
            said: super::log::last_line(&text.concat()).unwrap_or_else(|| "nothing".to_owned()),
        }),
    }
}

/// The first version in what `--version` prints: `NeuronX Compiler version 2.10.0.34+6c8792c6f`,
/// then those of other programs. It becomes part of a folder's name.
fn parse(text: &str) -> Option<String> {
    let word = text.split_once("version ")?.1.split_whitespace().next()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-' | '_');
    let good = word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().all(plain);
    good.then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn the_compilers_own_version_is_the_first() {
        // As printed by neuronx-cc 2.10 (aws-neuron-sdk issue 754).
        let text = "NeuronX Compiler version 2.10.0.34+6c8792c6f\n\nPython version 3.8.10\n\
                    HWM version 2.10.0.5-7b1976adf\nNumPy version 1.21.6\n";
        assert_eq!(parse(text).as_deref(), Some("2.10.0.34+6c8792c6f"));
    }

    #[test]
    fn what_cannot_be_part_of_a_folders_name_is_no_version() {
        for text in ["", "version", "version ", "version ../../etc", "version 2/3", "usage: x"] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }
}
