//! Which sites are read. Expected are the sites of `bcftools view` 1.16 with the options named.

use crate::edge_cases::{from_bcf, from_vcf};
use neuron_genotypes::{LeftOut, ReadOptions, SiteFilter};

#[track_caller]
fn check(filter: SiteFilter, positions: &[u64], left_out: LeftOut) {
    let options = ReadOptions { filter, ..ReadOptions::default() };
    for loaded in [from_vcf(&options), from_bcf(&options)] {
        let found: Vec<u64> =
            loaded.genotypes.variants.iter().map(|variant| variant.position).collect();
        assert_eq!(found, positions);
        assert_eq!(loaded.left_out, left_out);
        assert_eq!(loaded.left_out.total() + found.len() as u64, loaded.records);
    }
}

#[test]
fn passed() {
    // -f PASS,.
    let filter = SiteFilter { passed_only: true, ..SiteFilter::default() };
    let left_out = LeftOut { not_passed: 2, ..LeftOut::default() };
    check(filter, &[100, 150, 260, 300, 410, 700, 800], left_out);
}

#[test]
fn quality() {
    // -i 'QUAL>=40'
    let filter = SiteFilter { minimum_quality: Some(40.0), ..SiteFilter::default() };
    check(filter, &[100, 300, 700, 800], LeftOut { low_quality: 5, ..LeftOut::default() });
}

#[test]
fn biallelic() {
    // -m2 -M2
    let filter = SiteFilter { biallelic_only: true, ..SiteFilter::default() };
    let left_out = LeftOut { not_biallelic: 3, ..LeftOut::default() };
    check(filter, &[100, 300, 410, 500, 700, 800], left_out);
}

#[test]
fn snps() {
    // -v snps gives 100, 200, 700, 800 here too, which have no allele of another kind.
    let filter = SiteFilter { snps_only: true, ..SiteFilter::default() };
    check(filter, &[100, 200, 700, 800], LeftOut { not_snp: 5, ..LeftOut::default() });
}

#[test]
fn symbolic_and_spanning() {
    // -V other,bnd
    let filter = SiteFilter { without_symbolic: true, ..SiteFilter::default() };
    check(
        filter,
        &[100, 150, 200, 260, 500, 700, 800],
        LeftOut { symbolic: 2, ..LeftOut::default() },
    );
    // -e 'ALT="*"'
    let filter = SiteFilter { without_spanning: true, ..SiteFilter::default() };
    let left_out = LeftOut { spanning: 1, ..LeftOut::default() };
    check(filter, &[100, 150, 200, 300, 410, 500, 700, 800], left_out);
}

#[test]
fn region() {
    // -r 1:261-410: the second base of the deletion's reference at 260 lies in it.
    let filter = SiteFilter { region: Some("1:261-410".parse().unwrap()), ..SiteFilter::default() };
    check(filter, &[260, 300, 410], LeftOut { outside: 6, ..LeftOut::default() });
    let filter = SiteFilter { region: Some("X".parse().unwrap()), ..SiteFilter::default() };
    check(filter, &[700, 800], LeftOut { outside: 7, ..LeftOut::default() });
    let filter = SiteFilter { region: Some("1:262-299".parse().unwrap()), ..SiteFilter::default() };
    check(filter, &[], LeftOut { outside: 9, ..LeftOut::default() });
}
