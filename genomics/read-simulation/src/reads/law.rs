use super::ErrorLaw;
use crate::{AlignedEnds, SimulationError};
use serde::Serialize;

/// Whether fragments are read from one end or from both.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Pairing {
    /// One read a fragment, of either strand; the fragment is as long as the read.
    Single,
    /// Two reads a fragment that face each other; lengths of fragments are normal.
    Paired {
        /// Mean length of a fragment, in bases.
        mean: f64,
        /// Standard deviation of it.
        deviation: f64,
    },
}

/// How reads are made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReadLaw {
    /// How many reads cover a base, in the mean, both copies together.
    pub coverage: f64,
    /// Bases of a read.
    pub length: usize,
    /// One end or both.
    pub pairing: Pairing,
    /// Errors and qualities.
    pub errors: ErrorLaw,
    /// What becomes of indels near the ends of reads.
    pub ends: AlignedEnds,
}

impl Default for ReadLaw {
    /// 30-fold, pairs of 150 bases from fragments of 350 ± 50, one error in 100 bases.
    fn default() -> Self {
        Self {
            coverage: 30.0,
            length: 150,
            pairing: Pairing::Paired { mean: 350.0, deviation: 50.0 },
            errors: ErrorLaw::default(),
            ends: AlignedEnds::True,
        }
    }
}

impl ReadLaw {
    pub(super) fn check(&self) -> Result<(), SimulationError> {
        if !(self.coverage > 0.0 && self.coverage <= 100_000.0) {
            let expected = "a number above 0, at most 100000";
            return Err(SimulationError::setting("coverage", self.coverage, expected));
        }
        if !(1..=100_000).contains(&self.length) {
            let expected = "1 to 100000 bases";
            return Err(SimulationError::setting("read length", self.length, expected));
        }
        if let Pairing::Paired { mean, deviation } = self.pairing {
            if !(mean >= self.length as f64 && mean <= 1e6) {
                let expected = "at least the length of a read, at most 1000000";
                return Err(SimulationError::setting("insert", mean, expected));
            }
            if !(deviation >= 0.0 && deviation <= mean) {
                let expected = "a number from 0, at most the mean";
                return Err(SimulationError::setting("insert deviation", deviation, expected));
            }
        }
        self.errors.check()
    }

    /// Bases that are read of a fragment.
    pub(super) fn bases_per_fragment(&self) -> usize {
        match self.pairing {
            Pairing::Single => self.length,
            Pairing::Paired { .. } => 2 * self.length,
        }
    }
}
