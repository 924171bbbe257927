use crate::tokens::TokenReader;
use neuron_sequence_features::alphabet::reverse_complement;
use rayon::prelude::*;

/// A stretch of tokens that a network reads at once.
pub(super) struct Window {
    /// Which of the sequences it is of.
    pub(super) sequence: usize,
    pub(super) tokens: Vec<u32>,
}

/// The windows of all sequences, of both strands where both are asked for; each of at most `most` tokens. A sequence
/// of more is cut into windows of the same size, within one token.
pub(super) fn windows(
    reader: &TokenReader,
    sequences: &[&[u8]],
    both_strands: bool,
    most: usize,
) -> Vec<Window> {
    let of_strand = |number: usize, strand: &[u8]| -> Vec<Window> {
        let tokens = reader.tokenizer.encode(strand);
        let count = tokens.len().div_ceil(most.max(1));
        let edge = |at: usize| tokens.len() * at / count.max(1);
        let window = |at: usize| Window {
            sequence: number,
            tokens: tokens[edge(at)..edge(at + 1)].to_vec(),
        };
        (0..count).map(window).collect()
    };
    let of_sequence = |(number, sequence): (usize, &&[u8])| {
        let mut made = of_strand(number, sequence);
        if both_strands {
            made.extend(of_strand(number, &reverse_complement(sequence)));
        }
        made
    };
    let each: Vec<Vec<Window>> = sequences.par_iter().enumerate().map(of_sequence).collect();
    each.into_iter().flatten().collect()
}
