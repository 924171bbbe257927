//! Networks behind the interface of embeddings.

use crate::foreign::{dnabert, dnabert2};
use neuron_random::{Rng, Stream};
use neuron_rt::Device;
use neuron_sequence_features::FeaturesError;
use neuron_sequence_features::alphabet::reverse_complement;
use neuron_sequence_features::embeddings::{SequenceEmbedding, VectorSink, embed_stream};
use neuron_sequence_models::embedding::NetworkEmbedding;

/// Synthetic sequences of all lengths up to `longest`.
fn sequences(count: u64, longest: usize) -> Vec<Vec<u8>> {
    let made = |number| {
        let mut rng = Stream::new(5, "tests/network-embedding").sample(number).rng();
        let length = rng.random_range(3..=longest);
        (0..length).map(|_| b"ACGT"[rng.random_range(0..4)]).collect()
    };
    (0..count).map(made).collect()
}

fn apart(one: &[f32], other: &[f32]) -> f32 {
    assert_eq!(one.len(), other.len());
    one.iter().zip(other).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

#[test]
fn a_batch_says_what_each_sequence_alone_says() {
    let folder = tempfile::tempdir().unwrap();
    for make in [dnabert, dnabert2] {
        make(folder.path());
        let network = NetworkEmbedding::of_checkpoint(folder.path(), Device::Cpu).unwrap();
        let sequences = sequences(60, 90);
        let slices: Vec<&[u8]> = sequences.iter().map(Vec::as_slice).collect();
        let together = network.embed(&slices).unwrap();
        for (sequence, vector) in slices.iter().zip(together.chunks(network.dimension())) {
            let mut alone = vec![0.0; network.dimension()];
            network.embed_into(sequence, &mut alone).unwrap();
            assert!(apart(&alone, vector) < 1e-5, "{} bases", sequence.len());
        }
        std::fs::remove_dir_all(folder.path()).unwrap();
        std::fs::create_dir(folder.path()).unwrap();
    }
}

#[test]
fn both_strands_have_the_same_vector() {
    let folder = tempfile::tempdir().unwrap();
    for make in [dnabert, dnabert2] {
        make(folder.path());
        let open = || NetworkEmbedding::of_checkpoint(folder.path(), Device::Cpu).unwrap();
        let sequences = sequences(40, 70);
        let turned: Vec<Vec<u8>> = sequences.iter().map(|one| reverse_complement(one)).collect();
        let vectors = |network: &NetworkEmbedding, of: &[Vec<u8>]| {
            network.embed(&of.iter().map(Vec::as_slice).collect::<Vec<_>>()).unwrap()
        };
        let (one, both) = (open(), open().of_both_strands());
        assert!(apart(&vectors(&both, &sequences), &vectors(&both, &turned)) < 1e-5);
        // Else the test would say nothing.
        assert!(apart(&vectors(&one, &sequences), &vectors(&one, &turned)) > 1e-3);
        std::fs::remove_dir_all(folder.path()).unwrap();
        std::fs::create_dir(folder.path()).unwrap();
    }
}

#[test]
fn long_sequences_are_read_in_windows() {
    let folder = tempfile::tempdir().unwrap();
    dnabert(folder.path());
    let network = NetworkEmbedding::of_checkpoint(folder.path(), Device::Cpu).unwrap();
    let long: Vec<u8> = sequences(30, 60).concat()[..67].to_vec();
    // 22 words a window: 67 bases have 65, which are three windows.
    let tokens = long.len() - 2;
    let windows = tokens.div_ceil(22);
    assert_eq!((tokens, windows), (65, 3));
    let found = network.embed(&[&long]).unwrap();
    let mut mean = [0.0f64; 8];
    for window in 0..windows {
        let (from, to) = (tokens * window / windows, tokens * (window + 1) / windows);
        let part = network.embed(&[&long[from..to + 2]]).unwrap();
        for (mean, value) in mean.iter_mut().zip(part) {
            *mean += f64::from(value) * (to - from) as f64 / tokens as f64;
        }
    }
    let mean: Vec<f32> = mean.iter().map(|&value| value as f32).collect();
    assert!(apart(&found, &mean) < 1e-5);
}

#[derive(Default)]
struct Kept {
    names: Vec<String>,
    vectors: Vec<f32>,
}

impl VectorSink for Kept {
    fn write(&mut self, names: &[String], vectors: &[f32]) -> Result<(), FeaturesError> {
        self.names.extend_from_slice(names);
        self.vectors.extend_from_slice(vectors);
        Ok(())
    }
}

#[test]
fn a_stream_keeps_the_order_whatever_its_batches() {
    let folder = tempfile::tempdir().unwrap();
    dnabert(folder.path());
    let network = NetworkEmbedding::of_checkpoint(folder.path(), Device::Cpu).unwrap();
    let mut sequences = sequences(50, 60);
    // Too short for a word.
    sequences[7] = b"AC".to_vec();
    let through = |batch| {
        let named = sequences.iter().enumerate();
        let named = named.map(|(at, one)| Ok::<_, FeaturesError>((at.to_string(), one.clone())));
        let mut sink = Kept::default();
        let report = embed_stream(&network, named, batch, &mut sink).unwrap();
        assert_eq!((report.sequences, report.without_words), (50, 1));
        sink
    };
    let (few, all) = (through(7), through(1000));
    assert_eq!(few.names, all.names);
    assert!(apart(&few.vectors, &all.vectors) < 1e-5);
    assert_eq!(all.vectors[7 * 8..8 * 8], [0.0; 8]);
}
