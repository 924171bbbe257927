//! Against scikit-learn 1.9.1: `adjusted_rand_score(a, b)`, `normalized_mutual_info_score`,
//! `adjusted_mutual_info_score`, `homogeneity_completeness_v_measure`.

use neuron_metagenomics::agreement::{
    adjusted_mutual_information, adjusted_rand_index, agreement, bin_quality, mutual_information,
    normalised_mutual_information, purity, v_measure,
};

const LABELS: [usize; 12] = [0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 1, 0];
const CLUSTERS: [usize; 12] = [0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 0, 0];

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
}

#[test]
fn measures_are_those_of_the_reference() {
    let all = agreement(&LABELS, &CLUSTERS).unwrap();
    close(all.adjusted_rand_index, 0.34328358208955223);
    close(all.normalised_mutual_information, 0.5960796024568756);
    close(all.adjusted_mutual_information, 0.42999779452609665);
    close(all.homogeneity, 0.6587603285713903);
    close(all.completeness, 0.5442906142070802);
    close(adjusted_rand_index(&LABELS, &CLUSTERS).unwrap(), all.adjusted_rand_index);
    close(
        normalised_mutual_information(&LABELS, &CLUSTERS).unwrap(),
        v_measure(&LABELS, &CLUSTERS).unwrap().v,
    );
    close(
        adjusted_mutual_information(&LABELS, &CLUSTERS).unwrap(),
        all.adjusted_mutual_information,
    );
    // The most frequent labels of the clusters: 3 of 4, 3 of 4, 2 of 2, 2 of 2.
    close(purity(&LABELS, &CLUSTERS).unwrap(), 10.0 / 12.0);
    assert_eq!(all.purity, purity(&LABELS, &CLUSTERS).unwrap());
    let entropy: f64 = [4.0, 4.0, 4.0].iter().map(|n: &f64| -n / 12.0 * (n / 12.0).ln()).sum();
    close(mutual_information(&LABELS, &LABELS).unwrap(), entropy);
}

#[test]
fn trivial_partitions_give_no_nan() {
    let one = [7; 5];
    let each = [0, 1, 2, 3, 4];
    for (labels, clusters, expected) in [(one, one, 1.0), (each, each, 1.0), (one, each, 0.0)] {
        let all = agreement(&labels, &clusters).unwrap();
        assert_eq!(all.adjusted_rand_index, expected);
        close(all.adjusted_mutual_information, expected);
        assert!([all.homogeneity, all.completeness, all.purity].iter().all(|v| v.is_finite()));
    }
    assert_eq!(agreement(&[3], &[4]).unwrap().adjusted_rand_index, 1.0);
    assert!(agreement(&[], &[]).is_err() && agreement(&[1], &[]).is_err());
}

#[test]
fn bins_are_judged_by_bases() {
    let genomes = [0, 0, 0, 1, 1, 2];
    let bins = [Some(5), Some(5), Some(6), Some(6), Some(6), None];
    let report = bin_quality(&genomes, &bins, &[900, 50, 50, 1000, 1000, 77]).unwrap();
    assert_eq!((report.genomes, report.bins.len(), report.high_quality), (3, 2, 2));
    let (first, second) = (&report.bins[0], &report.bins[1]);
    assert_eq!((first.bin, first.genome, first.sequences, first.bases), (6, 1, 3, 2050));
    close(first.contamination, 50.0 / 2050.0);
    assert_eq!((second.completeness, second.contamination), (0.95, 0.0));
    close(report.binned_share, 3000.0 / 3077.0);
    close(report.base_purity, 2950.0 / 3000.0);
    assert!(bin_quality(&genomes, &bins[..2], &[1]).is_err());
    let none = bin_quality(&[0], &[None], &[0]).unwrap();
    assert_eq!((none.binned_share, none.base_purity), (0.0, 0.0));
}
