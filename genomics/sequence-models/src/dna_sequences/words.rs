//! Words of bases at their places in an aligned window, as numbers a graph computes with.

use neuron_rt::graph::{Result, Tensor};
use neuron_sequence_features::tokenizers::SpecialTokens;

/// Bases that there are.
pub(super) const BASES: usize = 4;

/// Which base stands where: `ids: i32 [n, length]`, tokens of single bases, and `keep: [n, length]` →
/// `[n, length, 4]`. A letter that is no base, and what is not kept, has no column.
pub(super) fn bases(ids: &Tensor, keep: &Tensor) -> Result<Tensor> {
    let first = SpecialTokens::COUNT as usize;
    let bases = ids.one_hot(first + BASES, keep.dtype())?.narrow(2, first, first + BASES)?;
    bases.mul(&keep.unsqueeze(2)?)
}

/// Which word of so many bases begins where: `bases: [n, length, 4]` → `[n, length + 1 − word, 4^word]`.
pub(super) fn words(bases: &Tensor, word: usize) -> Result<Tensor> {
    let (batch, places) = (bases.dim(0)?, bases.dim(1)? + 1 - word);
    let mut words = bases.narrow(1, 0, places)?;
    for next in 1..word {
        let letter = bases.narrow(1, next, next + places)?.unsqueeze(2)?;
        let longer = words.unsqueeze(3)?.mul(&letter)?;
        words = longer.reshape([batch, places, BASES.pow(next as u32 + 1)])?;
    }
    Ok(words)
}

/// What is added to the normal curve, which is 1 in the middle.
const FLOOR: f64 = 0.15;

/// How much a word counts by where it begins: a normal curve about the middle of the window, with a standard deviation of
/// a quarter of it, above a floor.
pub(super) fn place_weights(length: usize, word: usize) -> Vec<f64> {
    let (middle, width) = ((length as f64 - 1.0) / 2.0, length as f64 / 4.0);
    let of = |place: usize| {
        let from_middle = (place as f64 + (word as f64 - 1.0) / 2.0 - middle) / width;
        FLOOR + (-0.5 * from_middle * from_middle).exp()
    };
    (0..length + 1 - word).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_counts_most_and_both_sides_the_same() {
        for word in 1..=3 {
            let weights = place_weights(60, word);
            assert_eq!(weights.len(), 61 - word);
            for (one, other) in weights.iter().zip(weights.iter().rev()) {
                assert!((one - other).abs() < 1e-12);
            }
            assert!(weights[..(61 - word) / 2].is_sorted());
        }
        // The word in the middle of the left half is 14.5 bases from the middle, that at the end 28.5.
        let (weights, normal) =
            (place_weights(60, 3), |from: f64| 0.15 + (-0.5 * (from / 15.0) * (from / 15.0)).exp());
        assert!((weights[14] - normal(14.5)).abs() < 1e-12);
        assert!((weights[0] - normal(28.5)).abs() < 1e-12);
    }
}
