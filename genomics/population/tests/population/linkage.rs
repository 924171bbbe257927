use crate::place::{biallelic, close, genotypes, mixed, slice};
use neuron_population::dosages::{Dosages, Haploids};
use neuron_population::linkage::{
    Contigs, Window, correlation, haplotypic, haplotypic_by_em, prune,
};

// numpy 2.4.6: numpy.corrcoef(dosages[i], dosages[j])[0, 1]
#[test]
fn correlations_of_the_slice() {
    let dosages = Dosages::new(&slice().0, Haploids::Doubled);
    let expected = [
        (0, 1, -0.00281996862463963),
        (10, 40, -0.0585023947844326),
        (1000, 1003, -0.00693514184316142),
        (2000, 2050, -0.0238084232082135),
        (4000, 4164, -0.0638414305339003),
        (77, 78, -0.00199203187250998),
    ];
    for (first, second, r) in expected {
        close(correlation(&dosages, first, second).unwrap().r, r, 1e-13);
    }
}

#[test]
fn correlation_leaves_missing_pairs_out() {
    let with = genotypes(&["0/0 0/1 1/1 ./. 0/1", "0/1 0/1 1/1 1/1 ./."]);
    let without = genotypes(&["0/0 0/1 1/1", "0/1 0/1 1/1"]);
    let r = |genotypes| correlation(&Dosages::new(genotypes, Haploids::Doubled), 0, 1).unwrap();
    assert_eq!(r(&with), r(&without));
    assert_eq!(r(&with).samples, 3);
    // Covariance of 0, 1, 2 and 1, 1, 2 with divisor n: 1/3.
    close(r(&with).composite, 1.0 / 6.0, 1e-15);
}

// plink2 2.00a3.5 --indep-pairwise 50 5 0.2, 200 25 0.5 and 100kb 1 0.1: sites kept, the sum of their numbers, the first
#[test]
fn pruned_slice_is_that_of_plink2() {
    let (genotypes, _) = slice();
    let dosages = Dosages::new(&genotypes, Haploids::Doubled);
    let contigs = Contigs::of(&genotypes.variants).unwrap();
    let cases = [
        (Window::Sites { size: 50, step: 5 }, 0.2, 2552, 5_196_899, [0, 1, 3, 4, 5, 6, 7, 10]),
        (Window::Sites { size: 200, step: 25 }, 0.5, 2665, 5_367_742, [0, 1, 3, 4, 5, 6, 7, 8]),
        (Window::Bases(100_000), 0.1, 1805, 3_645_080, [0, 1, 3, 5, 6, 7, 10, 11]),
    ];
    for (window, threshold, count, sum, first) in cases {
        let pruning = prune(&dosages, &contigs, window, threshold).unwrap();
        assert_eq!(pruning.kept.len(), count, "{window:?}");
        assert_eq!(pruning.kept.iter().sum::<usize>(), sum, "{window:?}");
        assert_eq!(pruning.kept[..8], first);
        assert_eq!(pruning.kept.len() + pruning.removed.len(), 4165);
    }
}

// plink2 2.00a3.5 --bad-ld --indep-pairwise 50 5 0.2 on the sites of two alleles of contig 1
#[test]
fn pruning_with_missing_genotypes() {
    let genotypes = biallelic(&mixed().0, "1");
    let dosages = Dosages::new(&genotypes, Haploids::Doubled);
    let contigs = Contigs::of(&genotypes.variants).unwrap();
    let pruning = prune(&dosages, &contigs, Window::Sites { size: 50, step: 5 }, 0.2).unwrap();
    assert_eq!((pruning.kept.len(), pruning.kept.iter().sum::<usize>()), PRUNED);
    assert!(pruning.kept.iter().all(|site| dosages.varies(*site)));
}

const PRUNED: (usize, usize) = (58, 2918);

#[test]
fn haplotypes_of_a_table() {
    // Haplotypes 00 ×3, 11 ×2, 01 ×1: p = 1/3, q = 1/2, D = 1/3 − 1/6 = 1/6 = its maximum.
    let genotypes = genotypes(&["0|0 0|1 0|1", "0|0 1|1 0|1"]);
    let measured = haplotypic(&genotypes, 0, 1).unwrap();
    assert_eq!(measured.haplotypes, 6);
    close(measured.d, 1.0 / 6.0, 1e-15);
    close(measured.d_prime, 1.0, 1e-15);
    close(measured.r_squared, (1.0 / 36.0) / (2.0 / 9.0 * 0.25), 1e-15);
    close(haplotypic(&genotypes, 0, 0).unwrap().r_squared, 1.0, 1e-15);
}

// Without double heterozygotes, phase is certain.
#[test]
fn phase_by_expectation_and_maximisation() {
    let phased = genotypes(&["0|0 0|1 1|1 0|0 0|1", "0|0 0|0 1|1 0|1 1|1"]);
    let dosages = Dosages::new(&phased, Haploids::Doubled);
    let (direct, em) =
        (haplotypic(&phased, 0, 1).unwrap(), haplotypic_by_em(&dosages, 0, 1).unwrap());
    close(em.d, direct.d, 1e-12);
    close(em.r_squared, direct.r_squared, 1e-12);
    // Of the slice, phase is known: the estimate without it is near.
    let (genotypes, _) = slice();
    let dosages = Dosages::new(&genotypes, Haploids::Doubled);
    let common: Vec<usize> = (0..4165)
        .filter(|s| (0.3..0.7).contains(&dosages.frequency(*s).unwrap()))
        .take(12)
        .collect();
    for pair in common.windows(2) {
        let known = haplotypic(&genotypes, pair[0], pair[1]).unwrap();
        let guessed = haplotypic_by_em(&dosages, pair[0], pair[1]).unwrap();
        close(guessed.r_squared, known.r_squared, 0.05);
    }
}

#[test]
fn sites_without_variation_have_no_correlation() {
    let genotypes = genotypes(&["0/0 0/0 ./.", "0/1 0/0 1/1", "0/1 0/1 0/1"]);
    let dosages = Dosages::new(&genotypes, Haploids::Doubled);
    assert_eq!(correlation(&dosages, 0, 1), None);
    assert_eq!(correlation(&dosages, 1, 2), None);
    assert_eq!(haplotypic_by_em(&dosages, 0, 1), None);
    assert_eq!(haplotypic(&genotypes, 0, 1), None);
}
