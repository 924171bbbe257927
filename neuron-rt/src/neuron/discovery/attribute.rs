//! One file of `sysfs`: a short text, if it can be read.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// What came of reading an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    /// Its text, without white space around it.
    Text(String),
    /// There is no such file.
    Absent,
    /// This user may not read it.
    Denied,
    /// The kernel refused, with its words.
    Failed(String),
}

/// The kernel writes at most a page; whatever is longer is none of its attributes.
const PAGE: u64 = 4096;

impl Attribute {
    /// Reads a file.
    pub(super) fn read(path: &Path) -> Self {
        let mut bytes = Vec::new();
        let read = File::open(path).and_then(|file| file.take(PAGE).read_to_end(&mut bytes));
        match read {
            Ok(_) => Self::Text(String::from_utf8_lossy(&bytes).trim().to_owned()),
            Err(error) => match error.kind() {
                ErrorKind::NotFound | ErrorKind::NotADirectory => Self::Absent,
                ErrorKind::PermissionDenied => Self::Denied,
                _ => Self::Failed(error.to_string()),
            },
        }
    }

    /// The text, if there is one that is not empty.
    pub(super) fn text(self) -> Option<String> {
        match self {
            Self::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_and_absence_is_no_failure() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("arch_type");
        std::fs::write(&file, "NCv2\n").unwrap();
        assert_eq!(Attribute::read(&file), Attribute::Text("NCv2".to_owned()));
        assert_eq!(Attribute::read(&folder.path().join("none")), Attribute::Absent);
        assert_eq!(Attribute::read(&file.join("below")), Attribute::Absent);
        assert!(matches!(Attribute::read(folder.path()), Attribute::Failed(_)));
        std::fs::write(&file, "\n").unwrap();
        assert_eq!(Attribute::read(&file).text(), None);
        std::fs::write(&file, "9".repeat(10_000)).unwrap();
        assert_eq!(Attribute::read(&file).text().map(|text| text.len()), Some(4096));
    }
}
