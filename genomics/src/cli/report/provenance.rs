//! Where data are from, and how a report is made again.

use neuron_data::manifest::{Digest, DigestKind};
use std::path::{Path, PathBuf};

/// A file, or an embedded dataset, that was read.
#[derive(Clone, Debug)]
pub(in crate::cli) struct File {
    /// What it was read as.
    role: &'static str,
    /// Its path, or its name and origin.
    name: String,
    /// Its bytes as they lie there; none of what is embedded.
    bytes: Option<u64>,
    /// Where it lies, if it is a file that can be read again.
    place: Option<PathBuf>,
}

impl File {
    /// A file.
    pub(in crate::cli) fn of(role: &'static str, path: &Path) -> Self {
        let about = std::fs::metadata(path).ok();
        let place = about.as_ref().filter(|about| about.is_file()).map(|_| path.to_owned());
        let bytes = about.map(|about| about.len());
        Self { role, name: path.display().to_string(), bytes, place }
    }

    /// Data that the program brings along, with origin and licence.
    pub(in crate::cli) fn embedded(role: &'static str, name: &str) -> Self {
        Self { role, name: name.to_owned(), bytes: None, place: None }
    }

    /// Cells of a table. The file is read once more for its hash: only who writes a report asks for it.
    pub(super) fn row(&self) -> Vec<String> {
        let bytes = self.bytes.map_or_else(|| "embedded".to_owned(), |bytes| bytes.to_string());
        let hash = self.hash().map_or_else(|| "–".to_owned(), |hash| hash.to_string());
        vec![self.role.to_owned(), self.name.clone(), bytes, hash]
    }

    fn hash(&self) -> Option<Digest> {
        let file = std::fs::File::open(self.place.as_ref()?).ok()?;
        Some(Digest::of_reader(DigestKind::Sha256, file).ok()?.0)
    }
}

/// The heading row.
pub(super) const HEADER: [&str; 4] = ["role", "source", "bytes", "sha256"];

/// The command of this run.
pub(super) fn command() -> String {
    let quoted = |text: std::ffi::OsString| {
        let text = text.to_string_lossy().into_owned();
        let plain = |c: char| c.is_alphanumeric() || "-_./=,:+".contains(c);
        match !text.is_empty() && text.chars().all(plain) {
            true => text,
            false => format!("'{}'", text.replace('\'', r"'\''")),
        }
    };
    let words: Vec<String> = std::env::args_os().skip(1).map(quoted).collect();
    match words.split_first() {
        Some((verb, rest)) => format!("cargo xtask {verb} genomics {}", rest.join(" ")),
        None => String::new(),
    }
}
