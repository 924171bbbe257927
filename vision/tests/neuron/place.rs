//! A folder of its own for each test, with a stand-in for libnrt and neuronx-cc.

use neuron_testkit::command::{Command, Output};
use nrt_sim::products::Products;
use serde_json::Value;
use std::path::{Path, PathBuf};

const BINARY: &str = env!("CARGO_BIN_EXE_neuron-vision");

/// A training of a few seconds.
pub(crate) const SMALL: &str = "train --dataset statlog-landsat --dataset-size 600 --epochs 2 \
    --batch-size 32 --set model.dim=16 --set model.depth=1 --set model.mlp=32 \
    --set members=1 --set test_time_views=false --set validation_share=0.1 --json --quiet";

pub(crate) struct Place {
    folder: tempfile::TempDir,
    library: PathBuf,
    compiler: PathBuf,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let products = Products::build().unwrap();
        let library = products.install(folder.path()).unwrap();
        Self { folder, library, compiler: products.compiler.clone() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The program with these arguments and settings of the simulation.
    pub(crate) fn run(&self, line: &str, settings: &[(&str, &str)]) -> Output {
        let mut command = self.command();
        for (name, value) in settings {
            command = command.env(name, value);
        }
        command.args(line.split_whitespace()).run()
    }

    /// One of several processes that train together, each on a machine of its own. Its number is noted
    /// in [`process`](Self::process).
    pub(crate) fn run_as(
        &self,
        [rank, world]: [usize; 2],
        line: &str,
        settings: &[(&str, &str)],
    ) -> Output {
        let report = self.path().join(format!("sim-{rank}.json"));
        let mut command = self
            .command()
            .env("NEURON_SIM_REPORT", report)
            .env("RANK", rank.to_string())
            .env("WORLD_SIZE", world.to_string())
            .env("PID_FILE", self.process(rank));
        for (name, value) in settings {
            command = command.env(name, value);
        }
        command.args(line.split_whitespace()).run()
    }

    /// A file with the operating system's number of the process that has this rank.
    pub(crate) fn process(&self, rank: usize) -> PathBuf {
        self.path().join(format!("pid-{rank}"))
    }

    fn command(&self) -> Command {
        let noting = "[ -z \"$PID_FILE\" ] || echo $$ > \"$PID_FILE\"; exec \"$0\" \"$@\"";
        Command::new("sh")
            .args(["-c", noting, BINARY])
            .in_folder(self.path())
            .env("NEURON_RT_LIBRARY", self.library.display().to_string())
            .env("NEURON_CC", self.compiler.display().to_string())
            .env("NEURON_COMPILE_CACHE_URL", self.path().join("cache").display().to_string())
            .env("NEURON_SIM_REPORT", self.report().display().to_string())
            .without_env("RANK")
            .without_env("WORLD_SIZE")
    }

    fn report(&self) -> PathBuf {
        self.path().join("sim.json")
    }

    /// What the stand-in counted in the run before.
    pub(crate) fn counted(&self) -> Value {
        serde_json::from_slice(&std::fs::read(self.report()).unwrap()).unwrap()
    }

    /// The same, where the library came to its end.
    pub(crate) fn ended(&self) -> Option<Value> {
        serde_json::from_slice(&std::fs::read(self.report()).ok()?).ok()
    }

    /// Takes the count of the run before away.
    pub(crate) fn forget(&self) {
        let _ = std::fs::remove_file(self.report());
    }

    pub(crate) fn weights(&self, run: &str) -> Vec<u8> {
        std::fs::read(self.path().join("runs/vision").join(run).join("model.safetensors")).unwrap()
    }
}

/// The object that a command prints with `--json`.
pub(crate) fn json(output: &Output) -> Value {
    serde_json::from_str(output.stdout.trim()).unwrap()
}
