//! The most similar known sequence of each taxon, by words that few sequences have.

use crate::MetagenomicsError;
use neuron_sequence_features::kmers::words;

/// Bases of a word.
pub(super) const WORD: usize = 6;

/// Known sequences, and for each word those that have it.
#[derive(Clone, Debug)]
pub(super) struct Nearest {
    holders: Vec<Vec<u32>>,
    /// `ln((N + 1) / (n + ½))` squared, of a word that `n` of `N` sequences have; never below zero.
    weights: Vec<f64>,
    lengths: Vec<f64>,
    taxon: Vec<usize>,
    taxa: usize,
}

impl Nearest {
    pub(super) fn fit(
        sequences: &[&[u8]],
        taxon: &[usize],
        taxa: usize,
    ) -> Result<Self, MetagenomicsError> {
        let mut holders = vec![Vec::new(); 1 << (2 * WORD)];
        for (number, sequence) in sequences.iter().enumerate() {
            for word in distinct(sequence)? {
                holders[word].push(number as u32);
            }
        }
        let n = sequences.len() as f64;
        let weight =
            |holders: &Vec<u32>| ((n + 1.0) / (holders.len() as f64 + 0.5)).ln().max(0.0).powi(2);
        let weights: Vec<f64> = holders.iter().map(weight).collect();
        let mut lengths = vec![0.0; sequences.len()];
        for (holders, weight) in holders.iter().zip(&weights) {
            holders.iter().for_each(|&holder| lengths[holder as usize] += weight);
        }
        lengths.iter_mut().for_each(|length: &mut f64| *length = length.sqrt());
        Ok(Self { holders, weights, lengths, taxon: taxon.to_vec(), taxa })
    }

    /// For each taxon the cosine of the most similar sequence, over words weighted by how few sequences have them; 0
    /// where none shares a word.
    pub(super) fn scores(&self, sequence: &[u8]) -> Result<Vec<f64>, MetagenomicsError> {
        let mut shared = vec![0.0; self.taxon.len()];
        let mut length = 0.0;
        for word in distinct(sequence)? {
            let weight = self.weights[word];
            length += weight;
            if weight > 0.0 {
                self.holders[word].iter().for_each(|&holder| shared[holder as usize] += weight);
            }
        }
        let length = f64::sqrt(length);
        let mut best = vec![0.0; self.taxa];
        for (number, shared) in shared.into_iter().enumerate() {
            let product = length * self.lengths[number];
            if product > 0.0 {
                let best: &mut f64 = &mut best[self.taxon[number]];
                *best = best.max(shared / product);
            }
        }
        Ok(best)
    }
}

fn distinct(sequence: &[u8]) -> Result<Vec<usize>, MetagenomicsError> {
    let mut found: Vec<usize> = words(sequence, WORD)?.map(|word| word.forward as usize).collect();
    found.sort_unstable();
    found.dedup();
    Ok(found)
}
