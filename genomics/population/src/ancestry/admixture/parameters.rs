use crate::PopulationError;
use serde::Serialize;

/// How ancestry is estimated.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AdmixtureParameters {
    /// Number of ancestral populations, K.
    pub ancestries: usize,
    /// Seed of the random start.
    pub seed: u64,
    /// Starts, of which the one of greatest likelihood is taken.
    pub starts: u32,
    /// Rise of the log-likelihood below which the fit is done.
    pub tolerance: f64,
    /// Most accelerated iterations, of three steps each.
    pub iterations: usize,
}

impl AdmixtureParameters {
    /// So many ancestries, one start of seed 1, until the log-likelihood rises by less than 10⁻⁴ (ADMIXTURE's choice).
    #[must_use]
    pub fn new(ancestries: usize) -> Self {
        Self { ancestries, seed: 1, starts: 1, tolerance: 1e-4, iterations: 500 }
    }

    pub(super) fn check(&self, samples: usize) -> Result<(), PopulationError> {
        let wrong = |name, found: String, expected: String| {
            Err(PopulationError::Parameter { name, found, expected })
        };
        if self.ancestries == 0 || self.ancestries > samples {
            let expected = format!("from 1 to the number of samples, {samples}");
            return wrong("k", self.ancestries.to_string(), expected);
        }
        if self.tolerance.is_nan() || self.tolerance <= 0.0 {
            return wrong("tolerance", self.tolerance.to_string(), "above 0".to_owned());
        }
        if self.starts == 0 || self.iterations == 0 {
            return wrong("starts or iterations", "0".to_owned(), "at least 1".to_owned());
        }
        Ok(())
    }
}
