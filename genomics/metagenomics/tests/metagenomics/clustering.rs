//! Against scikit-learn 1.9.1 on the points of `synthetic::points`.

use crate::synthetic::points;
use neuron_metagenomics::agreement::adjusted_rand_index;
use neuron_metagenomics::clustering::{
    HdbscanOptions, KMeansOptions, Metric, MixtureOptions, choose_mixture, gaussian_mixture,
    hdbscan, k_means,
};
use neuron_sequence_features::Features;

/// The last two hold the noise that the reference finds; otherwise a point's cluster is its number modulo 3.
const NOISE: [usize; 3] = [29, 59, 99];

fn expected() -> Vec<usize> {
    let of = |number| match number {
        9 | 19 | 79 => 2,
        _ => number % 3,
    };
    (0..120).map(of).collect()
}

/// `HDBSCAN(min_cluster_size=5)` and `HDBSCAN(min_cluster_size=8, min_samples=3)`: labels, and probabilities of the
/// first twelve points or their sum.
#[test]
fn density_clusters_are_those_of_the_reference() {
    let cases = [
        HdbscanOptions { least_size: 5, neighbours: None },
        HdbscanOptions { least_size: 8, neighbours: Some(3) },
    ];
    let expected = expected();
    for options in cases {
        let found = hdbscan(&points(), &options).unwrap();
        let noise: Vec<usize> = (0..120).filter(|&point| found.labels[point].is_none()).collect();
        let kept: Vec<usize> = (0..120).filter(|point| !noise.contains(point)).collect();
        assert_eq!(noise, NOISE);
        let labels: Vec<usize> = kept.iter().map(|&point| found.labels[point].unwrap()).collect();
        let reference: Vec<usize> = kept.iter().map(|&point| expected[point]).collect();
        assert_eq!(adjusted_rand_index(&reference, &labels).unwrap(), 1.0);
        assert_eq!(found.stabilities.len(), 3);
        if options.neighbours.is_none() {
            let reference = [
                1.0,
                0.8699633042366905,
                1.0,
                1.0,
                1.0,
                1.0,
                0.9979585807666659,
                1.0,
                1.0,
                0.6696226086271115,
                1.0,
                0.6560714106416394,
            ];
            for (found, expected) in found.probabilities.iter().zip(reference) {
                assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
            }
        } else {
            let sum: f64 = found.probabilities.iter().sum();
            assert!((sum - 110.40282383843947).abs() < 1e-9, "{sum}");
        }
    }
}

#[test]
fn points_on_each_other_are_a_cluster() {
    let mut values = vec![0.0; 10];
    values.extend([5.0; 10]);
    let found = hdbscan(&Features::new(1, values).unwrap(), &HdbscanOptions::default()).unwrap();
    let first = found.labels[0];
    assert!(first.is_some() && found.labels[..10].iter().all(|&label| label == first));
    assert!(found.labels[10..].iter().all(|&label| label.is_some() && label != first));
    assert!(found.probabilities.iter().all(|p| p.is_finite()));
    assert!(hdbscan(&points(), &HdbscanOptions { least_size: 1, neighbours: None }).is_err());
    let many = HdbscanOptions { least_size: 5, neighbours: Some(121) };
    assert!(hdbscan(&points(), &many).unwrap_err().to_string().contains("1 to 120"));
}

/// `KMeans(3, n_init=20, tol=0).fit(X).inertia_`.
#[test]
fn means_are_as_good_as_those_of_the_reference() {
    let options = KMeansOptions { clusters: 3, ..KMeansOptions::default() };
    let found = k_means(&points(), &options).unwrap();
    assert!((found.inertia - 127.07334168657533).abs() < 1e-9, "{}", found.inertia);
    assert_eq!(found, k_means(&points(), &options).unwrap());
    // The centres are the means of their points.
    for (cluster, centre) in found.centres.chunks(2).enumerate() {
        let members: Vec<usize> =
            (0..120).filter(|&point| found.labels[point] == cluster).collect();
        let mean =
            members.iter().map(|&point| points().row(point)[0]).sum::<f64>() / members.len() as f64;
        assert!((mean - centre[0]).abs() < 1e-12);
    }
    let all = KMeansOptions { clusters: 120, starts: 1, ..options };
    assert!(k_means(&points(), &all).unwrap().inertia < 1e-20);
    assert!(k_means(&points(), &KMeansOptions { clusters: 121, ..options }).is_err());
    assert!(k_means(&points(), &KMeansOptions { starts: 0, ..options }).is_err());
}

#[test]
fn cosine_means_do_not_know_lengths() {
    let rays = [(1.0, 0.1), (50.0, 4.0), (0.1, 1.0), (3.0, 40.0), (-2.0, 0.1), (-70.0, -1.0)];
    let values = rays.iter().flat_map(|&(x, y)| [x, y]).collect();
    let options = KMeansOptions { clusters: 3, metric: Metric::Cosine, ..KMeansOptions::default() };
    let found = k_means(&Features::new(2, values).unwrap(), &options).unwrap();
    assert_eq!(adjusted_rand_index(&[0, 0, 1, 1, 2, 2], &found.labels).unwrap(), 1.0);
}

/// `GaussianMixture(3, n_init=5, tol=1e-9, max_iter=2000, reg_covar=1e-6)`: log likelihood -358.90079, BIC 799.18895.
#[test]
fn a_mixture_is_as_likely_as_that_of_the_reference() {
    let options = MixtureOptions {
        components: 3,
        regularisation: 1e-7,
        tolerance: 1e-10,
        iterations: 2000,
        ..MixtureOptions::default()
    };
    let found = gaussian_mixture(&points(), &options).unwrap();
    assert!((found.log_likelihood + 358.9007931).abs() < 1e-3, "{}", found.log_likelihood);
    assert!((found.bic - 799.1889459).abs() < 2e-3, "{}", found.bic);
    let chosen = choose_mixture(&points(), 1..=3, &options).unwrap();
    assert_eq!(chosen.bic, found.bic);
    assert!(choose_mixture(&points(), [], &options).is_err());
    let same = Features::new(2, vec![1.0; 20]).unwrap();
    let message = gaussian_mixture(&same, &options).unwrap_err().to_string();
    assert_eq!(message, "a Gaussian mixture cannot work with these data: all points are the same");
}
