use super::words::{BASES, bases, place_weights, words};
use neuron_rt::graph::{Literal, Result, Tensor};
use neuron_rt::nn::{Dropout, Linear, Scope};

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

/// Share of hidden numbers that training drops: each place and word has weights of its own, which soon know by heart.
const DROPPED: f64 = 0.5;

/// Root of the mean square of what words are multiplied by: it sets how fast the layer learns beside the network.
const SIZE: f64 = 0.5;

impl PlacedWords {
    /// Scores of the classes.
    ///
    /// # Shapes
    /// `ids: i32 [n, length]`, tokens of single bases; `keep: [n, length]` → `[n, classes]`
    ///
    /// # Errors
    /// What recording the graph meets.
    pub(super) fn forward(&self, scope: &Scope, ids: &Tensor, keep: &Tensor) -> Result<Tensor> {
        let words = words(&bases(ids, keep)?, WORD)?;
        let (batch, places) = (words.dim(0)?, words.dim(1)?);
        let weights = Literal::from_f64(keep.dtype(), [1, places, 1], &multipliers(self.length))?;
        let numbers = places * BASES.pow(WORD as u32);
        let seen = words.mul(&ids.builder().constant(weights))?.reshape([batch, numbers])?;
        let hidden = Linear::new(&scope.child("hidden"), numbers, self.hidden)?.forward(&seen)?;
        let hidden = Dropout::new(&scope.child("drop"), DROPPED).forward(&hidden.relu()?)?;
        Linear::new(&scope.child("head"), self.hidden, self.classes)?.forward(&hidden)
    }
}

/// What the word at each place is multiplied by: the roots of [`place_weights`], of one size for all windows.
fn multipliers(length: usize) -> Vec<f64> {
    let weights = place_weights(length, WORD);
    let mean = weights.iter().sum::<f64>() / weights.len() as f64;
    weights.iter().map(|weight| SIZE * (weight / mean).sqrt()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multipliers_have_one_size() {
        for length in [10, 60, 200] {
            let multipliers = multipliers(length);
            let squares = multipliers.iter().map(|weight| weight * weight).sum::<f64>();
            assert!((squares / (length as f64 - 2.0) - SIZE * SIZE).abs() < 1e-12, "{squares}");
        }
    }
}
