use std::fmt;

/// Files of binary records in BGZF, of which an index gives parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryKind {
    /// Aligned reads (SAM specification, section 4).
    Bam,
    /// Variants (VCF specification, section 6).
    Bcf,
}

impl BinaryKind {
    /// How its expanded content begins; BCF goes on with the version, of which 2.1 and 2.2 are read.
    pub(super) fn magic(self) -> &'static [u8] {
        match self {
            Self::Bam => b"BAM\x01",
            Self::Bcf => b"BCF\x02",
        }
    }

    /// What an index is called behind the name of the file; the second of each without the file's own ending.
    pub(super) fn indices(self) -> &'static [(&'static str, bool)] {
        match self {
            Self::Bam => &[(".bai", true), (".bai", false), (".csi", true)],
            Self::Bcf => &[(".csi", true)],
        }
    }

    /// Bytes before a record's content that say how long it is.
    pub(super) fn prefix(self) -> usize {
        match self {
            Self::Bam => 4,
            Self::Bcf => 8,
        }
    }

    /// The end of its name.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Bam => ".bam",
            Self::Bcf => ".bcf",
        }
    }
}

impl fmt::Display for BinaryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bam => "BAM",
            Self::Bcf => "BCF",
        })
    }
}
