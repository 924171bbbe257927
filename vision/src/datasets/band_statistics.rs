use super::ImageSet;
use serde::{Deserialize, Serialize};

/// Mean and standard deviation of each band over the training images alone. A model is only right
/// on images that are normalised by the statistics that it was trained with, so they travel with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandStatistics {
    /// Mean of each band.
    pub mean: Vec<f64>,
    /// Standard deviation of each band; 1 where a band is constant.
    pub std: Vec<f64>,
    /// Missing pixels (NaN) that were left out.
    pub missing: u64,
}

impl BandStatistics {
    /// Of the images `indices`, in f64 by Welford's method (1962).
    #[must_use]
    pub fn of(set: &ImageSet, indices: &[usize]) -> Self {
        let bands = set.bands.len();
        let size = set.height * set.width;
        let (mut mean, mut squares, mut count) =
            (vec![0.0; bands], vec![0.0; bands], vec![0.0; bands]);
        let mut missing = 0;
        for &index in indices {
            let image = set.image(index);
            for (band, plane) in image.chunks_exact(size.max(1)).enumerate() {
                for &value in plane {
                    if value.is_nan() {
                        missing += 1;
                        continue;
                    }
                    let value = f64::from(value);
                    count[band] += 1.0;
                    let delta = value - mean[band];
                    mean[band] += delta / count[band];
                    squares[band] += delta * (value - mean[band]);
                }
            }
        }
        let std = squares
            .iter()
            .zip(&count)
            .map(|(&s, &n)| (s / f64::max(n, 1.0)).sqrt())
            .map(|std| if std > 0.0 { std } else { 1.0 })
            .collect();
        Self { mean, std, missing }
    }

    /// Brings an image `[band, row, column]` to mean 0 and deviation 1 a band; missing pixels become
    /// the band's mean.
    pub fn normalise(&self, image: &mut [f32]) {
        let size = image.len() / self.mean.len().max(1);
        for (band, plane) in image.chunks_exact_mut(size.max(1)).enumerate() {
            let (mean, scale) = (self.mean[band] as f32, (1.0 / self.std[band]) as f32);
            for value in plane {
                *value = if value.is_nan() { 0.0 } else { (*value - mean) * scale };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets::Pixels;

    #[test]
    fn missing_pixels_are_counted_and_filled() {
        let set = ImageSet {
            name: "t".into(),
            synthetic: true,
            bands: vec!["a".into(), "b".into()],
            height: 1,
            width: 2,
            classes: vec!["c".into()],
            pixels: Pixels::F32(vec![1.0, 3.0, 5.0, f32::NAN]),
            labels: vec![0],
        };
        let statistics = BandStatistics::of(&set, &[0]);
        assert_eq!(statistics.mean, [2.0, 5.0]);
        assert_eq!(statistics.std, [1.0, 1.0]);
        assert_eq!(statistics.missing, 1);
        let mut image = set.image(0);
        statistics.normalise(&mut image);
        assert_eq!(image, [-1.0, 1.0, 0.0, 0.0]);
    }
}
