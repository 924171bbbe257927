use crate::Strand;
use serde::Serialize;
use std::ops::Range;

/// A line of an annotation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Feature {
    /// Name of the sequence.
    pub contig: String,
    /// The program or database that it comes from.
    pub source: String,
    /// What it is, as `gene` or `exon`.
    pub kind: String,
    /// First base, counted from 1.
    pub start: u64,
    /// Last base.
    pub end: u64,
    /// How sure it is.
    pub score: Option<f64>,
    /// On which strand it lies.
    pub strand: Option<Strand>,
    /// Bases before the first codon that begins in it, 0 to 2, of a coding part.
    pub phase: Option<u8>,
    /// Names and values in the file's order; a name with several values comes several times.
    pub attributes: Vec<(String, String)>,
    /// The line, counted from 1.
    pub line: u64,
}

impl Feature {
    /// The first value of an attribute, as of `gene_id` (GTF) or `ID` (GFF3).
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Its bases, counted from 0 with the end outside.
    #[must_use]
    pub fn range(&self) -> Range<u64> {
        self.start - 1..self.end
    }
}
