//! Why a file is no NEFF, or not one that can be loaded.

/// Why a file is no NEFF, or not one that can be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NeffError {
    /// The file ends before its header does.
    #[error("a NEFF begins with a header of 1024 bytes, the file has {bytes}")]
    Short {
        /// Bytes of the file.
        bytes: usize,
    },
    /// The header contradicts the file or itself.
    #[error("the NEFF header says {field} {found}, expected {expected}")]
    Header {
        /// Name of the field.
        field: &'static str,
        /// What it holds.
        found: String,
        /// What it should hold.
        expected: String,
    },
    /// The file was made for another version of the format.
    #[error("the NEFF has format version {found}, this runtime reads version {expected}")]
    Version {
        /// Major version of the file.
        found: u64,
        /// Major version that is read.
        expected: u64,
    },
    /// The hash of the header is not that of the data.
    #[error("the sha256 of the NEFF's data is not the one in its header: the file is damaged")]
    Hash,
    /// The archive cannot be read.
    #[error("the archive inside the NEFF cannot be read")]
    Archive(#[from] std::io::Error),
    /// The archive lacks a member.
    #[error(
        "the archive inside the NEFF has no `{0}`; only files of this stand-in's compiler can be loaded"
    )]
    Missing(&'static str),
    /// A description inside the archive is not what it should be.
    #[error("`{member}` inside the NEFF is not as expected: {detail}")]
    Description {
        /// The member.
        member: &'static str,
        /// What is wrong with it.
        detail: String,
    },
}
