use neuron_random::{Rng, Stream};

/// Even draws between `-bound` and `bound`, the same for the same name.
#[must_use]
pub fn uniform(name: &str, count: usize, bound: f32) -> Vec<f32> {
    let mut rng = Stream::new(11, name).rng();
    (0..count).map(|_| rng.random_range(-bound..bound)).collect()
}
