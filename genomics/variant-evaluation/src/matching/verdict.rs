use crate::Primitive;
use serde::Serialize;

/// What a difference turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The other side makes the same two haplotypes of it.
    Match,
    /// The other side has the allele, in another number of copies.
    Genotype,
    /// The other side has another allele at the place.
    Allele,
    /// The other side has nothing there.
    Absent,
}

/// A difference and its verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The difference.
    pub primitive: Primitive,
    /// The verdict.
    pub verdict: Verdict,
    /// Of a match, which: all differences of truth and calls that agree together have one number,
    /// unique on the contig.
    pub segment: Option<usize>,
    /// Whether it is counted: within the confident regions, where there are any.
    pub counted: bool,
}
