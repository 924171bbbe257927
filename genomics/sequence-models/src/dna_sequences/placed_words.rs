use neuron_rt::graph::{Literal, Result, Tensor};
use neuron_rt::nn::{Dropout, Linear, Scope};
use neuron_sequence_features::tokenizers::SpecialTokens;

/// A layer that sees which word of three bases stands at which place of an aligned window, and a head on it.
///
/// It is what support vectors with a weighted-degree kernel look at (Rätsch & Sonnenburg, *Accurate Splice Site
/// Detection for Caenorhabditis elegans*, 2004), learned as a network: attention has to find out from few examples
/// that a word means something at its place alone, this layer begins there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PlacedWords {
    /// Bases of a window.
    pub(super) length: usize,
    /// Hidden numbers.
    pub(super) hidden: usize,
    /// How many classes.
    pub(super) classes: usize,
}

/// Bases of a word.
pub(super) const WORD: usize = 3;

/// Bases that there are.
const BASES: usize = 4;

/// Share of hidden numbers that training drops: each place and word has weights of its own, which soon know by heart.
const DROPPED: f64 = 0.5;

/// Root of the mean square of what words are multiplied by: it sets how fast the layer learns beside the network.
const SIZE: f64 = 0.5;

/// What is added to the normal curve, which is 1 in the middle.
const FLOOR: f64 = 0.15;

impl PlacedWords {
    /// Scores of the classes.
    ///
    /// # Shapes
    /// `ids: i32 [n, length]`, tokens of single bases; `keep: [n, length]` → `[n, classes]`
    ///
    /// # Errors
    /// What recording the graph meets.
    pub(super) fn forward(&self, scope: &Scope, ids: &Tensor, keep: &Tensor) -> Result<Tensor> {
        let (batch, places) = (ids.dim(0)?, self.length + 1 - WORD);
        let first = SpecialTokens::COUNT as usize;
        // A letter that is no base has no column, and so no word.
        let bases = ids.one_hot(first + BASES, keep.dtype())?.narrow(2, first, first + BASES)?;
        let bases = bases.mul(&keep.unsqueeze(2)?)?;
        let mut words = bases.narrow(1, 0, places)?;
        for next in 1..WORD {
            let letter = bases.narrow(1, next, next + places)?.unsqueeze(2)?;
            let longer = words.unsqueeze(3)?.mul(&letter)?;
            words = longer.reshape([batch, places, BASES.pow(next as u32 + 1)])?;
        }
        let weights = Literal::from_f64(keep.dtype(), [1, places, 1], &place_weights(self.length))?;
        let numbers = places * BASES.pow(WORD as u32);
        let seen = words.mul(&ids.builder().constant(weights))?.reshape([batch, numbers])?;
        let hidden = Linear::new(&scope.child("hidden"), numbers, self.hidden)?.forward(&seen)?;
        let hidden = Dropout::new(&scope.child("drop"), DROPPED).forward(&hidden.relu()?)?;
        Linear::new(&scope.child("head"), self.hidden, self.classes)?.forward(&hidden)
    }
}

/// What the word at each place is multiplied by: its square falls from the middle of the window as a normal curve with a
/// standard deviation of a quarter of the window does, down to a floor.
fn place_weights(length: usize) -> Vec<f64> {
    let (middle, width) = ((length as f64 - 1.0) / 2.0, length as f64 / 4.0);
    let of = |place: usize| {
        let from_middle = (place as f64 + (WORD as f64 - 1.0) / 2.0 - middle) / width;
        (FLOOR + (-0.5 * from_middle * from_middle).exp()).sqrt()
    };
    let weights: Vec<f64> = (0..length + 1 - WORD).map(of).collect();
    let mean = weights.iter().map(|weight| weight * weight).sum::<f64>() / weights.len() as f64;
    weights.iter().map(|weight| SIZE * weight / mean.sqrt()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_counts_most_and_both_sides_the_same() {
        let weights = place_weights(60);
        assert_eq!(weights.len(), 58);
        for (one, other) in weights.iter().zip(weights.iter().rev()) {
            assert!((one - other).abs() < 1e-12);
        }
        assert!(weights[..29].is_sorted());
        // The word in the middle of the left half is 14.5 bases from the middle, that at the end 28.5.
        let normal = |from: f64| 0.15 + (-0.5 * (from / 15.0) * (from / 15.0)).exp();
        let ratio = (weights[14] / weights[0]).powi(2);
        assert!((ratio - normal(14.5) / normal(28.5)).abs() < 1e-9, "{ratio}");
        let squares = weights.iter().map(|weight| weight * weight).sum::<f64>() / 58.0;
        assert!((squares - SIZE * SIZE).abs() < 1e-12, "{squares}");
    }
}
