use super::FileEntry;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A dataset's manifest: what it is, where it comes from, and by which hashes it is known.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Lower-case letters, digits and `-`; also the name of the manifest's file.
    pub name: String,
    /// One line for a person.
    pub title: String,
    /// The task that it is for.
    pub task: String,
    /// SPDX identifier, or the licence's own name.
    pub licence: String,
    /// Whether the user has to accept the licence before it is fetched: one that forbids some use.
    #[serde(default)]
    pub must_accept: bool,
    /// Where its publisher describes it.
    pub homepage: Option<String>,
    /// How its publisher wants to be cited.
    pub citation: Option<String>,
    /// Where the data is from and what was done to it.
    pub provenance: String,
    /// Whether a generator made it.
    #[serde(default)]
    pub synthetic: bool,
    /// Names of the classes, in the order of their labels.
    #[serde(default)]
    pub classes: Vec<String>,
    /// Columns of a record.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// Names of the bands of the images, in the order in which exactly these files store them; for
    /// images that do not name their bands themselves.
    #[serde(default)]
    pub bands: Vec<String>,
    /// Parts that are used for different purposes, by name.
    #[serde(default)]
    pub splits: BTreeMap<String, Split>,
    /// The files.
    #[serde(default, deserialize_with = "super::parse::later")]
    pub files: Vec<FileEntry>,
    /// The manifest's own file, where it was read from one.
    #[serde(skip)]
    pub origin: Option<PathBuf>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The type of its values, for instance `u8`.
    pub dtype: Option<String>,
    /// The unit of its values.
    pub unit: Option<String>,
    /// What it means.
    pub description: Option<String>,
}

/// A part of a dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// How many examples it has.
    pub examples: Option<u64>,
    /// Those files that hold it, where it is not spread over all.
    #[serde(default)]
    pub files: Vec<String>,
    /// How it was chosen.
    pub description: Option<String>,
}

impl Manifest {
    /// Bytes of all files that have to be fetched; where a manifest states no size, the most it allows.
    #[must_use]
    pub fn download_size(&self) -> u64 {
        let embedded = |file: &&FileEntry| matches!(file.source, super::Source::Embedded(_));
        self.files.iter().filter(|file| !embedded(file)).map(|file| file.size.most()).sum()
    }
}
