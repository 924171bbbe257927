/// A version of a file, as the server names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
}

impl Version {
    /// The mark that a part can be asked for by (RFC 9110, 13.1.5): no weak one.
    pub(super) fn mark(&self) -> Option<&str> {
        let strong = self.etag.as_deref().filter(|etag| !etag.starts_with("W/"));
        strong.or(self.modified.as_deref())
    }

    /// Whether another reply is known to be of another version.
    pub(super) fn differs(&self, other: &Self) -> bool {
        let differs = |one: &Option<String>, two: &Option<String>| matches!((one, two), (Some(one), Some(two)) if one != two);
        differs(&self.etag, &other.etag) || differs(&self.modified, &other.modified)
    }
}

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The bytes: as many as were asked for, or up to the file's end.
    pub bytes: Vec<u8>,
    /// Bytes of the whole file.
    pub total: u64,
    /// Its version.
    pub version: Version,
}
