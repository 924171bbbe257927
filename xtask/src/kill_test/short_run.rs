//! The training that is killed: small, with many checkpoints, the same every time.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::failure::Usage;

/// Arguments of a short run of each domain.
const OF_DOMAIN: &[(&str, &[&str])] = &[(
    "vision",
    &[
        "--dataset=statlog-landsat",
        "--epochs=6",
        "--batch-size=64",
        "--set=model.dim=16",
        "--set=model.depth=1",
        "--set=model.mlp=32",
        "--set=trainer.checkpoint_steps=7",
        "--set=members=1",
        "--set=trainer.export=best",
        "--set=validation_share=0.1",
        "--set=test_time_views=false",
    ],
)];

/// How to start it.
#[derive(Debug)]
pub(super) struct ShortRun {
    binary: PathBuf,
    domain: String,
    arguments: &'static [&'static str],
    /// Of all its runs.
    runs: PathBuf,
}

/// What has to be the same, however often a run was killed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Result256 {
    /// SHA-256 of the weights.
    pub(super) weights: String,
    /// SHA-256 of the metrics of all epochs.
    pub(super) metrics: String,
}

impl ShortRun {
    /// The short run of `domain`, in an empty folder `runs`.
    ///
    /// # Errors
    ///
    /// [`Usage`] where none is known for the domain; a folder that cannot be made empty.
    pub(super) fn new(binary: PathBuf, domain: &str, runs: PathBuf) -> Result<Self> {
        let arguments = arguments_of(domain)?;
        if runs.exists() {
            fs::remove_dir_all(&runs)
                .with_context(|| format!("cannot empty `{}`", runs.display()))?;
        }
        fs::create_dir_all(&runs).with_context(|| format!("cannot make `{}`", runs.display()))?;
        Ok(Self { binary, domain: domain.to_owned(), arguments, runs })
    }

    /// The folder of a run.
    pub(super) fn folder(&self, name: &str) -> PathBuf {
        self.runs.join(&self.domain).join(name)
    }

    /// Starts a run, or goes on with it if it has begun. What it says goes to `NAME.log`.
    ///
    /// # Errors
    ///
    /// A binary that cannot be started.
    pub(super) fn start(&self, name: &str, training_seed: u64) -> Result<Child> {
        let log = self.log(name);
        let log = File::options()
            .create(true)
            .append(true)
            .open(&log)
            .with_context(|| format!("cannot write `{}`", log.display()))?;
        let mut command = Command::new(&self.binary);
        command.arg("train").args(self.arguments);
        command.arg(format!("--seed={training_seed}")).arg(format!("--name={name}"));
        command.arg("--runs-dir").arg(&self.runs).args(["--device=cpu", "--json"]);
        if self.folder(name).is_dir() {
            command.arg("--resume");
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        command.spawn().with_context(|| format!("cannot start `{}`", self.binary.display()))
    }

    /// Runs to the end, and hashes what came out.
    ///
    /// # Errors
    ///
    /// A run that ends badly: with the last line that it said.
    pub(super) fn finish(&self, name: &str, training_seed: u64) -> Result<Result256> {
        let status = self.start(name, training_seed)?.wait().context("cannot wait for a run")?;
        if !status.success() {
            let said = fs::read_to_string(self.log(name)).unwrap_or_default();
            let last = said.lines().last().unwrap_or("it said nothing");
            bail!("the run `{name}` ended with {status}: {last}");
        }
        let folder = self.folder(name);
        Ok(Result256 {
            weights: sha256(&folder.join("model.safetensors"))?,
            metrics: sha256(&folder.join("metrics.jsonl"))?,
        })
    }

    /// Removes a run that is done with.
    ///
    /// # Errors
    ///
    /// A folder that cannot be removed.
    pub(super) fn remove(&self, name: &str) -> Result<()> {
        let folder = self.folder(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .with_context(|| format!("cannot remove `{}`", folder.display()))?;
        }
        Ok(())
    }

    fn log(&self, name: &str) -> PathBuf {
        self.runs.join(format!("{name}.log"))
    }
}

fn arguments_of(domain: &str) -> Result<&'static [&'static str]> {
    if let Some((_, arguments)) = OF_DOMAIN.iter().find(|(name, _)| *name == domain) {
        return Ok(arguments);
    }
    let known: Vec<&str> = OF_DOMAIN.iter().map(|(name, _)| *name).collect();
    let known = known.join(", ");
    Err(Usage(format!("no short run is known for `{domain}`: there is one for {known}")).into())
}

fn sha256(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(hmac_sha256::Hash::hash(&bytes).iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_without_a_short_run_is_a_wrong_command_line() {
        assert!(arguments_of("vision").is_ok());
        let error = arguments_of("text").expect_err("none is known");
        assert!(error.downcast_ref::<Usage>().is_some());
        assert!(error.to_string().contains("there is one for vision"), "{error}");
    }

    #[test]
    fn a_hash_is_that_of_sha256sum() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("abc");
        fs::write(&path, "abc").expect("written");
        // FIPS 180-4, appendix B.1.
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(&path).expect("read"), known);
    }
}
