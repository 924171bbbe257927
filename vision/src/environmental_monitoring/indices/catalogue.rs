//! Indices by name.

use super::IndexError;
use super::definition::{Entry, Index};
use serde::Deserialize;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Longest file that is read.
const MOST_BYTES: u64 = 1 << 20;

/// Formulas written down from their publications.
const PUBLISHED: &str = include_str!("published.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entries {
    #[serde(default)]
    index: Vec<Entry>,
}

/// Indices in the order of their files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    indices: Vec<Index>,
}

impl Catalogue {
    /// The published indices that come with the program.
    ///
    /// # Errors
    /// None, as long as the embedded file is what it was tested as.
    pub fn published() -> Result<Self, IndexError> {
        let mut catalogue = Self::default();
        catalogue.add(PUBLISHED, "published.toml")?;
        Ok(catalogue)
    }

    /// Adds the indices of a file, in place of those of the same short name.
    ///
    /// # Errors
    /// [`IndexError::File`], [`IndexError::Line`], [`IndexError::Definition`] or
    /// [`IndexError::Formula`], with the place in the file; nothing was added then.
    pub fn add_file(&mut self, file: &Path) -> Result<(), IndexError> {
        let shown = file.display().to_string();
        let fail = |cause: String| IndexError::File { file: shown.clone(), cause };
        let opened = File::open(file).map_err(|error| fail(error.to_string()))?;
        let mut text = String::new();
        let read = opened.take(MOST_BYTES + 1).read_to_string(&mut text);
        read.map_err(|error| fail(error.to_string()))?;
        if text.len() as u64 > MOST_BYTES {
            return Err(fail(format!("it is longer than {} MiB", MOST_BYTES >> 20)));
        }
        self.add(&text, &shown)
    }

    /// Adds the indices of a text; `file` is what errors call it.
    ///
    /// # Errors
    /// As [`Self::add_file`].
    pub fn add(&mut self, text: &str, file: &str) -> Result<(), IndexError> {
        let entries: Entries = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = 1 + text.bytes().take(start).filter(|byte| *byte == b'\n').count();
            let what = error.message().replace('\n', "; ");
            IndexError::Line { file: file.into(), line, what }
        })?;
        let mut added: Vec<Index> = Vec::new();
        for entry in entries.index {
            if added.iter().any(|index| index.short == entry.short) {
                let what = "it is there twice".into();
                return Err(IndexError::Definition { file: file.into(), index: entry.short, what });
            }
            added.push(Index::new(entry, file)?);
        }
        for index in added {
            match self.indices.iter_mut().find(|other| other.short == index.short) {
                Some(other) => *other = index,
                None => self.indices.push(index),
            }
        }
        Ok(())
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Index] {
        &self.indices
    }

    /// The one of a short name. Letters of the other case do where only one index can be meant: `BAI` is
    /// of burnt areas and `BaI` of bare ones, but `ndvi` is NDVI.
    ///
    /// # Errors
    /// [`IndexError::Unknown`].
    pub fn get(&self, short: &str) -> Result<&Index, IndexError> {
        let alike = || self.indices.iter().filter(|index| index.short.eq_ignore_ascii_case(short));
        let exact = alike().find(|index| index.short == short);
        let only = alike().next().filter(|_| alike().nth(1).is_none());
        exact.or(only).ok_or_else(|| IndexError::Unknown { name: short.into() })
    }
}
