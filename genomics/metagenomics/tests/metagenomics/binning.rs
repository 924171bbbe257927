//! Synthetic contigs to synthetic genomes.

use crate::synthetic::contigs;
use neuron_metagenomics::agreement::adjusted_rand_index;
use neuron_metagenomics::binning::{
    BinMethod, BinOptions, HalvesMetric, HalvesOptions, bin_contigs,
};
use neuron_sequence_features::Features;
use neuron_sequence_features::alphabet::reverse_complement;
use neuron_sequence_features::embeddings::SequenceEmbedding;

fn options(method: BinMethod) -> BinOptions {
    let metric = HalvesOptions { k: 4, dimension: 6, ..HalvesOptions::default() };
    BinOptions { method, metric, ..BinOptions::default() }
}

#[test]
fn every_method_finds_genomes_of_different_composition() {
    let (contigs, genomes) = contigs(4, 40, 1000);
    let slices: Vec<&[u8]> = contigs.iter().map(Vec::as_slice).collect();
    for (name, method) in BinMethod::ALL {
        assert_eq!(name.parse::<BinMethod>().unwrap(), method);
        let bins = match method {
            BinMethod::Hdbscan => None,
            _ => Some(4),
        };
        let resolution = 0.3;
        let found = bin_contigs(&slices, None, &BinOptions { bins, resolution, ..options(method) })
            .unwrap();
        let (mut labels, mut truth) = (Vec::new(), Vec::new());
        for (label, genome) in found.labels.iter().zip(&genomes) {
            if let Some(label) = label {
                labels.push(*label);
                truth.push(*genome);
            }
        }
        assert!(labels.len() > 120, "{name}: {} binned", labels.len());
        let index = adjusted_rand_index(&truth, &labels).unwrap();
        assert!(index > 0.9, "{name}: {index}");
    }
    let found = bin_contigs(&slices, None, &options(BinMethod::Leiden)).unwrap();
    assert!((2..20).contains(&found.bins), "{}", found.bins);
    let none = BinOptions { bins: Some(0), ..options(BinMethod::Leiden) };
    assert!(bin_contigs(&slices, None, &none).unwrap_err().to_string().starts_with("`bins` is 0"));
    assert!("kmeans".parse::<BinMethod>().unwrap_err().to_string().contains("tnf-k-means"));
}

/// Two genomes of one composition and two coverages: composition alone is lost.
#[test]
fn coverage_parts_what_composition_cannot() {
    let (contigs, _) = contigs(1, 120, 800);
    let slices: Vec<&[u8]> = contigs.iter().map(Vec::as_slice).collect();
    let genomes: Vec<usize> = (0..120).map(|contig| contig % 2).collect();
    let depth =
        |contig: usize| [5.0, 60.0][contig % 2] * (1.0 + 0.1 * ((contig % 7) as f64 - 3.0) / 3.0);
    let coverage = Features::new(1, (0..120).map(depth).collect()).unwrap();
    for method in [BinMethod::KMeans, BinMethod::Mixture] {
        let options = BinOptions { bins: Some(2), ..options(method) };
        let index = |coverage| {
            let found = bin_contigs(&slices, coverage, &options).unwrap();
            let labels: Vec<usize> = found.labels.iter().map(|label| label.unwrap()).collect();
            adjusted_rand_index(&genomes, &labels).unwrap()
        };
        let (without, with) = (index(None), index(Some(&coverage)));
        assert!(without < 0.2 && with > 0.95, "{method:?}: {without} {with}");
    }
    let wrong = Features::new(1, vec![-1.0; 120]).unwrap();
    let message =
        bin_contigs(&slices, Some(&wrong), &options(BinMethod::KMeans)).unwrap_err().to_string();
    assert_eq!(message, "`coverage` is -1 of contig 1, expected 0 or more");
    let short = Features::new(1, vec![1.0; 3]).unwrap();
    assert!(bin_contigs(&slices, Some(&short), &options(BinMethod::KMeans)).is_err());
}

/// The noise of a half is 1 in each number: the variance of differences of halves is 2.
#[test]
fn the_noise_of_halves_is_one() {
    let (contigs, _) = contigs(5, 300, 600);
    let slices: Vec<&[u8]> = contigs.iter().map(Vec::as_slice).collect();
    // Shrinkage takes directions for noisier than they are, never for quieter; with ten words and 1,500 contigs by
    // little.
    let few = HalvesOptions { k: 2, dimension: 6, ..HalvesOptions::default() };
    let mut metric = HalvesMetric::new(few).unwrap();
    metric.fit(&slices).unwrap();
    let halves = |second: bool| {
        let of = |contig: &Vec<u8>| contig[if second { 300..600 } else { 0..300 }].to_vec();
        let halves: Vec<Vec<u8>> = contigs.iter().map(of).collect();
        let halves: Vec<&[u8]> = halves.iter().map(Vec::as_slice).collect();
        metric.features(&halves).unwrap()
    };
    let (one, two) = (halves(false), halves(true));
    for column in 0..6 {
        let squares = (0..1500).map(|row| (one.row(row)[column] - two.row(row)[column]).powi(2));
        let variance = squares.sum::<f64>() / 1500.0;
        assert!(variance > 1.6 && variance < 2.02, "{column}: {variance}");
    }
    assert!(metric.signal().windows(2).all(|two| two[0] >= two[1]));
    let (one, other) = (&contigs[0], reverse_complement(&contigs[0]));
    let both = metric.embed(&[one.as_slice(), &other]).unwrap();
    assert!((0..6).all(|column| (both[column] - both[6 + column]).abs() < 1e-4));
}

#[test]
fn too_little_is_refused_and_the_short_left_out() {
    let (mut contigs, _) = contigs(2, 30, 1000);
    contigs[3].truncate(100);
    let slices: Vec<&[u8]> = contigs.iter().map(Vec::as_slice).collect();
    let found =
        bin_contigs(&slices, None, &BinOptions { bins: Some(2), ..options(BinMethod::KMeans) })
            .unwrap();
    assert_eq!((found.too_short, found.labels[3], found.bins), (1, None, 2));
    let few = bin_contigs(&slices[..5], None, &options(BinMethod::KMeans)).unwrap_err().to_string();
    assert!(few.contains("needs more than 6 contigs of 500 bases"), "{few}");
    let none =
        bin_contigs(&slices[3..4], None, &options(BinMethod::KMeans)).unwrap_err().to_string();
    assert!(none.contains("0 contigs have 500 bases or more"), "{none}");
    assert!(HalvesMetric::new(HalvesOptions { k: 7, ..HalvesOptions::default() }).is_err());
    assert!(
        HalvesMetric::new(HalvesOptions { dimension: 512, ..HalvesOptions::default() }).is_err()
    );
}
