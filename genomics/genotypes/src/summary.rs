use crate::{ABSENT, Genotypes, MISSING, Variant};
use rayon::prelude::*;
use serde::Serialize;

/// What genotypes are, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Samples.
    pub samples: usize,
    /// Sites.
    pub sites: usize,
    /// The most copies of a genotype.
    pub ploidy: usize,
    /// Sequences, in the order of their first site.
    pub contigs: Vec<ContigSummary>,
    /// Kinds of sites.
    pub kinds: SiteKinds,
    /// Kinds of genotypes.
    pub genotypes: GenotypeKinds,
}

/// Sites of a sequence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ContigSummary {
    /// Its name.
    pub name: String,
    /// How many.
    pub sites: usize,
    /// The least position.
    pub first: u64,
    /// The greatest position.
    pub last: u64,
}

/// Sites by what their alleles are; each is of exactly one of the first five kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SiteKinds {
    /// Every allele is one base.
    pub snps: usize,
    /// Every allele is of the same number of bases, more than one.
    pub mnps: usize,
    /// Alleles of bases, of different lengths.
    pub indels: usize,
    /// With an allele that is not bases: `<DEL>`, `*`, breakends.
    pub symbolic: usize,
    /// Without an alternate allele.
    pub invariant: usize,
    /// With more than one alternate allele, among those above.
    pub multiallelic: usize,
}

/// Genotypes by what is known of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GenotypeKinds {
    /// All.
    pub total: u64,
    /// Every copy was called.
    pub called: u64,
    /// Some copies were called and some not.
    pub half_called: u64,
    /// No copy was called.
    pub missing: u64,
    /// Called, of one copy.
    pub haploid: u64,
    /// Called, of different alleles.
    pub heterozygous: u64,
    /// Heterozygous, with the order of the copies known.
    pub phased: u64,
}

impl Genotypes {
    /// Counts what there is.
    ///
    /// ```
    /// let summary = neuron_genotypes::datasets::thousand_genomes_slice()?.genotypes.summary();
    /// assert_eq!((summary.sites, summary.kinds.snps, summary.kinds.indels), (4165, 3934, 231));
    /// assert_eq!(summary.genotypes.called, summary.genotypes.total);
    /// # Ok::<(), neuron_genotypes::GenotypeError>(())
    /// ```
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut kinds = SiteKinds::default();
        let mut contigs: Vec<ContigSummary> = Vec::new();
        for variant in &self.variants {
            kinds.add(variant);
            let last =
                contigs.len().checked_sub(1).filter(|last| contigs[*last].name == variant.contig);
            let known =
                last.or_else(|| contigs.iter().position(|contig| contig.name == variant.contig));
            let place = known.unwrap_or_else(|| {
                let (name, first) = (variant.contig.clone(), variant.position);
                contigs.push(ContigSummary { name, sites: 0, first, last: first });
                contigs.len() - 1
            });
            let contig = &mut contigs[place];
            contig.sites += 1;
            contig.first = contig.first.min(variant.position);
            contig.last = contig.last.max(variant.position);
        }
        let sites: Vec<GenotypeKinds> =
            (0..self.variants.len()).into_par_iter().map(|site| self.kinds_of(site)).collect();
        let genotypes = sites.iter().fold(GenotypeKinds::default(), |sum, site| sum.plus(site));
        Summary {
            samples: self.samples.len(),
            sites: self.variants.len(),
            ploidy: self.ploidy,
            contigs,
            kinds,
            genotypes,
        }
    }

    fn kinds_of(&self, site: usize) -> GenotypeKinds {
        let samples = self.samples.len();
        let phased = &self.phased[site * samples..(site + 1) * samples];
        let mut kinds = GenotypeKinds::default();
        for (genotype, &phased) in self.site(site).chunks_exact(self.ploidy.max(1)).zip(phased) {
            let missing = genotype.iter().filter(|allele| **allele == MISSING).count();
            let there = genotype.iter().filter(|allele| **allele != ABSENT).count();
            kinds.total += 1;
            if there == missing {
                kinds.missing += 1;
            } else if missing > 0 {
                kinds.half_called += 1;
            } else {
                let heterozygous = genotype[..there].iter().any(|allele| *allele != genotype[0]);
                kinds.called += 1;
                kinds.haploid += u64::from(there == 1);
                kinds.heterozygous += u64::from(heterozygous);
                kinds.phased += u64::from(heterozygous && phased);
            }
        }
        kinds
    }
}

impl SiteKinds {
    fn add(&mut self, variant: &Variant) {
        let is_bases = |allele: &String| allele.bytes().all(|base| base.is_ascii_alphabetic());
        let bases = variant.reference.len();
        let kind = if variant.alternates.is_empty() {
            &mut self.invariant
        } else if !variant.alternates.iter().all(is_bases) {
            &mut self.symbolic
        } else if variant.alternates.iter().any(|allele| allele.len() != bases) {
            &mut self.indels
        } else if bases == 1 {
            &mut self.snps
        } else {
            &mut self.mnps
        };
        *kind += 1;
        self.multiallelic += usize::from(variant.alternates.len() > 1);
    }
}

impl GenotypeKinds {
    fn plus(self, other: &Self) -> Self {
        Self {
            total: self.total + other.total,
            called: self.called + other.called,
            half_called: self.half_called + other.half_called,
            missing: self.missing + other.missing,
            haploid: self.haploid + other.haploid,
            heterozygous: self.heterozygous + other.heterozygous,
            phased: self.phased + other.phased,
        }
    }
}
