use super::error::io;
use super::npy::read_array;
use super::{FormatError, Npy};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::{Path, PathBuf};

/// Bytes out for a byte in that DEFLATE reaches at most.
const DEFLATE_RATIO: u64 = 1032;
/// Most arrays of a file; each takes memory before it is looked at.
const MOST_ARRAYS: usize = 1000;
/// Most bytes of an array.
const MOST_BYTES: u64 = 4 << 30;

/// Named arrays of an `.npz` file, the format of `numpy.savez` and `numpy.savez_compressed`: a zip
/// archive of `.npy` files, stored or deflated.
///
/// Opening reads the table of contents alone; an array is read when it is asked for.
#[derive(Debug)]
pub struct Npz<R> {
    path: PathBuf,
    archive: zip::ZipArchive<R>,
    /// The place of each array in the archive.
    places: BTreeMap<String, usize>,
}

impl Npz<BufReader<File>> {
    /// Opens a file.
    ///
    /// # Errors
    /// [`FormatError`], where it is not a zip archive, or has a name twice.
    pub fn open(path: &Path) -> Result<Self, FormatError> {
        let file = File::open(path).map_err(io(path))?;
        Self::read(BufReader::with_capacity(1 << 16, file), path)
    }
}

impl<R: Read + Seek> Npz<R> {
    /// Opens an archive; errors call it `path`.
    ///
    /// # Errors
    /// [`FormatError`], as [`open`](Npz::open).
    pub fn read(reader: R, path: &Path) -> Result<Self, FormatError> {
        let invalid = |what: String| FormatError::invalid(path, what);
        let archive = zip::ZipArchive::new(reader).map_err(|error| {
            invalid(format!("it is no `.npz` file, which is a zip archive: {error}"))
        })?;
        if archive.has_duplicate_names() {
            return Err(invalid("an array is there twice".into()));
        }
        if archive.len() > MOST_ARRAYS {
            let found = archive.len();
            return Err(invalid(format!("it has {found} arrays: expected at most {MOST_ARRAYS}")));
        }
        let mut places = BTreeMap::new();
        for place in 0..archive.len() {
            let name = archive.name_for_index(place).and_then(Result::ok);
            // What else lies in the archive is no array.
            if let Some(name) = name.as_deref().and_then(|name| name.strip_suffix(".npy")) {
                places.insert(name.to_owned(), place);
            }
        }
        Ok(Self { path: path.to_owned(), archive, places })
    }

    /// Names of the arrays, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// Reads the array `name`.
    ///
    /// Memory is taken as elements come in: no more than the array's header says, than its compressed
    /// bytes can hold, and than 4 GiB.
    ///
    /// # Errors
    /// [`FormatError`], naming the array, where it is not there, damaged, or not of unsigned bytes.
    pub fn array(&mut self, name: &str) -> Result<Npy, FormatError> {
        let known = || self.names().map(str::escape_debug).map(|n| n.to_string());
        let invalid = |what: String| FormatError::invalid(&self.path, what);
        let Some(&place) = self.places.get(name) else {
            let known: Vec<String> = known().take(20).collect();
            return Err(invalid(format!("no array `{name}`, found `{}`", known.join("`, `"))));
        };
        let path = self.path.clone();
        let invalid = |what: String| {
            FormatError::invalid(&path, format!("array `{}`: {what}", name.escape_debug()))
        };
        let entry = self.archive.by_index(place).map_err(|error| invalid(error.to_string()))?;
        let (packed, length) = (entry.compressed_size(), entry.size());
        if length > packed.saturating_mul(DEFLATE_RATIO) {
            return Err(invalid(format!(
                "it states {length} bytes, which {packed} compressed bytes cannot hold"
            )));
        }
        if length > MOST_BYTES {
            return Err(invalid(format!("it has {length} bytes: expected at most {MOST_BYTES}")));
        }
        read_array(BufReader::with_capacity(1 << 16, entry), length).map_err(invalid)
    }
}
