use super::super::words::{BASES, place_weights};

/// Bases of the longest word that is compared.
pub(in super::super) const LONGEST_WORD: usize = 3;

/// How fast similarity falls.
pub(super) const GAMMA: f64 = 3.0;

/// What stands for a letter that is no base.
pub(super) const NO_BASE: u8 = BASES as u8;

/// How alike two aligned windows are: a weighted-degree kernel (Rätsch & Sonnenburg, *Accurate Splice Site Detection for
/// Caenorhabditis elegans*, 2004), which sums the words of one to three bases that both have at the same place, the
/// middle counting most; scaled so that each is 1 with itself, and `exp(γ (k − 1))` of that.
pub(super) struct WeightedDegree {
    /// What a word of 1, 2, … bases counts, by where it begins.
    pub(super) counts: Vec<Vec<f64>>,
}

impl WeightedDegree {
    pub(super) fn new(length: usize) -> Self {
        let longest = LONGEST_WORD as f64;
        let of = |word: usize| {
            let share = 2.0 * (longest - word as f64 + 1.0) / (longest * (longest + 1.0));
            place_weights(length, word).iter().map(|weight| share * weight).collect()
        };
        Self { counts: (1..=LONGEST_WORD).map(of).collect() }
    }

    /// The sum over words, of bases 0 to 3.
    fn sum(&self, one: &[u8], other: &[u8]) -> f64 {
        let (mut sum, mut alike) = (0.0, 0);
        for (place, (a, b)) in one.iter().zip(other).enumerate() {
            alike = if a == b && *a < NO_BASE { alike + 1 } else { 0 };
            for (word, counts) in (1..=alike).zip(&self.counts) {
                sum += counts[place + 1 - word];
            }
        }
        sum
    }

    /// One over the root of what a window has in common with itself; 0 where it has no base.
    pub(super) fn scale(&self, window: &[u8]) -> f64 {
        let own = self.sum(window, window);
        if own > 0.0 { own.sqrt().recip() } else { 0.0 }
    }

    /// Of two windows with their scales.
    pub(super) fn similarity(&self, one: (&[u8], f64), other: (&[u8], f64)) -> f64 {
        (GAMMA * (self.sum(one.0, other.0) * one.1 * other.1 - 1.0)).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_by_their_length_and_place() {
        let kernel = WeightedDegree::new(6);
        let (one, other) = ([0, 1, 2, 3, 0, 1], [0, 1, 2, 0, 0, NO_BASE]);
        let count = |word: usize, place: usize| {
            let from_middle = (place as f64 + (word as f64 - 1.0) / 2.0 - 2.5) / 1.5;
            [3.0, 2.0, 1.0][word - 1] / 6.0 * (0.15 + (-0.5 * from_middle * from_middle).exp())
        };
        let of = |pairs: &[(usize, usize)]| pairs.iter().map(|&(w, p)| count(w, p)).sum::<f64>();
        let both = of(&[(1, 0), (1, 1), (1, 2), (1, 4), (2, 0), (2, 1), (3, 0)]);
        assert!((kernel.sum(&one, &other) - both).abs() < 1e-12);
        let (a, b) = (kernel.scale(&one), kernel.scale(&other));
        let expected = (3.0 * (both * a * b - 1.0)).exp();
        assert!((kernel.similarity((&one, a), (&other, b)) - expected).abs() < 1e-12);
        assert!((kernel.similarity((&one, a), (&one, a)) - 1.0).abs() < 1e-12);
        let empty = [NO_BASE; 6];
        assert_eq!(kernel.scale(&empty), 0.0);
        assert!((kernel.similarity((&one, a), (&empty, 0.0)) - (-3.0_f64).exp()).abs() < 1e-12);
    }
}
