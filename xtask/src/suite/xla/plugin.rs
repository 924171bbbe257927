//! XLA for the processor, as a PJRT plugin: downloaded once, and checked.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::python;
use crate::workspace::Workspace;

/// The shared library in the package, all that is used of it.
const MEMBER: &str = "xla_plugins/xla_cpu_pjrt/xla_cpu_pjrt.so";
const FILE: &str = "xla_cpu_pjrt.so";
/// What the plugin was made from, written before it is in its place.
const STAMP: &str = "made-from.txt";
/// Writes one member of an archive to a file.
const UNPACK: &str = "\
import shutil, sys, zipfile
archive, member, file = sys.argv[1:]
with zipfile.ZipFile(archive) as z, z.open(member) as source, open(file, 'wb') as target:
    shutil.copyfileobj(source, target, 1 << 20)
";

/// The download has other bytes than those that are pinned.
#[derive(Debug)]
pub(super) struct OtherBytes {
    expected: String,
}

impl fmt::Display for OtherBytes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "pip downloads a package whose sha256 is not the pinned {}",
            self.expected
        )
    }
}

impl std::error::Error for OtherBytes {}

/// Downloads the plugin that `xtask/xla/plugin.txt` pins, unless it is there already, and returns its
/// path.
///
/// # Errors
///
/// A machine for which the package does not exist, no Python with pip, a download that fails, and
/// [`OtherBytes`]. Nothing is left in the plugin's place then.
pub(super) fn prepare(workspace: &Workspace) -> Result<PathBuf> {
    let requirements = workspace.root.join("xtask/xla/plugin.txt");
    let pins = fs::read_to_string(&requirements)
        .with_context(|| format!("cannot read `{}`", requirements.display()))?;
    let hash = pinned_hash(&pins)
        .with_context(|| format!("`{}` pins no sha256", requirements.display()))?;
    let folder = workspace.target.join("xla/plugin");
    if fs::read_to_string(folder.join(STAMP)).is_ok_and(|made| made == pins) {
        return Ok(folder.join(FILE));
    }
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        bail!("the package exists for Linux on x86-64 alone");
    }
    let with_pip = |python: &PathBuf| python::missing_modules(python, &["pip"]).is_empty();
    let Some(python) = python::on_this_machine().into_iter().find(with_pip) else {
        bail!("no Python here has pip: install `python3-pip`");
    };

    eprintln!("downloading the plugin to `{}`", folder.display());
    // Beside its place, and there by a rename: another run never sees half of it.
    let made = workspace.target.join(format!("xla/plugin-of-{}", std::process::id()));
    let outcome = make(&python, &requirements, hash, &made)
        .and_then(|()| fs::write(made.join(STAMP), &pins).context("cannot write the stamp"))
        .and_then(|()| put_in_place(&made, &folder, &pins));
    if outcome.is_err() {
        // It says why it failed; what is left matters less.
        let _ = fs::remove_dir_all(&made);
    }
    outcome.map(|()| folder.join(FILE))
}

/// The hash of a list with one package.
fn pinned_hash(pins: &str) -> Option<&str> {
    let (_, rest) = pins.split_once("--hash=sha256:")?;
    rest.split_whitespace().next().filter(|hash| hash.len() == 64)
}

/// Downloads the package, checks it, and unpacks the library into `folder`.
fn make(python: &Path, requirements: &Path, hash: &str, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
    let fixed = "-m pip download --quiet --disable-pip-version-check --no-input --retries 2 --no-deps \
                 --only-binary :all: --require-hashes";
    let mut download = Command::new(python);
    download.args(fixed.split_whitespace()).arg("--dest").arg(folder).arg("-r").arg(requirements);
    let other_bytes = || OtherBytes { expected: hash.to_owned() };
    python::run(&mut download).map_err(|error| match error.downcast_ref::<python::Failed>() {
        Some(failed) if failed.said.contains("DO NOT MATCH THE HASHES") => other_bytes().into(),
        _ => error,
    })?;

    let archive = only_file(folder)?;
    // pip has looked already; what is loaded into the tests is worth a second look.
    ensure!(sha256(&archive)? == hash, other_bytes());
    let mut unpack = Command::new(python);
    unpack.args(["-c", UNPACK]).arg(&archive).arg(MEMBER).arg(folder.join(FILE));
    python::run(&mut unpack)?;
    fs::remove_file(&archive).with_context(|| format!("cannot remove `{}`", archive.display()))
}

fn only_file(folder: &Path) -> Result<PathBuf> {
    let files = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, _>>())
        .with_context(|| format!("cannot read `{}`", folder.display()))?;
    match <[PathBuf; 1]>::try_from(files) {
        Ok([file]) => Ok(file),
        Err(files) => bail!("pip downloaded {} files, not one", files.len()),
    }
}

fn sha256(file: &Path) -> Result<String> {
    let bytes = fs::read(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    Ok(hmac_sha256::Hash::hash(&bytes).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Puts `made` in the place of `folder`; if another run was faster, its result is as good.
fn put_in_place(made: &Path, folder: &Path, pins: &str) -> Result<()> {
    if folder.exists() {
        if fs::read_to_string(folder.join(STAMP)).is_ok_and(|stamp| stamp == pins) {
            return fs::remove_dir_all(made)
                .with_context(|| format!("cannot remove `{}`", made.display()));
        }
        fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove the old `{}`", folder.display()))?;
    }
    fs::rename(made, folder).with_context(|| format!("cannot rename to `{}`", folder.display()))
}

#[cfg(test)]
mod tests;
