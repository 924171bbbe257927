use crate::contig::other_base;
use crate::error::check_share;
use crate::{Contig, SimulationError};
use neuron_random::{ChaCha8Rng, Rng, Stream};

/// A made-up genome: random bases with runs of one base, tandem repeats and copies of longer
/// elements, since in these variants are hard. It resembles no organism.
#[derive(Clone, Debug, PartialEq)]
pub struct RandomReference {
    /// Bases of each contig.
    pub length: usize,
    /// How many contigs.
    pub contigs: usize,
    /// Share of G and C outside of repeats.
    pub gc: f64,
    /// Share of the bases in runs of one base, 4 to 15 long.
    pub homopolymers: f64,
    /// Share of the bases in tandem repeats, 3 to 12 times a unit of 2 to 6.
    pub tandem_repeats: f64,
    /// Share of the bases in copies of an element of 300, of which a tenth of the bases is changed.
    pub elements: f64,
}

impl Default for RandomReference {
    fn default() -> Self {
        Self {
            length: 1_000_000,
            contigs: 1,
            gc: 0.41,
            homopolymers: 0.04,
            tandem_repeats: 0.02,
            elements: 0.05,
        }
    }
}

/// The longest made-up genome.
const LONGEST: usize = 4_000_000_000;
/// Bases of an element.
const ELEMENT: usize = 300;

impl RandomReference {
    /// Makes the contigs, `synthetic1`, `synthetic2` and so on.
    ///
    /// # Errors
    /// [`SimulationError::Setting`].
    pub fn make(&self, seed: u64) -> Result<Vec<Contig>, SimulationError> {
        for (name, share) in [
            ("gc", self.gc),
            ("homopolymers", self.homopolymers),
            ("tandem repeats", self.tandem_repeats),
            ("elements", self.elements),
            ("repeats together", self.homopolymers + self.tandem_repeats + self.elements),
        ] {
            check_share(name, share)?;
        }
        if self.length == 0 || self.contigs == 0 {
            return Err(SimulationError::setting("reference length", 0, "at least 1 base"));
        }
        if self.length.saturating_mul(self.contigs) > LONGEST {
            let expected = "at most 4000000000 bases together";
            return Err(SimulationError::setting("reference length", self.length, expected));
        }
        let place = Stream::new(seed, "genomics/simulation/reference");
        let mut element_rng = place.epoch(1).rng();
        let element: Vec<u8> = (0..ELEMENT).map(|_| self.base(&mut element_rng)).collect();
        let contig = |number: usize| {
            let mut rng = place.sample(number as u64).rng();
            let name = format!("synthetic{}", number + 1);
            Contig { name, sequence: self.sequence(&mut rng, &element) }
        };
        Ok((0..self.contigs).map(contig).collect())
    }

    fn base(&self, rng: &mut ChaCha8Rng) -> u8 {
        let pair = if rng.random::<f64>() < self.gc { b"GC" } else { b"AT" };
        pair[rng.random_range(0..2)]
    }

    fn sequence(&self, rng: &mut ChaCha8Rng, element: &[u8]) -> Vec<u8> {
        let mut bases: Vec<u8> = Vec::with_capacity(self.length + ELEMENT);
        // Mean lengths of what each share is made of turn shares of bases into shares of pieces.
        let pieces = [
            (self.homopolymers, 9.5),
            (self.tandem_repeats, 30.0),
            (self.elements, ELEMENT as f64),
            (1.0 - self.homopolymers - self.tandem_repeats - self.elements, PLAIN as f64),
        ];
        let weights = pieces.map(|(share, mean)| share.max(0.0) / mean);
        let sum: f64 = weights.iter().sum();
        while bases.len() < self.length {
            let mut at = rng.random::<f64>() * sum;
            let piece = weights.iter().position(|weight| {
                at -= weight;
                at < 0.0
            });
            match piece {
                Some(0) => {
                    let base = self.base(rng);
                    let length = rng.random_range(4..=15);
                    bases.extend(std::iter::repeat_n(base, length));
                }
                Some(1) => {
                    let unit: Vec<u8> =
                        (0..rng.random_range(2..=6)).map(|_| self.base(rng)).collect();
                    (0..rng.random_range(3..=12)).for_each(|_| bases.extend(&unit));
                }
                Some(2) => bases.extend(element.iter().map(|&base| {
                    if rng.random_range(0..10) == 0 {
                        other_base(base, rng.random_range(0..3))
                    } else {
                        base
                    }
                })),
                _ => bases.extend((0..PLAIN).map(|_| self.base(rng)).collect::<Vec<_>>()),
            }
        }
        bases.truncate(self.length);
        bases
    }
}

/// Bases of a piece without a repeat.
const PLAIN: usize = 40;
