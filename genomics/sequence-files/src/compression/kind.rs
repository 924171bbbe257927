use super::bgzf::block;
use serde::Serialize;

/// How content is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Compression {
    /// Not at all.
    Plain,
    /// gzip (RFC 1952) of one or several members, which can only be read from its start.
    Gzip,
    /// Blocks of gzip (SAM specification, 4.1), which can be read from any of them.
    Bgzf,
}

/// First bytes of compressions that people meet, and that are not read.
const FOREIGN: [(&[u8], &str); 6] = [
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"PK\x03\x04", "zip"),
    (b"\x04\x22\x4d\x18", "lz4"),
    (b"\x1f\x9d", "compress"),
];

impl Compression {
    /// What content is that begins with `head`: a few hundred bytes, or all of a shorter file.
    ///
    /// ```
    /// use neuron_sequence_files::compression::Compression;
    ///
    /// assert_eq!(Compression::of(b">chr1\nACGT\n"), Compression::Plain);
    /// assert_eq!(Compression::of(b"\x1f\x8b\x08\x00\0\0\0\0\x00\x03"), Compression::Gzip);
    /// ```
    #[must_use]
    pub fn of(head: &[u8]) -> Self {
        if block::length(head).is_some() {
            Self::Bgzf
        } else if head.starts_with(&[0x1f, 0x8b]) {
            Self::Gzip
        } else {
            Self::Plain
        }
    }
}

/// The name of a compression that is not read.
pub(super) fn foreign(head: &[u8]) -> Option<&'static str> {
    FOREIGN.iter().find(|(start, _)| head.starts_with(start)).map(|(_, name)| *name)
}
