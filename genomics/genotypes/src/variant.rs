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

impl Variant {
    /// The site's place, as `20:1000226`.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}:{}", self.contig, self.position)
    }

    /// What a message calls it.
    pub(crate) fn subject(&self) -> String {
        format!("site {}", self.place().escape_debug())
    }
}
