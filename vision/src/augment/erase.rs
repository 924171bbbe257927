use neuron_random::{ChaCha8Rng, Rng};

/// Sets a random rectangle of an image `[bands, height, width]` to 0, the mean of every band
/// (DeVries & Taylor, *Improved Regularization with Cutout*, 2017). Its sides are up to `share` of
/// the image's.
pub(crate) fn erase(
    image: &mut [f32],
    [bands, height, width]: [usize; 3],
    share: f64,
    rng: &mut ChaCha8Rng,
) {
    let mut span = |extent: usize| {
        let most = ((extent as f64 * share) as usize).clamp(1, extent);
        let length = rng.random_range(1..=most);
        let start = rng.random_range(0..=extent - length);
        start..start + length
    };
    let (rows, columns) = (span(height), span(width));
    for band in 0..bands {
        for row in rows.clone() {
            let start = (band * height + row) * width;
            image[start + columns.start..start + columns.end].fill(0.0);
        }
    }
}
