use std::fmt;

/// Files whose records are binary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordFormat {
    /// Aligned reads (SAM specification, section 4).
    Bam,
    /// Aligned reads, as differences from a reference (CRAM specification, version 3).
    Cram,
    /// Variants (VCF specification, section 6).
    Bcf,
}

impl RecordFormat {
    /// The format that a path or an address names by its end; none of others. What follows a `?` is no part of it.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        let name = name.split('?').next().unwrap_or(name);
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "bam" => Some(Self::Bam),
            "cram" => Some(Self::Cram),
            "bcf" => Some(Self::Bcf),
            _ => None,
        }
    }
}

impl fmt::Display for RecordFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bam => "BAM",
            Self::Cram => "CRAM",
            Self::Bcf => "BCF",
        })
    }
}
