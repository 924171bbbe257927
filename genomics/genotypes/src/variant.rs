use serde::Serialize;

/// A site and its alleles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// Name of the sequence, such as `chr20`.
    pub contig: String,
    /// Position of the first base of `reference`, counted from 1.
    pub position: u64,
    /// Its names, joined by `;`; empty where it has none.
    pub id: String,
    /// The reference's allele.
    pub reference: String,
    /// The other alleles, in the file's order: allele 1, 2, …; none of a site without variation.
    pub alternates: Vec<String>,
}
