//! Where things are in a run's folder.

use std::path::{Path, PathBuf};

/// The standard files of a run, whether or not they are there.
///
/// ```
/// use neuron_train::run_folder::RunPaths;
/// let run = RunPaths::new("runs/vision/a");
/// assert_eq!(run.metrics(), std::path::Path::new("runs/vision/a/metrics.jsonl"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunPaths {
    root: PathBuf,
}

impl RunPaths {
    /// The files of the run in `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The run's folder; TensorBoard's event files lie in it.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The configuration, resolved.
    #[must_use]
    pub fn config(&self) -> PathBuf {
        self.root.join("config.toml")
    }

    /// What the run was made with.
    #[must_use]
    pub fn manifest(&self) -> PathBuf {
        self.root.join("manifest.json")
    }

    /// Metrics, a JSON object a line.
    #[must_use]
    pub fn metrics(&self) -> PathBuf {
        self.root.join("metrics.jsonl")
    }

    /// The best model.
    #[must_use]
    pub fn model(&self) -> PathBuf {
        self.root.join("model.safetensors")
    }

    /// The report with its plots inside it.
    #[must_use]
    pub fn report_html(&self) -> PathBuf {
        self.root.join("report.html")
    }

    /// The report as text.
    #[must_use]
    pub fn report_md(&self) -> PathBuf {
        self.root.join("report.md")
    }

    /// The model card.
    #[must_use]
    pub fn model_card(&self) -> PathBuf {
        self.root.join("model-card.md")
    }

    /// The lock of the process that trains.
    #[must_use]
    pub fn lock(&self) -> PathBuf {
        self.root.join(".lock")
    }
}
