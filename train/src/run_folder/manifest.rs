//! What a run was made with.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{GitRevision, RunFolderError};
use crate::file_system::{FileError, FileSystem, RealFileSystem, write_atomically};

/// A manifest is a few kilobytes; what is longer is none.
const MAX_BYTES: u64 = 16 << 20;

/// `manifest.json`: code, machine and data of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunManifest {
    /// Program and version, such as `neuron-vision 0.1.0`.
    pub program: String,
    /// What was trained, where a program knows several tasks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub task: String,
    /// The revision of the code, where that is known.
    pub git: Option<GitRevision>,
    /// SHA-256 of the `Cargo.lock` that the program was built with, where that is known.
    pub lock_file_sha256: Option<String>,
    /// The device trained on.
    pub device: String,
    /// Further devices on which it was gone on with, each once, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resumed_on: Vec<String>,
    /// See [`cpu_features`](super::cpu_features).
    pub cpu_features: Vec<String>,
    /// Threads that computed.
    pub threads: usize,
    /// The seed of every draw.
    pub seed: u64,
    /// SHA-256 of each dataset, by name.
    pub datasets: BTreeMap<String, String>,
}

/// Whether a device, by what it says of itself, only stands in for one.
///
/// ```
/// use neuron_train::run_folder::is_stand_in;
/// assert!(is_stand_in("neuron trn1, core 0, libnrt 2.34.0.0: nrt-sim stand-in, not hardware"));
/// assert!(!is_stand_in("neuron trn1, core 0, libnrt 2.34.10.0"));
/// ```
#[must_use]
pub fn is_stand_in(device: &str) -> bool {
    device.contains("stand-in")
}

/// What follows from a difference between a run's beginning and its resumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Consequence {
    /// The run goes on, but may end in other bits than it would have.
    BitsMayDiffer,
    /// It would be another run: it must not go on.
    AnotherRun,
}

/// One entry of a manifest that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} was {before}, is now {now}")]
pub struct Difference {
    /// The entry.
    pub what: String,
    /// What the run began with.
    pub before: String,
    /// What it would go on with.
    pub now: String,
    /// What follows.
    pub consequence: Consequence,
}

impl RunManifest {
    /// Writes the manifest, whole or not at all.
    ///
    /// # Errors
    /// [`RunFolderError::File`] with the path.
    pub fn write(&self, path: &Path) -> Result<(), RunFolderError> {
        let problem = |error: serde_json::Error| RunFolderError::Manifest {
            path: path.to_path_buf(),
            problem: error.to_string(),
        };
        let text = serde_json::to_string_pretty(self).map_err(problem)?;
        write_atomically(&RealFileSystem, path, |out| writeln!(out, "{text}"))?;
        Ok(())
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// [`RunFolderError::Manifest`] where it is none, [`RunFolderError::File`].
    pub fn read(path: &Path) -> Result<Self, RunFolderError> {
        let file = RealFileSystem.open(path).map_err(FileError::at("open", path))?;
        let mut text = Vec::new();
        file.reader.take(MAX_BYTES).read_to_end(&mut text).map_err(FileError::at("read", path))?;
        serde_json::from_slice(&text).map_err(|error| RunFolderError::Manifest {
            path: path.to_path_buf(),
            problem: error.to_string(),
        })
    }

    /// Notes that the run goes on on a device; true where the manifest did not know of it.
    pub fn goes_on_with(&mut self, device: &str) -> bool {
        let new = self.device != device && !self.resumed_on.iter().any(|known| known == device);
        if new {
            self.resumed_on.push(device.to_owned());
        }
        new
    }

    /// Whether any part of the run was made on a stand-in for a device: its figures say nothing of
    /// the device itself.
    ///
    /// ```
    /// use neuron_train::run_folder::RunManifest;
    /// let mut manifest = RunManifest { device: "cpu".into(), ..RunManifest::default() };
    /// assert!(!manifest.on_stand_in());
    /// manifest.goes_on_with("neuron trn1, core 0, libnrt 2.34.0.0: nrt-sim stand-in, not hardware");
    /// assert!(manifest.on_stand_in());
    /// ```
    #[must_use]
    pub fn on_stand_in(&self) -> bool {
        std::iter::once(&self.device).chain(&self.resumed_on).any(|device| is_stand_in(device))
    }

    /// What differs between the beginning of a run (`self`) and its resumption (`now`).
    ///
    /// ```
    /// use neuron_train::run_folder::{Consequence, RunManifest};
    /// let before = RunManifest { threads: 8, seed: 1, ..RunManifest::default() };
    /// let now = RunManifest { threads: 2, ..before.clone() };
    /// let differences = before.differences(&now);
    /// assert_eq!(differences[0].to_string(), "the number of threads was 8, is now 2");
    /// assert_eq!(differences[0].consequence, Consequence::BitsMayDiffer);
    /// ```
    #[must_use]
    pub fn differences(&self, now: &Self) -> Vec<Difference> {
        use Consequence::{AnotherRun, BitsMayDiffer};
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "unknown".to_owned());
        let git = |git: &Option<GitRevision>| match git {
            None => "unknown".to_owned(),
            Some(GitRevision { commit, modified: false }) => commit.clone(),
            Some(GitRevision { commit, modified: true }) => format!("{commit} with changes"),
        };
        let mut differences = Vec::new();
        let mut compare = |what: &str, before: String, now: String, consequence| {
            if before != now {
                differences.push(Difference { what: what.to_owned(), before, now, consequence });
            }
        };
        compare("the program", self.program.clone(), now.program.clone(), BitsMayDiffer);
        compare("the task", self.task.clone(), now.task.clone(), AnotherRun);
        compare("the code's revision", git(&self.git), git(&now.git), BitsMayDiffer);
        let (locked, locked_now) = (text(&self.lock_file_sha256), text(&now.lock_file_sha256));
        compare("the hash of `Cargo.lock`", locked, locked_now, BitsMayDiffer);
        compare("the device", self.device.clone(), now.device.clone(), BitsMayDiffer);
        let (features, features_now) = (self.cpu_features.join(" "), now.cpu_features.join(" "));
        compare("the processor", features, features_now, BitsMayDiffer);
        let (threads, threads_now) = (self.threads.to_string(), now.threads.to_string());
        compare("the number of threads", threads, threads_now, BitsMayDiffer);
        compare("the seed", self.seed.to_string(), now.seed.to_string(), AnotherRun);
        let names = self.datasets.keys().chain(now.datasets.keys());
        for name in names.collect::<std::collections::BTreeSet<_>>() {
            let hash = |datasets: &BTreeMap<String, String>| {
                datasets.get(name).cloned().unwrap_or_else(|| "not used".to_owned())
            };
            let what = format!("the sha256 of dataset `{name}`");
            compare(&what, hash(&self.datasets), hash(&now.datasets), AnotherRun);
        }
        differences
    }
}
