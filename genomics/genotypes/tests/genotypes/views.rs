//! Dosages and counts, against bcftools and by another way.

use crate::edge_cases::from_vcf;
use neuron_genotypes::datasets::thousand_genomes_slice;
use neuron_genotypes::{Genotypes, Imputation, ReadOptions};

#[test]
fn counts_of_mixed_ploidy_and_many_alleles() {
    // `bcftools view -s ann,bob,cyd,dee edge.vcf | bcftools query -f '%AN %AC\n'`, bcftools 1.16: AN − ΣAC, then AC. The copies
    // that are missing are counted by eye.
    let expected: [(&[u64], u64); 9] = [
        (&[3, 3], 2),
        (&[6], 2),
        (&[1, 1, 2, 3], 1),
        (&[2, 2, 2], 1),
        (&[4, 4], 0),
        (&[7, 1], 0),
        (&[0, 0], 8),
        (&[3, 3], 0),
        (&[3, 3], 1),
    ];
    let genotypes = from_vcf(&ReadOptions::default()).genotypes;
    for (site, (counts, missing)) in genotypes.all_allele_counts().iter().zip(expected) {
        assert_eq!((site.counts.as_slice(), site.missing), (counts, missing));
    }
    let nothing = genotypes.allele_counts(6);
    assert_eq!((nothing.called(), nothing.frequency(1)), (0, None));
}

#[test]
fn dosages_of_mixed_ploidy_and_many_alleles() {
    let genotypes = from_vcf(&ReadOptions::default()).genotypes;
    let dosages = genotypes.dosages();
    assert_eq!(dosages.row(0), [1, 2, -1, 0]);
    assert_eq!(dosages.row(2), [2, 1, 2, -1]);
    assert_eq!(dosages.row(7), [0, 1, 1, 1]);
    assert_eq!(dosages.row(8), [1, 1, 1, -1]);
    assert_eq!(genotypes.dosages_of(3).row(2), [0, 1, 2, -1]);
    assert_eq!(genotypes.dosages_of(0).row(8), [2, 1, 0, -1]);
    let means = dosages.to_f32(Imputation::Mean);
    assert_eq!(&means[..4], [1.0, 2.0, 1.0, 0.0]);
    assert_eq!(&means[24..28], [0.0; 4]);
    assert_eq!(dosages.to_f32(Imputation::Value(-9.0))[2], -9.0);
    assert!(Genotypes::default().dosages().to_f32(Imputation::Mean).is_empty());
}

#[test]
fn the_slices_counts_are_bcftools() {
    let genotypes = thousand_genomes_slice().unwrap().genotypes;
    // bcftools +fill-tags genotypes.vcf.gz -- -t AC,AN | bcftools query -f '%AC\n' (1.16): first five, sum and largest.
    let counts: Vec<u64> =
        genotypes.all_allele_counts().iter().map(|site| site.counts[1]).collect();
    assert_eq!(counts[..5], [2, 1, 605, 1, 19]);
    assert_eq!((counts.iter().sum::<u64>(), counts.iter().max()), (420_164, Some(&1003)));
    let dosages: i64 = genotypes.dosages().values.iter().map(|value| i64::from(*value)).sum();
    assert_eq!(dosages, 420_164);
}

#[test]
fn selections_are_what_the_whole_says() {
    let genotypes = thousand_genomes_slice().unwrap().genotypes;
    let part = genotypes.select_samples(&[7, 3]).select_variants(&[100, 5]);
    assert_eq!(part.samples, [genotypes.samples[7].clone(), genotypes.samples[3].clone()]);
    assert_eq!(part.genotype(0, 1), genotypes.genotype(100, 3));
    assert_eq!(part.genotype(1, 0), genotypes.genotype(5, 7));
    part.check().unwrap();
}

#[test]
fn parts_that_do_not_belong_together_are_refused() {
    let whole = thousand_genomes_slice().unwrap().genotypes.select_variants(&[0, 1]);
    let refusal = |change: fn(&mut Genotypes)| {
        let mut changed = whole.clone();
        change(&mut changed);
        changed.check().unwrap_err().to_string()
    };
    let message = refusal(|genotypes| genotypes.alleles.truncate(7));
    assert_eq!(message, "genotypes are inconsistent: 7 alleles, expected 2012");
    assert!(
        refusal(|genotypes| genotypes.phased.push(true)).contains("1007 phases, expected 1006")
    );
    let message = refusal(|genotypes| genotypes.alleles[3] = 2);
    assert!(message.contains("allele 2 at 20:1000226, which has alleles 0 to 1"), "{message}");
    assert!(refusal(|genotypes| genotypes.alleles[3] = -3).contains("allele -3"));
    let nothing = Genotypes {
        samples: vec!["a".into()],
        variants: whole.variants.clone(),
        ..Genotypes::default()
    };
    assert!(nothing.check().is_err());
}

#[test]
fn a_summary_counts_every_kind() {
    let summary = from_vcf(&ReadOptions::default()).genotypes.summary();
    assert_eq!((summary.samples, summary.sites, summary.ploidy), (4, 9, 3));
    let kinds = summary.kinds;
    // Symbolic are the sites with `*`, `<DEL>` and the breakend.
    assert_eq!(
        (kinds.snps, kinds.indels, kinds.symbolic, kinds.invariant, kinds.mnps),
        (4, 1, 3, 1, 0)
    );
    assert_eq!(kinds.multiallelic, 2);
    let x = &summary.contigs[1];
    assert_eq!((x.name.as_str(), x.sites, x.first, x.last), ("X", 2, 700, 800));
    let genotypes = summary.genotypes;
    assert_eq!((genotypes.total, genotypes.missing, genotypes.half_called), (36, 8, 1));
    assert_eq!((genotypes.called, genotypes.haploid), (27, 3));
    assert_eq!((genotypes.heterozygous, genotypes.phased), (13, 5));
}
