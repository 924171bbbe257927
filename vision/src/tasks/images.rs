use super::TaskError;
use crate::datasets::{BandStatistics, ImageSet, Pixels};
use crate::image_io;
use crate::models::ImageShape;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The images that a model is made for: it travels in the weights' header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImagesInfo {
    /// Names of the classes, in the order of the scores; none for a model that knows no classes.
    pub classes: Vec<String>,
    /// Names of the bands, in order.
    pub bands: Vec<String>,
    /// Rows and columns of an image.
    pub extent: [usize; 2],
    /// True where it was trained on made-up data.
    pub synthetic: bool,
    /// How images are normalised.
    pub statistics: BandStatistics,
}

impl ImagesInfo {
    /// Of a dataset, and the statistics of its training images.
    #[must_use]
    pub fn of(set: &ImageSet, statistics: &BandStatistics) -> Self {
        Self {
            classes: set.classes.clone(),
            bands: set.bands.clone(),
            extent: [set.height, set.width],
            synthetic: set.synthetic,
            statistics: statistics.clone(),
        }
    }

    /// What a model has to know of the images.
    #[must_use]
    pub fn shape(&self) -> ImageShape {
        let [height, width] = self.extent;
        ImageShape { bands: self.bands.len(), height, width, classes: self.classes.len() }
    }

    /// Refuses data of other bands, extents or classes: a dataset may have changed since, such as a
    /// folder that was added to.
    ///
    /// # Errors
    /// [`TaskError::DataShape`].
    pub fn check_fits(&self, found: &Self, dataset: &str) -> Result<(), TaskError> {
        let (expected, found) = (self.said(), found.said());
        if found == expected {
            return Ok(());
        }
        Err(TaskError::DataShape { file: dataset.to_owned(), found, expected })
    }

    fn said(&self) -> String {
        let [height, width] = self.extent;
        let (count, names) = (bands(self.bands.len()), self.bands.join(", "));
        let mut said = format!("{count} ({names}) of {width}×{height} pixels");
        if !self.classes.is_empty() {
            said += &format!(" and the classes {}", self.classes.join(", "));
        }
        said
    }

    /// Files as a set of such images, whose classes nobody knows; brought to a side of `resize` pixels
    /// first, where it is not 0.
    ///
    /// # Errors
    /// Where a file cannot be read, or is not of these bands and extents.
    pub fn read(&self, files: &[PathBuf], resize: usize) -> Result<ImageSet, TaskError> {
        let mut pixels = Vec::new();
        for file in files {
            pixels.extend(self.read_one(file, resize)?);
        }
        let unknown = || vec!["unknown".to_owned()];
        let [height, width] = self.extent;
        let set = ImageSet {
            name: "files".into(),
            synthetic: self.synthetic,
            bands: self.bands.clone(),
            height,
            width,
            classes: if self.classes.is_empty() { unknown() } else { self.classes.clone() },
            pixels: Pixels::F32(pixels),
            labels: vec![0; files.len()],
        };
        Ok(set.checked()?)
    }

    fn read_one(&self, file: &Path, resize: usize) -> Result<Vec<f32>, TaskError> {
        let image = image_io::read(file)?;
        let [height, width] = self.extent;
        let expected = self.bands.len();
        let wrong = |found: String| TaskError::DataShape {
            file: file.display().to_string(),
            found,
            expected: format!("{} of {width}×{height} pixels", bands(expected)),
        };
        if image.bands != expected {
            return Err(wrong(bands(image.bands)));
        }
        let image = if resize > 0 { image.resized(resize, resize) } else { image };
        if (image.height, image.width) != (height, width) {
            return Err(wrong(format!("{}×{} pixels", image.width, image.height)));
        }
        Ok(image.values)
    }
}

/// `1 band`, `6 bands`.
pub(crate) fn bands(count: usize) -> String {
    if count == 1 { "1 band".to_owned() } else { format!("{count} bands") }
}
