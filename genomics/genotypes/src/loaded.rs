use crate::vcf::Contig;
use crate::{GenotypeWarning, Genotypes, LeftOut};

/// Genotypes of a file, and what else is known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// The genotypes.
    pub genotypes: Genotypes,
    /// Sequences that the header declares, in its order.
    pub contigs: Vec<Contig>,
    /// Sites of the file, those left out among them.
    pub records: u64,
    /// Sites that were left out.
    pub left_out: LeftOut,
    /// What is odd.
    pub warnings: Vec<GenotypeWarning>,
}
