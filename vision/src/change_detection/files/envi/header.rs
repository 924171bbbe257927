use super::wrong;
use crate::change_detection::polygons::Affine;
use crate::datasets::DatasetError;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Longest header, in bytes.
const MOST_HEADER: u64 = 1 << 20;

/// A header.
pub(in crate::change_detection::files) struct Header {
    pub(super) path: PathBuf,
    pub(super) fields: BTreeMap<String, String>,
}

/// The header beside a data file, if there is one.
pub(in crate::change_detection::files) fn header_of(
    path: &Path,
) -> Result<Option<Header>, DatasetError> {
    let added = |ending: &str| {
        let mut name = OsString::from(path);
        name.push(ending);
        PathBuf::from(name)
    };
    let places =
        [added(".hdr"), added(".HDR"), path.with_extension("hdr"), path.with_extension("HDR")];
    for place in places {
        let Ok(file) = File::open(&place) else { continue };
        if place == path {
            return Err(wrong(path, "is a header: give the data file beside it"));
        }
        let mut bytes = Vec::new();
        let read = file.take(MOST_HEADER).read_to_end(&mut bytes);
        read.map_err(|error| wrong(&place, format!("cannot be read: {error}")))?;
        // Names in other alphabets do not matter here.
        let text = String::from_utf8_lossy(&bytes);
        if let Some(text) = text.trim_start().strip_prefix("ENVI") {
            return Ok(Some(Header { path: place, fields: fields(text) }));
        }
    }
    Ok(None)
}

/// Fields by name in lower case. A value in braces may go over several lines.
fn fields(text: &str) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some((name, value)) = line.split_once('=') else { continue };
        let mut value = value.trim().to_owned();
        let mut is_open = value.starts_with('{') && !value.contains('}');
        while is_open && let Some(more) = lines.next() {
            value.push(' ');
            value.push_str(more.trim());
            is_open = !more.contains('}');
        }
        fields.insert(name.trim().to_lowercase(), value);
    }
    fields
}

impl Header {
    pub(super) fn number(&self, name: &str, default: Option<usize>) -> Result<usize, DatasetError> {
        let Some(text) = self.fields.get(name) else {
            return default.ok_or_else(|| wrong(&self.path, format!("has no `{name}`")));
        };
        text.parse().map_err(|_| {
            wrong(&self.path, format!("`{name}` is `{text}`, expected a whole number"))
        })
    }

    /// Parts of a list in braces.
    pub(super) fn list(&self, name: &str) -> Vec<&str> {
        let text = self.fields.get(name).map_or("", String::as_str);
        let inner = text.trim_start_matches('{').trim_end_matches('}');
        inner.split(',').map(str::trim).filter(|part| !part.is_empty()).collect()
    }

    /// Where the image lies, if that is without rotation.
    pub(super) fn transform(&self) -> Option<Affine> {
        let parts = self.list("map info");
        if parts.iter().any(|part| part.starts_with("rotation")) {
            return None;
        }
        let number = |at: usize| parts.get(at)?.parse::<f64>().ok();
        let (column, row, x, y) = (number(1)?, number(2)?, number(3)?, number(4)?);
        let (width, height) = (number(5)?, number(6)?);
        // Pixels are counted from 1, at their upper left corners.
        let (x0, y0) = (x - (column - 1.0) * width, y + (row - 1.0) * height);
        Affine::new([x0, width, 0.0, y0, 0.0, -height]).ok()
    }
}
