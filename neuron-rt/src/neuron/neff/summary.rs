//! A NEFF in a few lines.

use super::{HashCheck, Member, NeffError, NeffHeader, Packing, members};
use std::fmt;

/// What can be said of a NEFF. It displays as a few lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeffSummary {
    /// The header.
    pub header: NeffHeader,
    /// How the archive is packed.
    pub packing: Packing,
    /// Whether the header's hash is that of the archive.
    pub hash: HashCheck,
    /// The archive's files, where it is a plain one.
    pub members: Option<Vec<Member>>,
    /// Bytes behind the archive.
    pub trailing_bytes: u64,
}

impl NeffSummary {
    /// Reads all that can be read.
    ///
    /// # Errors
    /// [`NeffError`] where it is no NEFF or is damaged.
    pub fn of(neff: &[u8]) -> Result<Self, NeffError> {
        let header = NeffHeader::parse(neff)?;
        let packing = header.packing(neff);
        let members = match packing {
            Packing::Tar => Some(members(header.archive(neff))?),
            Packing::Gzip | Packing::Unknown => None,
        };
        let hash = header.check_hash(neff);
        let trailing_bytes = neff.len() as u64 - header.header_bytes - header.archive_bytes;
        Ok(Self { header, packing, hash, members, trailing_bytes })
    }
}

impl fmt::Display for NeffSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let header = &self.header;
        let (major, minor) = header.version;
        let named = |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
        writeln!(f, "name           {}", named(&header.name))?;
        writeln!(f, "uuid           {}", header.uuid_text())?;
        writeln!(f, "format         {major}.{minor}, container {}", header.package_version)?;
        writeln!(f, "built by       {}", named(&header.build_version))?;
        let (cores, asked) = (header.cores, header.requested_cores);
        writeln!(f, "cores          {cores} (asked for: {asked})")?;
        match header.lnc {
            0 => writeln!(f, "logical core   not said")?,
            lnc => writeln!(f, "logical core   {lnc} physical")?,
        }
        writeln!(f, "features       {:#x}", header.feature_bits)?;
        let hash = match self.hash {
            HashCheck::Equal => "the archive's SHA-256",
            HashCheck::Different => "not the archive's SHA-256",
            HashCheck::Md5 => "an MD5, not checked",
            HashCheck::Absent => "none",
        };
        writeln!(f, "hash           {hash}")?;
        let packing = match self.packing {
            Packing::Tar => "tar",
            Packing::Gzip => "compressed by gzip",
            Packing::Unknown => "packed in an unknown way",
        };
        write!(f, "archive        {} bytes, {packing}", header.archive_bytes)?;
        if self.trailing_bytes > 0 {
            write!(f, ", and {} bytes behind it", self.trailing_bytes)?;
        }
        for member in self.members.iter().flatten() {
            write!(f, "\n  {:>12}  {}", member.bytes, member.name)?;
        }
        Ok(())
    }
}
