//! The folder of a run: all that a reader needs to trust it and to repeat it.
//!
//! ```text
//! runs/DOMAIN/NAME/config.toml       the configuration, resolved
//!                  manifest.json     code, device, threads, seed, dataset hashes
//!                  metrics.jsonl     a JSON object a line
//!                  checkpoints/      see `checkpoint`
//!                  best              which checkpoint was the best
//!                  model.safetensors the best model
//!                  report.html  report.md  model-card.md
//!                  .lock             held by the process that trains
//! ```

mod cpu_features;
mod error;
mod folder;
mod git_revision;
mod lock;
mod manifest;
mod metrics_log;
mod metrics_rows;
mod name;
mod output;
mod paths;
mod runs;

pub use cpu_features::cpu_features;
pub use error::RunFolderError;
pub use folder::RunFolder;
pub use git_revision::GitRevision;
pub use lock::RunLock;
pub use manifest::{Consequence, Difference, RunManifest, is_stand_in};
pub use metrics_log::MetricsLog;
pub use metrics_rows::read_metrics;
pub use name::{NewName, RunName};
pub use output::check_output;
pub use paths::RunPaths;
pub use runs::Runs;
