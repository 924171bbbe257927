//! A peer's scripts, and what they write.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::bench::limit_threads;
use crate::failure::{ChildFailed, Usage};
use crate::json::{self, Json};

/// A figure that a peer's script states by itself.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Value {
    pub(crate) name: String,
    pub(crate) value: f64,
    pub(crate) unit: String,
}

/// What one run of a peer's scripts measured.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) times: BTreeMap<String, f64>,
    pub(super) values: Vec<Value>,
}

/// The scripts of a peer: `PEER.py` and `PEER_*.py`, by name.
pub(super) fn find(folder: &Path, peer: &str) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension() == Some(OsStr::new("py")) {
                all.push(path);
            }
        }
    }
    all.sort();
    let name = |path: &Path| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        stem.split('_').next().unwrap_or_default().to_owned()
    };
    let own: Vec<PathBuf> = all.iter().filter(|path| name(path) == peer).cloned().collect();
    if own.is_empty() {
        let mut known: Vec<String> = all.iter().map(|path| name(path)).collect();
        known.dedup();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        let text = format!("no script benches/peers/{peer}*.py; peers that have one: {known}");
        return Err(Usage(text).into());
    }
    Ok(own)
}

/// Runs the scripts one after the other and gathers what they measured.
///
/// # Errors
///
/// A script that fails, writes something else than measurements, or measures nothing.
pub(super) fn run(
    python: &Path,
    scripts: &[PathBuf],
    filter: Option<&str>,
    threads: u32,
) -> Result<Said> {
    let mut said = Said::default();
    for script in scripts {
        let mut command = Command::new(python);
        command.arg(script).args(filter).stdin(Stdio::null()).stderr(Stdio::inherit());
        let line = script.display();
        let output = limit_threads(&mut command, threads)
            .output()
            .with_context(|| format!("cannot run `{line}`"))?;
        if !output.status.success() {
            return Err(ChildFailed { command: line.to_string(), status: output.status }.into());
        }
        let text = String::from_utf8_lossy(&output.stdout);
        for (number, text) in text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            read_line(text, &mut said)
                .with_context(|| format!("line {} of what `{line}` wrote", number + 1))?;
        }
    }
    if said.times.is_empty() && said.values.is_empty() {
        bail!("the scripts of this peer measured nothing");
    }
    Ok(said)
}

fn read_line(text: &str, said: &mut Said) -> Result<()> {
    let value = json::parse(text)?;
    let json = Json(&value);
    let name = json.text("name")?.to_owned();
    if let Ok(median) = json.number("median_ns") {
        said.times.insert(name, median);
    } else {
        let (value, unit) = (json.number("value")?, json.text("unit")?.to_owned());
        said.values.push(Value { name, value, unit });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_time_or_a_figure_by_itself() {
        let mut said = Said::default();
        read_line(r#"{"name":"step/vit","median_ns":2.4e8}"#, &mut said).expect("a time");
        let figure = r#"{"name":"forest","value":0.91,"unit":"accuracy"}"#;
        read_line(figure, &mut said).expect("a figure");
        assert_eq!(said.times["step/vit"], 2.4e8);
        assert_eq!(said.values[0].unit, "accuracy");
        assert!(read_line(r#"{"name":"forest"}"#, &mut said).is_err());
        assert!(read_line("warming up", &mut said).is_err());
    }

    #[test]
    fn a_peer_is_found_by_the_first_word_of_its_scripts() {
        let tree = tempfile::tempdir().expect("a folder");
        for name in ["torch_vit.py", "torch.py", "torchvision.py", "sklearn_forest.py", "notes.md"]
        {
            fs::write(tree.path().join(name), "").expect("written");
        }
        let found = find(tree.path(), "torch").expect("two scripts");
        let names: Vec<_> = found.iter().filter_map(|path| path.file_name()).collect();
        assert_eq!(names, ["torch.py", "torch_vit.py"]);
        let error = find(tree.path(), "jax").expect_err("no such peer").to_string();
        let expected =
            "no script benches/peers/jax*.py; peers that have one: sklearn, torch, torchvision";
        assert_eq!(error, expected);
    }
}
