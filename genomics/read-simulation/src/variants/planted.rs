use serde::Serialize;

/// What was planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum VariantKind {
    /// One base instead of another.
    Snp,
    /// Two or three bases in a row instead of others.
    Mnp,
    /// Bases too many.
    Insertion,
    /// Bases too few.
    Deletion,
}

/// A difference between a copy and the reference: bases `[start, end)`, counted from 0, become
/// `alternate`. Insertions and deletions stand as far left as they can.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlantedVariant {
    /// Number of the contig.
    pub contig: usize,
    /// The first base replaced, or the base before which bases are inserted.
    pub start: usize,
    /// Behind the last base replaced.
    pub end: usize,
    /// What stands there instead.
    #[serde(serialize_with = "as_text")]
    pub alternate: Vec<u8>,
    /// Which of the two copies have it.
    pub copies: [bool; 2],
    /// What it is.
    pub kind: VariantKind,
    /// Whether it changes the number of units of a repeat.
    pub in_repeat: bool,
}

impl PlantedVariant {
    /// Whether one copy only has it.
    #[must_use]
    pub fn heterozygous(&self) -> bool {
        self.copies[0] != self.copies[1]
    }

    /// Whether it changes the length.
    #[must_use]
    pub fn is_indel(&self) -> bool {
        matches!(self.kind, VariantKind::Insertion | VariantKind::Deletion)
    }
}

fn as_text<S: serde::Serializer>(bases: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&String::from_utf8_lossy(bases))
}
