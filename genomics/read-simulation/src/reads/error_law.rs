use crate::SimulationError;
use neuron_random::Rng;
use serde::Serialize;

/// How often reads are wrong, and what their qualities say about it.
///
/// The probability of an error grows in a straight line along a read. Every base draws one of two
/// whole qualities, a better and a worse one, in such shares that the mean of their 10^(-Q/10) is
/// the probability of its place; then it errs with the probability of its own quality. Qualities
/// are therefore exactly true.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ErrorLaw {
    /// Mean probability of a wrong base, at most 0.3.
    pub rate: f64,
    /// How many times more often the last base of a read is wrong than the first.
    pub growth: f64,
    /// How far above and below the place's own quality a base's is, in Phred units.
    pub spread: f64,
}

impl Default for ErrorLaw {
    fn default() -> Self {
        Self { rate: 0.01, growth: 3.0, spread: 4.0 }
    }
}

/// The best quality that is written; an error rate of 0 has it everywhere and never errs.
const BEST: u8 = 60;
/// The worst, which is also that of an ambiguous base.
const WORST: u8 = 2;

impl ErrorLaw {
    pub(crate) fn check(&self) -> Result<(), SimulationError> {
        if !(0.0..=0.3).contains(&self.rate) {
            return Err(SimulationError::setting("error", self.rate, "a number from 0 to 0.3"));
        }
        if !(self.growth > 0.0 && self.growth <= 1000.0) {
            let expected = "a number above 0, at most 1000";
            return Err(SimulationError::setting("error growth", self.growth, expected));
        }
        if !(0.0..=20.0).contains(&self.spread) {
            return Err(SimulationError::setting("quality spread", self.spread, "0 to 20"));
        }
        Ok(())
    }

    /// Probability of an error at a place of a read of so many bases, counted from 0.
    #[must_use]
    pub fn at(&self, place: usize, length: usize) -> f64 {
        let first = 2.0 * self.rate / (1.0 + self.growth);
        let share = if length > 1 { place as f64 / (length - 1) as f64 } else { 0.5 };
        first * (1.0 + (self.growth - 1.0) * share)
    }
}

/// Two qualities of a place, and the share of the better one.
#[derive(Clone, Copy, Debug)]
struct Mixture {
    better: u8,
    worse: u8,
    share: f64,
}

/// The qualities of each place of a read.
#[derive(Clone, Debug)]
pub(crate) struct Qualities {
    places: Vec<Mixture>,
    /// Probability of an error by quality.
    wrong: [f64; 256],
}

impl Qualities {
    pub(crate) fn new(law: &ErrorLaw, length: usize) -> Self {
        let probability = |quality: u8| 10_f64.powf(-f64::from(quality) / 10.0);
        let mixture = |place: usize| {
            let wanted = law.at(place, length).max(probability(BEST)).min(probability(WORST));
            let middle = -10.0 * wanted.log10();
            let whole = |quality: f64| quality.clamp(f64::from(WORST), f64::from(BEST)) as u8;
            let better = whole((middle + law.spread).ceil());
            let worse = whole((middle - law.spread).floor());
            let (low, high) = (probability(better), probability(worse));
            let share = if high > low { (high - wanted) / (high - low) } else { 1.0 };
            Mixture { better, worse, share: share.clamp(0.0, 1.0) }
        };
        let mut wrong = [0.0; 256];
        for quality in 0..=u8::MAX {
            let never = law.rate == 0.0;
            wrong[usize::from(quality)] = if never { 0.0 } else { probability(quality) };
        }
        Self { places: (0..length).map(mixture).collect(), wrong }
    }

    /// Draws the quality of a place, and whether the base is wrong.
    pub(crate) fn draw(&self, rng: &mut impl Rng, place: usize) -> (u8, bool) {
        let Mixture { better, worse, share } = self.places[place];
        let quality = if rng.random::<f64>() < share { better } else { worse };
        (quality, rng.random::<f64>() < self.wrong[usize::from(quality)])
    }

    /// The quality of a base that is none of A, C, G and T.
    pub(crate) fn ambiguous() -> u8 {
        WORST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_qualities_of_a_place_mean_its_error() {
        for rate in [0.0001, 0.001, 0.01, 0.02, 0.2] {
            for spread in [0.0, 4.0, 10.0] {
                let law = ErrorLaw { rate, spread, ..ErrorLaw::default() };
                let qualities = Qualities::new(&law, 150);
                let mut sum = 0.0;
                for (place, mixture) in qualities.places.iter().enumerate() {
                    let p = |quality: u8| 10_f64.powf(-f64::from(quality) / 10.0);
                    let mean = mixture.share * p(mixture.better)
                        + (1.0 - mixture.share) * p(mixture.worse);
                    assert!((mean / law.at(place, 150) - 1.0).abs() < 1e-9, "{rate} {spread}");
                    sum += mean;
                }
                assert!((sum / 150.0 / rate - 1.0).abs() < 1e-9, "{rate} {spread}");
            }
        }
    }
}
