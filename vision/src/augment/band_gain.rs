use neuron_random::ChaCha8Rng;
use neuron_random::distributions::{Distribution, Normal};

/// Scales each band of a normalised image by its own factor around 1, and moves it a little: light
/// and haze differ from day to day.
pub(crate) fn band_gain(image: &mut [f32], bands: usize, deviation: f64, rng: &mut ChaCha8Rng) {
    // A deviation is checked to be finite and not negative when the configuration is read.
    let Ok(normal) = Normal::new(0.0, deviation) else { return };
    let size = image.len() / bands.max(1);
    for plane in image.chunks_exact_mut(size.max(1)) {
        let (gain, offset) = (1.0 + normal.sample(rng) as f32, normal.sample(rng) as f32);
        for value in plane {
            *value = value.mul_add(gain, offset);
        }
    }
}
