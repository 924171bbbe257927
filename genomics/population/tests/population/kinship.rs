use crate::place::{biallelic, close, genotypes, mixed, slice};
use neuron_population::dosages::{Dosages, Haploids};
use neuron_population::kinship::king;

// plink2 2.00a3.5 --make-king-table: the first pairs, the sum and the maximum of KINSHIP
#[test]
fn kinship_of_the_slice() {
    let dosages = Dosages::new(&slice().0, Haploids::Missing);
    let pairs = king(&dosages).unwrap();
    assert_eq!(pairs.len(), 503 * 502 / 2);
    let expected = [
        (1, 0, 0.0204082, 0.0184874, -0.210815),
        (2, 0, 0.0256903, 0.0180072, -0.152038),
        (2, 1, 0.0381753, 0.0146459, 0.0298595),
    ];
    for (pair, (second, first, both, opposite, coefficient)) in pairs.iter().zip(expected) {
        assert_eq!((pair.second, pair.first, pair.sites), (second, first, 4165));
        close(f64::from(pair.both_heterozygous) / 4165.0, both, 5e-7);
        close(f64::from(pair.opposite) / 4165.0, opposite, 5e-7);
        close(pair.coefficient.unwrap(), coefficient, 5e-7);
    }
    let coefficients = || pairs.iter().map(|pair| pair.coefficient.unwrap());
    close(coefficients().sum::<f64>(), -9344.263850809, 5e-3);
    close(coefficients().fold(f64::MIN, f64::max), 0.273234, 5e-7);
}

// plink2 2.00a3.5 --make-king-table on the sites of two alleles of contig 1
#[test]
fn kinship_with_missing_genotypes() {
    let dosages = Dosages::new(&biallelic(&mixed().0, "1"), Haploids::Missing);
    let pairs = king(&dosages).unwrap();
    assert_eq!([pairs[0].sites, pairs[1].sites], [94, 90]);
    close(pairs[0].coefficient.unwrap(), 0.066667, 5e-7);
    close(pairs[1].coefficient.unwrap(), -0.097826, 5e-7);
}

#[test]
fn duplicates_and_samples_without_heterozygotes() {
    let genotypes = genotypes(&["0/1 0/1 0/0", "1/1 1/1 0/0", "0/1 0/1 1/1"]);
    let pairs = king(&Dosages::new(&genotypes, Haploids::Missing)).unwrap();
    assert_eq!(pairs[0].coefficient, Some(0.5));
    assert_eq!(pairs[1].coefficient, None);
}
