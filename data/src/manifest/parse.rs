use super::file::Entry;
use super::suggestion::with_suggestion;
use super::{FileEntry, Manifest, ManifestError};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;
use toml::Spanned;

/// No manifest is larger, in bytes.
const LARGEST: u64 = 4 << 20;

/// The positions of what is checked after reading.
#[derive(serde::Deserialize)]
struct Positions {
    name: Spanned<String>,
    #[serde(default)]
    splits: BTreeMap<String, Spanned<toml::Value>>,
    #[serde(default)]
    files: Vec<Spanned<Entry>>,
}

/// Passes over the files: they are read by [`Positions`], which knows the line of each.
pub(super) fn later<'de, D: serde::Deserializer<'de>>(
    input: D,
) -> Result<Vec<FileEntry>, D::Error> {
    serde::de::IgnoredAny::deserialize(input).map(|_| Vec::new())
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// [`ManifestError`], with the line.
    pub fn load(path: &Path) -> Result<Self, ManifestError> {
        let unreadable = |source| ManifestError::Unreadable { path: path.to_owned(), source };
        let mut text = Vec::new();
        let file = std::fs::File::open(path).map_err(unreadable)?;
        file.take(LARGEST + 1).read_to_end(&mut text).map_err(unreadable)?;
        let mut manifest = Self::parse(&text, path)?;
        if path.file_stem().is_none_or(|stem| stem != manifest.name.as_str()) {
            let what = format!("`name` is `{}`: expected the name of the file", manifest.name);
            return Err(ManifestError::Invalid { path: path.to_owned(), line: 1, what });
        }
        manifest.origin = Some(path.to_owned());
        Ok(manifest)
    }

    /// Reads a manifest's `text`; `path` is what errors call it.
    ///
    /// # Errors
    /// [`ManifestError::Invalid`], with the line.
    pub fn parse(text: &[u8], path: &Path) -> Result<Self, ManifestError> {
        let invalid = |offset: usize, what: String| {
            let before = &text[..offset.min(text.len())];
            // Names in it come from the file, and may have line breaks: the message stays one line.
            let what = what.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            ManifestError::Invalid { path: path.to_owned(), line, what }
        };
        if text.len() as u64 > LARGEST {
            return Err(invalid(0, format!("the manifest is larger than {LARGEST} bytes")));
        }
        let string = std::str::from_utf8(text)
            .map_err(|error| invalid(error.valid_up_to(), "the text is not UTF-8".into()))?;
        let refused = |error: toml::de::Error| {
            let start = error.span().map_or(0, |span| span.start);
            invalid(start, with_suggestion(error.message()))
        };
        let mut manifest: Self = toml::from_str(string).map_err(refused)?;
        let mut positions: Positions = toml::from_str(string).map_err(refused)?;
        let mut starts = Vec::new();
        for entry in std::mem::take(&mut positions.files) {
            let start = entry.span().start;
            starts.push(start);
            let file = entry.into_inner().try_into().map_err(|what| invalid(start, what))?;
            manifest.files.push(file);
        }
        manifest.check(&positions, &starts).map_err(|(offset, what)| invalid(offset, what))?;
        Ok(manifest)
    }

    /// What a single value cannot tell; an error is its position and its text.
    fn check(&self, positions: &Positions, starts: &[usize]) -> Result<(), (usize, String)> {
        let name = &self.name;
        let lower = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if name.is_empty() || name.len() > 100 || !name.bytes().all(lower) || name.starts_with('-')
        {
            let what = format!(
                "`{}` is not a dataset's name: expected lower-case letters, digits and `-`",
                name.escape_debug()
            );
            return Err((positions.name.span().start, what));
        }
        let mut taken = BTreeMap::new();
        for (file, start) in self.files.iter().zip(starts) {
            claim(file, &mut taken).map_err(|what| (*start, what))?;
        }
        for (name, split) in &self.splits {
            let at = positions.splits.get(name).map_or(0, |position| position.span().start);
            let known: BTreeSet<&str> = self.files.iter().map(|file| file.path.as_str()).collect();
            if let Some(file) = split.files.iter().find(|file| !known.contains(file.as_str())) {
                let what = format!("split `{name}` names file `{file}`, which `files` has not");
                return Err((at, what));
            }
        }
        for (what, names) in [("class", &self.classes), ("band", &self.bands)] {
            let mut seen = BTreeSet::new();
            if let Some(name) = names.iter().find(|name| !seen.insert(*name)) {
                return Err((0, format!("{what} `{name}` is there twice")));
            }
        }
        Ok(())
    }
}

/// Notes the places that `file` takes in the cache, unless they are taken already.
fn claim(file: &FileEntry, taken: &mut BTreeMap<String, String>) -> Result<(), String> {
    for place in [Some(file.path.clone()), file.unpacked_path()].into_iter().flatten() {
        let folded = place.folded();
        let below = format!("{folded}/");
        let inside = taken.range(below.clone()..).next().filter(|(key, _)| key.starts_with(&below));
        let around = folded.match_indices('/').find_map(|(end, _)| taken.get(&folded[..end]));
        let clash = taken.get(&folded).or(inside.map(|(_, file)| file)).or(around);
        if let Some(other) = clash {
            return Err(format!("files `{other}` and `{}` would be in the same place", file.path));
        }
        taken.insert(folded, file.path.to_string());
    }
    Ok(())
}
