//! LSHVec: long words made few by random hyperplanes, and vectors of what is left learnt from their neighbours.

mod hashing;
mod skip_gram;

use super::SequenceEmbedding;
use crate::FeaturesError;
use crate::kmers::{LONGEST, words};
use hashing::Hyperplanes;
use serde::Serialize;

/// How vectors of words are learnt.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LshOptions {
    /// Bases of a word.
    pub k: usize,
    /// Hyperplanes: words fall into 2^planes buckets.
    pub planes: usize,
    /// Numbers of a vector.
    pub dimension: usize,
    /// Words to both sides that a word has to foretell.
    pub window: usize,
    /// Bases from one word to the next in training.
    pub stride: usize,
    /// Buckets drawn against each true neighbour.
    pub negatives: usize,
    /// Above this share, words are passed over the more often the more frequent they are.
    pub subsample: f64,
    /// Passes over the sequences.
    pub epochs: u32,
    /// The step at the beginning; it falls to nothing.
    pub rate: f32,
    /// Seed of hyperplanes, first vectors and draws.
    pub seed: u64,
}

impl Default for LshOptions {
    /// Words of 15 bases in 4,096 buckets and 64 dimensions: small enough for a laptop. The paper's own are 2^22 and
    /// 100.
    fn default() -> Self {
        Self {
            k: 15,
            planes: 12,
            dimension: 64,
            window: 5,
            stride: 2,
            negatives: 5,
            subsample: 1e-3,
            epochs: 3,
            rate: 0.05,
            seed: 0,
        }
    }
}

/// The embedding of Shi and Chen, *LSHVec: a vector representation of DNA sequences using locality sensitive hashing*,
/// 2019: words of both strands fall into buckets by the sides of random hyperplanes on which they lie, so that words
/// with few differences share a bucket; buckets have vectors learnt by skip-gram with negative samples and
/// subsampling (Mikolov et al., *Distributed Representations of Words and Phrases*, 2013); a sequence has the mean of
/// its words' vectors. Training is on one thread, in the order of the sequences.
///
/// ```
/// use neuron_sequence_features::embeddings::{LshEmbedding, LshOptions, SequenceEmbedding};
/// let options = LshOptions { k: 9, planes: 6, dimension: 8, epochs: 1, ..LshOptions::default() };
/// let mut lsh = LshEmbedding::new(options)?;
/// lsh.fit(&[b"ACGTTGCATTAGCCATTGACCA".as_slice(), b"GGGCCATTACGGCATTACGGAA"])?;
/// assert_eq!(lsh.embed(&[b"ACGTTGCATTAG".as_slice()])?.len(), 8);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
#[derive(Clone, Debug)]
pub struct LshEmbedding {
    options: LshOptions,
    planes: Hyperplanes,
    /// `[buckets, dimension]`.
    vectors: Vec<f32>,
}

impl LshEmbedding {
    /// Draws hyperplanes and first vectors; without [`fit`](SequenceEmbedding::fit) it is a random projection.
    ///
    /// # Errors
    /// [`FeaturesError::Parameter`] where an option is outside its range.
    pub fn new(options: LshOptions) -> Result<Self, FeaturesError> {
        let ranges = [
            ("k", options.k, 1, LONGEST),
            ("planes", options.planes, 1, 20),
            ("dimension", options.dimension, 1, 4096),
            ("window", options.window, 1, 100),
            ("stride", options.stride, 1, 1000),
            ("negatives", options.negatives, 1, 100),
            ("epochs", options.epochs as usize, 1, 1000),
        ];
        for (name, value, least, most) in ranges {
            if !(least..=most).contains(&value) {
                return Err(FeaturesError::parameter(name, value, format!("{least} to {most}")));
            }
        }
        for (name, value) in [("subsample", options.subsample), ("rate", f64::from(options.rate))] {
            if !(value > 0.0 && value <= 1.0) {
                return Err(FeaturesError::parameter(name, value, "more than 0, 1 at most"));
            }
        }
        let planes = Hyperplanes::new(options.k, options.planes, options.seed);
        let vectors = skip_gram::first_vectors(&options);
        Ok(Self { options, planes, vectors })
    }

    fn buckets(&self, sequence: &[u8], stride: usize) -> Result<Vec<u32>, FeaturesError> {
        let chosen = words(sequence, self.options.k)?.step_by(stride);
        Ok(chosen.map(|word| self.planes.bucket(word.canonical())).collect())
    }
}

impl SequenceEmbedding for LshEmbedding {
    fn name(&self) -> String {
        let LshOptions { k, planes, seed, .. } = self.options;
        format!("LSHVec of {k}-mers in 2^{planes} buckets, seed {seed}")
    }

    fn dimension(&self) -> usize {
        self.options.dimension
    }

    fn fit(&mut self, sequences: &[&[u8]]) -> Result<(), FeaturesError> {
        let texts: Vec<Vec<u32>> = sequences
            .iter()
            .map(|sequence| self.buckets(sequence, self.options.stride))
            .collect::<Result<_, _>>()?;
        if texts.iter().all(|text| text.len() < 2) {
            return Err(FeaturesError::NothingToLearn {
                what: "LSHVec",
                needs: format!("a sequence with two words of {} bases", self.options.k),
            });
        }
        self.vectors = skip_gram::train(&texts, &self.options);
        Ok(())
    }

    fn embed_into(&self, sequence: &[u8], vector: &mut [f32]) -> Result<(), FeaturesError> {
        FeaturesError::same_size("the vector", self.dimension(), vector.len())?;
        vector.fill(0.0);
        let buckets = self.buckets(sequence, 1)?;
        for &bucket in &buckets {
            let first = bucket as usize * self.dimension();
            let of_word = &self.vectors[first..first + self.dimension()];
            vector.iter_mut().zip(of_word).for_each(|(sum, value)| *sum += value);
        }
        let words = buckets.len().max(1) as f32;
        vector.iter_mut().for_each(|sum| *sum /= words);
        Ok(())
    }
}
