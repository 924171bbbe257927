//! `statlog-landsat`: real Landsat MSS pixels, in the program itself.

use super::{DatasetError, ImageSet, LandUse, Pixels};
use std::io::Read;

/// 6,435 records of 36 pixel values and a class, compressed; see the manifest beside it.
const DATA: &[u8] =
    include_bytes!("../../../datasets/vision/statlog-landsat/statlog-landsat.bin.gz");

/// Images in all, and those of the standard training part.
const IMAGES: usize = 6435;
const TRAIN: usize = 4435;

/// Pixels of a side, and bands.
const SIDE: usize = 3;
const BANDS: usize = 4;

/// The UCI Statlog (Landsat Satellite) set with its standard split: 4,435 training images, 2,000
/// test images of 3×3 pixels in 4 bands, each labelled by the land use of its central pixel.
///
/// Neighbouring pixels of the scene are neighbouring images, so that images overlap; the standard
/// split does not keep them apart, and published figures are all on it.
///
/// # Errors
/// [`DatasetError::Inconsistent`] where the embedded data is damaged.
pub fn statlog_landsat() -> Result<LandUse, DatasetError> {
    let record = SIDE * SIDE * BANDS + 1;
    let mut bytes = Vec::with_capacity(IMAGES * record);
    let inconsistent =
        |what: String| DatasetError::Inconsistent { dataset: "statlog-landsat".into(), what };
    flate2::read::GzDecoder::new(DATA)
        .take((IMAGES * record) as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| inconsistent(format!("the embedded data is damaged: {error}")))?;
    if bytes.len() != IMAGES * record {
        return Err(inconsistent(format!("{} bytes, expected {}", bytes.len(), IMAGES * record)));
    }
    let mut pixels = Vec::with_capacity(IMAGES * (record - 1));
    let mut labels = Vec::with_capacity(IMAGES);
    for record in bytes.chunks_exact(record) {
        // Stored pixel by pixel (row-major), the four bands of each together.
        for band in 0..BANDS {
            pixels.extend((0..SIDE * SIDE).map(|pixel| record[pixel * BANDS + band]));
        }
        labels.push(u32::from(record[SIDE * SIDE * BANDS]));
    }
    let set = ImageSet {
        name: "statlog-landsat".into(),
        synthetic: false,
        // Landsat 2 MSS: green, red, and two near-infrared bands.
        bands: ["MSS4", "MSS5", "MSS6", "MSS7"].map(String::from).to_vec(),
        height: SIDE,
        width: SIDE,
        classes: [
            "red soil",
            "cotton crop",
            "grey soil",
            "damp grey soil",
            "soil with vegetation stubble",
            "very damp grey soil",
        ]
        .map(String::from)
        .to_vec(),
        pixels: Pixels::U8(pixels),
        labels,
    };
    Ok(LandUse {
        set: set.checked()?,
        train: (0..TRAIN).collect(),
        test: (TRAIN..IMAGES).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts of the mlbench package's factor levels over all rows, and its first row.
    #[test]
    fn the_data_is_that_of_the_package() {
        let data = statlog_landsat().unwrap();
        let mut counts = [0; 6];
        for &label in &data.set.labels {
            counts[label as usize] += 1;
        }
        assert_eq!(counts, [1533, 703, 1358, 626, 707, 1508]);
        assert_eq!((data.train.len(), data.test.len()), (4435, 2000));
        let first = data.set.image(0);
        assert_eq!(first[..3], [92.0, 84.0, 84.0]);
        assert_eq!(first[9..12], [115.0, 102.0, 102.0]);
        assert_eq!(data.set.classes[data.set.labels[0] as usize], "grey soil");
    }
}
