//! What is behind the header.

use super::NeffHeader;
use sha2::{Digest as _, Sha256};

/// How the archive is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Packing {
    /// A plain tar archive, as `--enable-fast-loading-neuron-binaries` gives.
    Tar,
    /// Compressed by gzip (RFC 1952).
    Gzip,
    /// Something else.
    Unknown,
}

/// Whether the header's hash is that of the archive. What is hashed is not documented, so a
/// difference proves nothing; equality does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HashCheck {
    /// It is the archive's SHA-256.
    Equal,
    /// It is not.
    Different,
    /// It has the length of an MD5, which is not computed here.
    Md5,
    /// There is none.
    Absent,
}

impl NeffHeader {
    /// How the archive is packed.
    #[must_use]
    pub fn packing(&self, neff: &[u8]) -> Packing {
        let archive = self.archive(neff);
        if archive.starts_with(&[0x1f, 0x8b]) {
            Packing::Gzip
        } else if super::members::begins_one(archive) {
            Packing::Tar
        } else {
            Packing::Unknown
        }
    }

    /// Compares the hash in the header with the archive's.
    #[must_use]
    pub fn check_hash(&self, neff: &[u8]) -> HashCheck {
        let (first, second) = self.hash.split_at(16);
        match (first, second) {
            _ if self.hash == [0; 32] => HashCheck::Absent,
            _ if self.hash == *Sha256::digest(self.archive(neff)) => HashCheck::Equal,
            (_, second) if second == [0; 16] => HashCheck::Md5,
            _ => HashCheck::Different,
        }
    }
}
