//! Data of the tests.

use neuron_genotypes::{Genotypes, ReadOptions, Variant, datasets, vcf};
use neuron_population::Populations;
use neuron_population::dosages::{Dosages, Haploids};
use std::path::Path;

/// The embedded slice of the 1000 Genomes Project with its populations CEU, FIN, GBR, IBS, TSI.
pub(crate) fn slice() -> (Genotypes, Populations) {
    let slice = datasets::thousand_genomes_slice().unwrap();
    let labels = slice.labels.of(&slice.genotypes.samples, "pop").unwrap().labels;
    (slice.genotypes, Populations::from_labels(&labels))
}

pub(crate) fn slice_dosages() -> Dosages {
    Dosages::new(&slice().0, Haploids::Doubled)
}

/// Synthetic genotypes, `data/mixed.vcf`: 40 samples, two populations `a` and `b` of 20, 120 sites of contig 1 and 40
/// of contig X, at which every second sample is haploid; some sites of three alleles, some without variation, one
/// without calls, 6 % of genotypes missing.
pub(crate) fn mixed() -> (Genotypes, Populations) {
    let text: &[u8] = include_bytes!("data/mixed.vcf");
    let genotypes = vcf::read_from(text, Path::new("mixed.vcf"), &ReadOptions::default());
    let labels: Vec<_> = (0..40).map(|sample| Some(if sample < 20 { "a" } else { "b" })).collect();
    (genotypes.unwrap().genotypes, Populations::from_labels(&labels))
}

/// The sites of a contig, with two alleles only.
pub(crate) fn biallelic(genotypes: &Genotypes, contig: &str) -> Genotypes {
    let keep: Vec<usize> = (0..genotypes.variants.len())
        .filter(|site| {
            let variant = &genotypes.variants[*site];
            variant.contig == contig && variant.alternates.len() == 1
        })
        .collect();
    let samples = genotypes.samples.len();
    Genotypes {
        samples: genotypes.samples.clone(),
        variants: keep.iter().map(|site| genotypes.variants[*site].clone()).collect(),
        ploidy: genotypes.ploidy,
        alleles: keep.iter().flat_map(|site| genotypes.site(*site).to_vec()).collect(),
        phased: vec![false; keep.len() * samples],
    }
}

/// Diploid genotypes from text: a line a site, such as `0/1 ./. 1/1`; sites 100 bases apart on contig 1.
pub(crate) fn genotypes(lines: &[&str]) -> Genotypes {
    let mut alleles = Vec::new();
    let mut samples = 0;
    for line in lines {
        samples = line.split_whitespace().count();
        for genotype in line.split_whitespace() {
            let copies: Vec<i8> =
                genotype.split(['/', '|']).map(|a| a.parse().unwrap_or(-1)).collect();
            alleles.extend([copies[0], copies.get(1).copied().unwrap_or(neuron_genotypes::ABSENT)]);
        }
    }
    let variant = |site| Variant {
        contig: "1".into(),
        position: 100 * (site as u64 + 1),
        id: String::new(),
        reference: "A".into(),
        alternates: vec!["C".into()],
    };
    Genotypes {
        samples: (0..samples).map(|sample| format!("s{sample}")).collect(),
        variants: (0..lines.len()).map(variant).collect(),
        ploidy: 2,
        alleles,
        phased: lines.iter().flat_map(|line| vec![line.contains('|'); samples]).collect(),
    }
}

#[track_caller]
pub(crate) fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
}
