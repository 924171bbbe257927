use neuron_random::ChaCha8Rng;
use neuron_random::distributions::{Distribution, StandardNormal};

/// Bends the values between the least and the greatest of an image by an exponent, and leaves these two
/// as they are. Missing pixels (NaN) stay missing.
pub(super) fn curve(image: &mut [f32], exponent: f32) {
    let (low, high) = image
        .iter()
        .filter(|value| value.is_finite())
        .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), &value| {
            (low.min(value), high.max(value))
        });
    if high <= low {
        return;
    }
    let range = high - low;
    for value in image {
        *value = low + range * ((*value - low) / range).powf(exponent);
    }
}

/// `value × contrast + brightness`.
pub(super) fn gain(image: &mut [f32], contrast: f32, brightness: f32) {
    for value in image {
        *value = value.mul_add(contrast, brightness);
    }
}

/// Adds normal noise of this deviation.
pub(super) fn noise(image: &mut [f32], deviation: f32, rng: &mut ChaCha8Rng) {
    for value in image {
        let drawn: f32 = StandardNormal.sample(rng);
        *value += deviation * drawn;
    }
}
