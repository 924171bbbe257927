use serde::{Deserialize, Serialize};

/// What weights of patches become where images have other bands than those that were trained on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NewBands {
    /// Each band gets the mean over the bands of the file.
    #[default]
    Average,
    /// The bands of the file one after another, as often as needed.
    Repeat,
}

impl NewBands {
    /// Patch weights for `bands` bands. Sums over bands are kept, so that a grey image looks the same
    /// to the model.
    ///
    /// # Shapes
    /// `weight: [features, found, taps]` → `[features, bands, taps]`
    pub(super) fn spread(
        self,
        weight: &[f32],
        found: usize,
        bands: usize,
        taps: usize,
    ) -> Vec<f32> {
        if found == bands || found == 0 || taps == 0 {
            return weight.to_vec();
        }
        let mut spread = Vec::with_capacity(weight.len() / found * bands);
        for feature in weight.chunks(found * taps) {
            let begin = spread.len();
            for band in 0..bands {
                match self {
                    Self::Average => spread.extend((0..taps).map(|tap| {
                        let sum: f32 = feature.iter().skip(tap).step_by(taps).sum();
                        sum / bands as f32
                    })),
                    Self::Repeat => {
                        let source = band % found;
                        spread.extend_from_slice(&feature[source * taps..(source + 1) * taps]);
                    }
                }
            }
            if self == Self::Repeat {
                let scale = found as f32 / bands as f32;
                spread[begin..].iter_mut().for_each(|value| *value *= scale);
            }
        }
        spread
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_averaged_or_repeated() {
        // Two features of three bands of two taps.
        let weight: Vec<f32> = (0..12).map(|v| v as f32).collect();
        let averaged = NewBands::Average.spread(&weight, 3, 2, 2);
        assert_eq!(averaged, [3.0, 4.5, 3.0, 4.5, 12.0, 13.5, 12.0, 13.5]);
        let repeated = NewBands::Repeat.spread(&weight, 3, 4, 2);
        let expected: Vec<f32> = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 0.0, 1.0].map(|v| v * 0.75).into();
        assert_eq!(repeated[..8], expected);
        assert_eq!(NewBands::Repeat.spread(&weight, 3, 3, 2), weight);
    }
}
