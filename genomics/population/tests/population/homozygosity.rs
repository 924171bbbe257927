use crate::place::{genotypes, slice};
use neuron_population::dosages::{Dosages, Haploids};
use neuron_population::homozygosity::{RunParameters, runs_of_homozygosity};
use neuron_population::linkage::Contigs;

// plink 1.90b6.26 --homozyg --homozyg-kb 300 --homozyg-snp 50: rows, and the sums of POS1, POS2 and NSNP
#[test]
fn runs_of_the_slice() {
    let (genotypes, _) = slice();
    let dosages = Dosages::new(&genotypes, Haploids::Missing);
    let contigs = Contigs::of(&genotypes.variants).unwrap();
    let parameters = RunParameters { bases: 300_000, sites: 50, ..RunParameters::default() };
    let runs = runs_of_homozygosity(&dosages, &contigs, &parameters).unwrap();
    assert_eq!(runs.len(), 156);
    let sums = runs.iter().fold((0, 0, 0), |(a, b, c), r| (a + r.start, b + r.end, c + r.sites()));
    assert_eq!(sums, (368_559_011, 431_665_652, 84_102));
    let first = runs[0];
    assert_eq!(genotypes.samples[first.sample], "HG00100");
    assert_eq!((first.start, first.end, first.sites()), (1_546_805, 1_921_523, 389));
    assert_eq!(first.heterozygous, 4); // PHET 0.010
}

#[test]
fn heterozygotes_gaps_and_missing_genotypes_end_runs() {
    let line = |state: &str| format!("{state} 0/1");
    let lines: Vec<String> =
        (0..40).map(|site| line(if site == 20 { "0/1" } else { "0/0" })).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut genotypes = genotypes(&lines);
    let base = RunParameters {
        window_sites: 5,
        window_heterozygous: 0,
        window_missing: 0,
        sites: 5,
        bases: 400,
        ..RunParameters::default()
    };
    let runs = |genotypes: &neuron_genotypes::Genotypes, parameters: &RunParameters| {
        let dosages = Dosages::new(genotypes, Haploids::Missing);
        let contigs = Contigs::of(&genotypes.variants).unwrap();
        let runs = runs_of_homozygosity(&dosages, &contigs, parameters).unwrap();
        runs.iter().map(|run| (run.sample, run.first, run.last)).collect::<Vec<_>>()
    };
    // No window over site 20 is homozygous.
    assert_eq!(runs(&genotypes, &base), [(0, 0, 19), (0, 21, 39)]);
    for variant in &mut genotypes.variants[30..] {
        variant.position += 2_000_000;
    }
    assert_eq!(runs(&genotypes, &base), [(0, 0, 19), (0, 21, 29), (0, 30, 39)]);
    let lenient = RunParameters { window_heterozygous: 1, ..base };
    assert_eq!(runs(&genotypes, &lenient), [(0, 0, 29), (0, 30, 39)]);
    let strict = RunParameters { window_heterozygous: 1, heterozygous: Some(0), ..base };
    assert_eq!(runs(&genotypes, &strict), [(0, 0, 19), (0, 21, 29), (0, 30, 39)]);
    let short = RunParameters { window_sites: 50, ..base };
    assert_eq!(runs(&genotypes, &short), []);
}
