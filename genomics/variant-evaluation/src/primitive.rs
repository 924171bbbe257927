use crate::Difference;
use serde::Serialize;

/// What a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One base instead of another.
    Snp,
    /// Bases too many, or a long allele that is no pure insertion or deletion and adds bases.
    Insertion,
    /// Bases too few.
    Deletion,
}

impl Kind {
    /// Whether it changes the length.
    #[must_use]
    pub fn is_indel(self) -> bool {
        self != Self::Snp
    }
}

/// One difference of a genotype from the reference: what is matched and counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Primitive {
    /// The difference as its record places it: this is what haplotypes are made of.
    pub difference: Difference,
    /// The same difference as far to the left as it can stand, by which it is named.
    pub leftmost: Difference,
    /// Bases that it touches wherever it may stand, `[from, to)`.
    pub reach: (usize, usize),
    /// Which copies have it, in the order of the record's genotype.
    pub copies: [bool; 2],
    /// The record it is from, counted from 0 within its file: differences of one record keep their
    /// copies in common.
    pub record: usize,
    /// Line of that record.
    pub line: u64,
    /// `QUAL` of that record.
    pub quality: Option<f64>,
    /// `GQ` of that record.
    pub genotype_quality: Option<f64>,
}

impl Primitive {
    /// What it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        let (before, after) =
            (self.difference.end - self.difference.start, self.difference.alternate.len());
        match (before, after) {
            (1, 1) => Kind::Snp,
            _ if after > before => Kind::Insertion,
            _ => Kind::Deletion,
        }
    }

    /// By how many bases it lengthens the haplotype.
    #[must_use]
    pub fn growth(&self) -> i64 {
        self.difference.alternate.len() as i64
            - (self.difference.end - self.difference.start) as i64
    }

    /// Whether both copies have it.
    #[must_use]
    pub fn homozygous(&self) -> bool {
        self.copies == [true, true]
    }
}
