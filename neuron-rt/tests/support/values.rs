//! Arrays of numbers that are the same on every run.

use neuron_random::{Rng, Stream};

/// What the numbers of an array are like.
#[derive(Clone, Debug)]
pub(crate) enum Values {
    /// From -1.5 to 1.5, none nearer than 0.05 to a multiple of one half.
    Clear,
    /// From 0.3 to 2.
    Positive,
    /// All different, a tenth and more apart.
    Apart,
    /// These.
    Of(Vec<f64>),
}

impl Values {
    /// The `count` numbers of place `place`.
    pub(crate) fn take(&self, count: usize, place: u64) -> Vec<f64> {
        let mut rng = Stream::new(11, "values").sample(place).rng();
        match self {
            Self::Clear => (0..count)
                .map(|_| {
                    let half: i32 = rng.random_range(-3..3);
                    f64::from(half) * 0.5 + rng.random_range(0.05..0.45)
                })
                .collect(),
            Self::Positive => (0..count).map(|_| rng.random_range(0.3..2.0)).collect(),
            Self::Apart => {
                let mut order: Vec<usize> = (0..count).collect();
                for i in (1..count).rev() {
                    order.swap(i, rng.random_range(0..=i));
                }
                let middle = count as f64 / 2.0;
                order
                    .into_iter()
                    .map(|i| (i as f64 - middle) * 0.15 + rng.random_range(0.0..0.05))
                    .collect()
            }
            Self::Of(values) => {
                assert_eq!(values.len(), count, "values of a case");
                values.clone()
            }
        }
    }
}

/// Weights of both signs, to make a scalar of an array.
pub(crate) fn weights(count: usize, place: u64) -> Vec<f64> {
    let mut rng = Stream::new(11, "weights").sample(place).rng();
    (0..count).map(|_| rng.random_range(-1.0..1.0)).collect()
}
