use super::{BandStatistics, DatasetError};
use crate::augment::Augmentation;
use neuron_data::examples::{Draw, Examples, Field, FieldType, Slot};
use std::sync::Arc;

/// Pixel values as they are stored, `[image, band, row, column]`.
#[derive(Clone, Debug, PartialEq)]
pub enum Pixels {
    /// Digital numbers of 8 bits.
    U8(Vec<u8>),
    /// Digital numbers of 16 bits.
    U16(Vec<u16>),
    /// Reflectances or other real values; NaN marks a missing pixel.
    F32(Vec<f32>),
}

impl Pixels {
    /// Copies image number `image` of `size` values.
    fn read(&self, image: usize, size: usize, to: &mut [f32]) {
        let range = image * size..(image + 1) * size;
        match self {
            Self::U8(values) => to.iter_mut().zip(&values[range]).for_each(|(t, &v)| *t = v.into()),
            Self::U16(values) => {
                to.iter_mut().zip(&values[range]).for_each(|(t, &v)| *t = v.into())
            }
            Self::F32(values) => to.copy_from_slice(&values[range]),
        }
    }

    /// One value.
    pub(crate) fn at(&self, index: usize) -> f32 {
        match self {
            Self::U8(values) => values[index].into(),
            Self::U16(values) => values[index].into(),
            Self::F32(values) => values[index],
        }
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::U8(values) => values.len(),
            Self::U16(values) => values.len(),
            Self::F32(values) => values.len(),
        }
    }

    /// True where there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Labelled images of one size, in memory.
#[derive(Clone, Debug)]
pub struct ImageSet {
    /// Name of the dataset.
    pub name: String,
    /// True of what a program made up.
    pub synthetic: bool,
    /// Names of the spectral bands.
    pub bands: Vec<String>,
    /// Rows.
    pub height: usize,
    /// Columns.
    pub width: usize,
    /// Names of the classes.
    pub classes: Vec<String>,
    /// The pixels of all images.
    pub pixels: Pixels,
    /// The class of each image.
    pub labels: Vec<u32>,
}

impl ImageSet {
    /// Checks that pixels, labels, bands and classes fit together.
    ///
    /// # Errors
    /// [`DatasetError::Inconsistent`].
    pub fn checked(self) -> Result<Self, DatasetError> {
        let wrong =
            |what: String| Err(DatasetError::Inconsistent { dataset: self.name.clone(), what });
        let expected = self.labels.len() * self.image_len();
        if self.pixels.len() != expected {
            return wrong(format!("{} pixel values, expected {expected}", self.pixels.len()));
        }
        if let Some(label) = self.labels.iter().find(|&&l| l as usize >= self.classes.len()) {
            return wrong(format!("label {label}, expected less than {}", self.classes.len()));
        }
        Ok(self)
    }

    /// Values of one image.
    #[must_use]
    pub fn image_len(&self) -> usize {
        self.bands.len() * self.height * self.width
    }

    /// How many images.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// True where there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// Image `index` as it is stored, as f32: `[band, row, column]`.
    ///
    /// # Panics
    /// If there is no such image.
    #[must_use]
    pub fn image(&self, index: usize) -> Vec<f32> {
        let mut image = vec![0.0; self.image_len()];
        self.pixels.read(index, self.image_len(), &mut image);
        image
    }
}

/// Some images of a set, normalised by band statistics and augmented where that is asked for: what a
/// model is fed.
///
/// Fields: `image` f32 `[bands, height, width]`, `label` i32 `[]`.
#[derive(Clone, Debug)]
pub struct ImageExamples {
    set: Arc<ImageSet>,
    indices: Vec<usize>,
    statistics: BandStatistics,
    augmentation: Augmentation,
}

impl ImageExamples {
    /// The images `indices` of `set`.
    #[must_use]
    pub fn new(
        set: Arc<ImageSet>,
        indices: Vec<usize>,
        statistics: BandStatistics,
        augmentation: Augmentation,
    ) -> Self {
        Self { set, indices, statistics, augmentation }
    }

    /// The set that they are of.
    #[must_use]
    pub fn set(&self) -> &Arc<ImageSet> {
        &self.set
    }

    /// Number within the set of each example.
    #[must_use]
    pub fn indices(&self) -> &[usize] {
        &self.indices
    }
}

impl Examples for ImageExamples {
    fn len(&self) -> usize {
        self.indices.len()
    }

    fn fields(&self) -> Vec<Field> {
        let shape = vec![self.set.bands.len(), self.set.height, self.set.width];
        vec![
            Field { name: "image".into(), dtype: FieldType::F32, shape },
            Field { name: "label".into(), dtype: FieldType::I32, shape: Vec::new() },
        ]
    }

    fn load(
        &self,
        index: usize,
        draw: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let at = self.indices[index];
        for slot in slots {
            match slot {
                Slot::F32(image) => {
                    self.set.pixels.read(at, self.set.image_len(), image);
                    self.statistics.normalise(image);
                    if draw.augment {
                        let extent = [self.set.bands.len(), self.set.height, self.set.width];
                        self.augmentation.apply(image, extent, draw, at as u64);
                    }
                }
                Slot::I32(label) => label[0] = self.set.labels[at] as i32,
                Slot::U8(_) => {}
            }
        }
        Ok(())
    }
}
