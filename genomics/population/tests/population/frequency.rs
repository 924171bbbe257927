use crate::place::{close, genotypes, mixed, slice};
use neuron_population::frequency::{AlleleCounts, genotype_counts, heterozygosity, missingness};
use neuron_population::hardy_weinberg::{exact_test, exact_test_of};

// scikit-allel 1.3.13: ac = GenotypeArray(gt).count_alleles(); ac[[0, 100, 2000, 4164], 1]; ac[:, 1].sum()
#[test]
fn alternates_of_the_slice() {
    let (genotypes, _) = slice();
    let counts = AlleleCounts::all(&genotypes);
    assert_eq!([0, 100, 2000, 4164].map(|site| counts.site(site)[1]), [2, 1, 679, 1]);
    let sum: u32 = (0..counts.len()).map(|site| counts.site(site)[1]).sum();
    assert_eq!(sum, 420_164);
    close(counts.frequencies(2000).unwrap()[1], 679.0 / 1006.0, 0.0);
    close(counts.minor_frequency(2000).unwrap(), 327.0 / 1006.0, 1e-15);
}

// plink2 2.00a3.5 --het; E(HOM) in full digits: (ac.to_frequencies() ** 2).sum(1).sum() of scikit-allel 1.3.13
#[test]
fn heterozygosity_of_the_slice() {
    let (genotypes, _) = slice();
    let counts = AlleleCounts::all(&genotypes);
    let found = heterozygosity(&genotypes, &counts);
    let expected = [
        (0, 3846, 0.244245660311844),
        (250, 3736, -0.0163592844082103),
        (502, 3738, -0.0116210126860275),
    ];
    for (sample, homozygous, f) in expected {
        assert_eq!(found[sample].observed_homozygous, homozygous);
        close(found[sample].expected_homozygous, 3742.90516938133, 1e-9);
        close(found[sample].inbreeding().unwrap(), f, 1e-10);
    }
}

// plink2 2.00a3.5 --bad-freqs --het on contig 1, multi-allelic sites included: O(HOM) 63, E(HOM) 64.6131, 104 sites
#[test]
fn heterozygosity_with_missing_genotypes_and_three_alleles() {
    let (genotypes, _) = mixed();
    let found = heterozygosity(&genotypes, &AlleleCounts::all(&genotypes));
    // Sample 1 is haploid on contig X, whose sites do not take part.
    assert_eq!((found[1].observed_homozygous, found[1].called), (63, 104));
    close(found[1].expected_homozygous, 64.6131, 5e-5);
    close(found[1].inbreeding().unwrap(), -0.040954, 5e-7);
}

// plink2 2.00a3.5 --hardy and --hardy midp on the slice
#[test]
fn exact_tests_of_the_slice() {
    let (genotypes, _) = slice();
    let counts = genotype_counts(&genotypes);
    let expected = [
        (772, [364, 32, 107], 9.69482e-74, 4.87788e-74),
        (773, [363, 33, 107], 6.95385e-73, 3.50026e-73),
        (4128, [221, 266, 16], 2.89054e-10, 2.06562e-10),
        (2705, [143, 216, 144], 1.769110e-03, 1.54883e-03),
    ];
    for (site, [others, heterozygous, homozygous], p, mid_p) in expected {
        let c = counts[site];
        assert_eq!([c.others, c.heterozygous, c.homozygous], [others, heterozygous, homozygous]);
        let test = exact_test_of(&c);
        close(test.p / p, 1.0, 5e-6);
        close(test.mid_p / mid_p, 1.0, 5e-6);
    }
}

// plink2 2.00a3.5 --hardy on contig 1: P of 1_1 with alleles A, C, G, counted for C and for G
#[test]
fn exact_test_of_each_alternate() {
    let (genotypes, _) = mixed();
    let counts: Vec<_> = genotype_counts(&genotypes).into_iter().filter(|c| c.site == 1).collect();
    assert_eq!(counts.len(), 2);
    assert_eq!([counts[0].homozygous, counts[0].heterozygous, counts[0].others], [7, 19, 12]);
    close(exact_test_of(&counts[0]).p, 1.0, 1e-12);
    close(exact_test_of(&counts[1]).p, 0.717019, 5e-7);
}

/// Probabilities of all numbers of heterozygotes by factorials.
fn brute_force(heterozygous: u32, homozygous: u32, others: u32) -> (f64, f64) {
    let ln = |n: u32| (1..=n).map(|i| f64::from(i).ln()).sum::<f64>();
    let total = heterozygous + homozygous + others;
    let copies = 2 * homozygous + heterozygous;
    let probability = |h: u32| -> f64 {
        let (a, b) = ((copies - h) / 2, (2 * total - copies - h) / 2);
        let genotypes = ln(total) - ln(h) - ln(a) - ln(b);
        let alleles = ln(2 * total) - ln(copies) - ln(2 * total - copies);
        (f64::from(h) * 2.0_f64.ln() + genotypes - alleles).exp()
    };
    let own = probability(heterozygous);
    let most = copies.min(2 * total - copies);
    let all = (most % 2..=most).step_by(2).map(probability);
    all.filter(|p| *p <= own * (1.0 + 1e-9)).fold((0.0, 0.0), |(p, mid), each| {
        (p + each, mid + if each >= own * (1.0 - 1e-9) { each / 2.0 } else { each })
    })
}

#[test]
fn exact_test_against_all_tables() {
    for (h, a, b) in
        [(0, 5, 5), (17, 2, 81), (3, 0, 40), (10, 10, 10), (1, 0, 0), (0, 30, 1), (49, 3, 8)]
    {
        let (p, mid_p) = brute_force(h, a, b);
        let test = exact_test(h, a, b);
        close(test.p, p, 1e-12);
        close(test.mid_p, mid_p, 1e-12);
    }
}

#[test]
fn monomorphic_and_empty_sites_have_no_nan() {
    let genotypes = genotypes(&["0/0 0/0 0/0", "./. ./. ./.", "1/1 1/1 ./."]);
    let counts = AlleleCounts::all(&genotypes);
    assert_eq!(counts.frequencies(1), None);
    assert_eq!(counts.minor_frequency(2), Some(0.0));
    for site in genotype_counts(&genotypes) {
        close(exact_test_of(&site).p, 1.0, 0.0);
    }
    for sample in heterozygosity(&genotypes, &counts) {
        assert_eq!((sample.inbreeding(), sample.rate()), (None, None));
    }
    let missing = missingness(&genotypes);
    assert_eq!((missing.by_site, missing.by_sample), (vec![0, 3, 1], vec![1, 1, 2]));
}

// plink2 2.00a3.5 --missing on contig 1; counted by numpy on contig X, where `.` of a haploid is missing too
#[test]
fn missing_genotypes() {
    let (genotypes, _) = mixed();
    let missing = missingness(&genotypes);
    let by_hand = |site: usize| {
        (0..40).filter(|sample| genotypes.genotype(site, *sample).contains(&-1)).count() as u32
    };
    assert_eq!(missing.by_site[23], 40);
    assert!((0..160).all(|site| missing.by_site[site] == by_hand(site)));
    assert_eq!(missing.by_site.iter().sum::<u32>(), missing.by_sample.iter().sum::<u32>());
}
