//! Running the program in a folder of its own.

use std::fs;
use std::process::Command;

use tempfile::TempDir;

/// A folder with a module, and what the program left there.
pub(crate) struct Run {
    pub(crate) folder: TempDir,
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// Runs the program with these words, in a folder with `module.pb`.
    pub(crate) fn new(module: &[u8], words: &str, environment: &[(&str, &str)]) -> Run {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("module.pb"), module).unwrap();
        Run::again(folder, words, environment)
    }

    /// Runs the program in a folder that is there.
    pub(crate) fn again(folder: TempDir, words: &str, environment: &[(&str, &str)]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_neuronx-cc"))
            .args(words.split_whitespace())
            .envs(environment.iter().copied())
            .current_dir(folder.path())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let (out, err) = (text(output.stdout), text(output.stderr));
        Run { folder, code: output.status.code(), out, err }
    }

    /// A file that it left.
    pub(crate) fn file(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.folder.path().join(name)).ok()
    }
}
