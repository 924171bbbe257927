//! The same counts as bcftools where its comparison is enough: one record a variant, genotypes equal.

use crate::records::{calls, counts, judge};
use neuron_variant_evaluation::{Reference, Settings};

/// A synthetic reference of repeats, 42 variants of it, and calls with their indels at the right end
/// of the repeats, 3 variants missing and 4 invented.
///
/// Expected: `bcftools norm -f synthetic.fa` of both, `bcftools isec`, and the records of 0002.vcf (in both),
/// 0000.vcf and 0001.vcf by `bcftools view -v snps` and `-v indels`; bcftools 1.16.
#[test]
fn counts_are_those_of_bcftools_isec_after_norm() {
    let fasta = include_str!("data/synthetic.fa");
    let bases: String = fasta.lines().skip(1).collect();
    let reference = Reference::new(vec![("chrS".to_owned(), bases.into_bytes())]).unwrap();
    let truth = calls(include_str!("data/synthetic-truth.vcf"));
    let query = calls(include_str!("data/synthetic-calls.vcf"));
    let (evaluation, _) = judge(&reference, truth, query, &Settings::default());
    assert_eq!(counts(&evaluation, "snp"), [17, 3, 17, 4]);
    assert_eq!(counts(&evaluation, "indel"), [22, 0, 22, 0]);
    assert_eq!(evaluation.limited_clusters, 0);
}
