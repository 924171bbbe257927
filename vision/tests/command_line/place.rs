//! A folder of its own for each test, in which the program is run.

use neuron_testkit::command::{Command, Output};
use std::path::{Path, PathBuf};

pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_neuron-vision");

/// A training of less than a second.
pub(crate) const SMALL: &str = "train --dataset statlog-landsat --dataset-size 300 --epochs 2 \
    --batch-size 32 --set model.dim=16 --set model.depth=1 --set model.mlp=32 \
    --set members=1 --set test_time_views=false --device cpu";

/// What must not come from outside.
const NEURON: [&str; 7] = [
    "NEURON_CC",
    "NEURON_CC_FLAGS",
    "NEURON_COMPILE_CACHE_URL",
    "NEURON_LOGICAL_NC_CONFIG",
    "NEURON_PLATFORM_TARGET_OVERRIDE",
    "NEURON_RT_LIBRARY",
    "NEURON_RT_VISIBLE_CORES",
];

/// An empty folder.
pub(crate) struct Place(tempfile::TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// One with the run `first` in it.
    pub(crate) fn with_run() -> Self {
        let place = Self::new();
        let _trained = place.run(&format!("{SMALL} --name first --quiet")).with_code(0);
        place
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// A file or folder of the run `first`.
    pub(crate) fn of_run(&self, name: &str) -> PathBuf {
        self.path().join("runs/vision/first").join(name)
    }

    /// The program with these arguments, in this folder.
    pub(crate) fn run(&self, line: &str) -> Output {
        self.command(BINARY).args(line.split_whitespace()).run()
    }

    /// The same with further variables in its environment.
    pub(crate) fn run_with(&self, line: &str, variables: &[(&str, String)]) -> Output {
        let mut command = self.command(BINARY).args(line.split_whitespace());
        for (name, value) in variables {
            command = command.env(name, value);
        }
        command.run()
    }

    /// A shell's script, in which `$0` is the program.
    pub(crate) fn shell(&self, script: &str) -> Output {
        self.command("sh").args(["-c", script, BINARY]).run()
    }

    fn command(&self, program: &str) -> Command {
        let command = Command::new(program).in_folder(self.path());
        let command = NEURON.iter().fold(command, |command, name| command.without_env(name));
        command.without_env("NO_COLOR").without_env("CLICOLOR_FORCE").env("TERM", "xterm-256color")
    }

    /// The one line that a wrong command line or file is answered with. Standard output stays empty.
    #[track_caller]
    pub(crate) fn refusal(&self, line: &str) -> String {
        let output = self.run(line).with_code(2);
        assert_eq!(output.stdout, "");
        error(&output)
    }
}

/// The error: the last line of standard error, and the only one that is one.
#[track_caller]
pub(crate) fn error(output: &Output) -> String {
    let errors = output.stderr.lines().filter(|line| line.starts_with("error: ")).count();
    let last = output.stderr.lines().last().unwrap_or_default();
    assert!(errors == 1 && last.starts_with("error: "), "{}", output.stderr);
    last.to_owned()
}
