//! A folder of its own for each test, in which the program is run.

use neuron_testkit::command::{Command, Output};
use serde_json::Value;
use std::path::{Path, PathBuf};

const BINARY: &str = env!("CARGO_BIN_EXE_neuron-genomics");

/// An empty folder.
pub(crate) struct Place(tempfile::TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file there.
    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The program with these arguments, in this folder.
    pub(crate) fn run(&self, line: &str) -> Output {
        let command = Command::new(BINARY).in_folder(self.path()).args(line.split_whitespace());
        command.without_env("NO_COLOR").without_env("CLICOLOR_FORCE").run()
    }

    /// What it says as JSON.
    #[track_caller]
    pub(crate) fn json(&self, line: &str) -> Value {
        let output = self.run(&format!("{line} --json")).with_code(0);
        serde_json::from_str(&output.stdout).unwrap()
    }

    /// The one line that a wrong command line or file is answered with. Standard output stays empty.
    #[track_caller]
    pub(crate) fn refusal(&self, line: &str) -> String {
        let output = self.run(line).with_code(2);
        assert_eq!(output.stdout, "");
        let errors: Vec<&str> =
            output.stderr.lines().filter(|line| line.starts_with("error: ")).collect();
        assert_eq!(errors.len(), 1, "{}", output.stderr);
        assert!(output.stderr.trim_end().ends_with(errors[0]), "{}", output.stderr);
        errors[0].trim_start_matches("error: ").to_owned()
    }
}

/// A number of a JSON object.
#[track_caller]
pub(crate) fn number(json: &Value, path: &str) -> f64 {
    json.pointer(path).and_then(Value::as_f64).unwrap_or_else(|| panic!("no {path} in {json}"))
}
