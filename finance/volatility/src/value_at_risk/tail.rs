use crate::InnovationLaw;
use neuron_random::Rng;
use std::sync::Arc;

/// What a forecast says about the returns beyond its value at risk, from which the tests of
/// expected shortfall draw.
#[derive(Clone, Debug, PartialEq)]
pub enum TailLaw {
    /// `mean + volatility × z` with `z` of a law.
    LocationScale {
        /// Mean of the return.
        mean: f64,
        /// Its volatility.
        volatility: f64,
        /// The law of `z`.
        law: Arc<InnovationLaw>,
    },
    /// Equally likely returns.
    Sample {
        /// Those beyond the value at risk.
        beyond: Vec<f64>,
        /// Their probability together.
        probability: f64,
    },
}

impl TailLaw {
    /// A return beyond the quantile of probability `tail`, or none, which is the likelier.
    pub(crate) fn draw<R: Rng>(&self, tail: f64, rng: &mut R) -> Option<f64> {
        let uniform: f64 = rng.random();
        match self {
            Self::LocationScale { mean, volatility, law } => {
                // The generator can give 0, the quantile of which is infinite.
                let place = uniform.max(f64::EPSILON);
                (uniform < tail).then(|| mean + volatility * law.quantile(place))
            }
            Self::Sample { beyond, probability } => {
                // The same uniform draw chooses among them.
                let place = (uniform / probability * beyond.len() as f64) as usize;
                if uniform < *probability { beyond.get(place).copied() } else { None }
            }
        }
    }
}
