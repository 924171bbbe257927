use super::{Imbalance, MedicalImagingConfig, ScanAugmentation, Standardise};
use crate::datasets::{BandStatistics, ImageSet};
use neuron_data::examples::{Draw, Examples, Field, FieldType, Slot};
use neuron_random::{Rng, Stream};
use std::sync::Arc;

/// Images of a set as a model is fed them: augmented and drawn by class where that is asked for, and
/// standardised.
///
/// Fields: `image` f32 `[bands, height, width]`, `label` i32 `[]`.
#[derive(Clone, Debug)]
pub struct ScanExamples {
    set: Arc<ImageSet>,
    indices: Vec<usize>,
    statistics: BandStatistics,
    standardise: Standardise,
    augmentation: ScanAugmentation,
    /// The images of each class that has any, where classes are drawn alike in training.
    by_class: Option<Vec<Vec<usize>>>,
}

impl ScanExamples {
    /// The images `indices` of `set`, by the statistics of the training images.
    #[must_use]
    pub fn new(
        set: Arc<ImageSet>,
        indices: Vec<usize>,
        statistics: BandStatistics,
        config: &MedicalImagingConfig,
    ) -> Self {
        let by_class = (config.imbalance == Imbalance::Sampling).then(|| {
            let mut classes = vec![Vec::new(); set.classes.len()];
            indices.iter().for_each(|&i| classes[set.labels[i] as usize].push(i));
            classes.retain(|images| !images.is_empty());
            classes
        });
        let augmentation = config.augmentation.clone();
        Self { set, indices, statistics, standardise: config.standardise, augmentation, by_class }
    }

    /// Number within the set of example `index`, as `draw` has it.
    #[must_use]
    pub fn image(&self, index: usize, draw: Draw) -> usize {
        let Some(classes) = self.by_class.as_ref().filter(|_| draw.augment) else {
            return self.indices[index];
        };
        // The classes in turn, so that an epoch has as many of each but for the last round.
        let images = &classes[index % classes.len()];
        let stream = Stream::new(draw.seed, "class sampling").epoch(draw.epoch);
        images[stream.sample(index as u64).rng().random_range(0..images.len())]
    }

    fn write(&self, at: usize, index: usize, draw: Draw, image: &mut [f32]) {
        image.copy_from_slice(&self.set.image(at));
        let extent = [self.set.bands.len(), self.set.height, self.set.width];
        let mut rng = Stream::new(draw.seed, "scan augmentation")
            .epoch(draw.epoch)
            .sample(index as u64)
            .rng();
        let augmentation = draw.augment.then_some(&self.augmentation);
        if let Some(augmentation) = augmentation {
            augmentation.before(image, extent, &mut rng);
        }
        match self.standardise {
            Standardise::Dataset => self.statistics.normalise(image),
            Standardise::Image => by_itself(image),
        }
        if let Some(augmentation) = augmentation {
            augmentation.after(image, extent, &mut rng);
        }
    }
}

/// Brings an image to mean 0 and deviation 1 over all its bands; missing pixels become 0, and so does
/// an image of one value.
fn by_itself(image: &mut [f32]) {
    let there = || image.iter().filter(|value| !value.is_nan()).map(|&value| f64::from(value));
    let count = (there().count() as f64).max(1.0);
    let mean = there().sum::<f64>() / count;
    let deviation = (there().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
    let scale = if deviation > 0.0 { 1.0 / deviation } else { 0.0 };
    for value in image {
        *value = if value.is_nan() { 0.0 } else { ((f64::from(*value) - mean) * scale) as f32 };
    }
}

impl Examples for ScanExamples {
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
        let at = self.image(index, draw);
        for slot in slots {
            match slot {
                Slot::F32(image) => self.write(at, index, draw, image),
                Slot::I32(label) => label[0] = self.set.labels[at] as i32,
                Slot::U8(_) => {}
            }
        }
        Ok(())
    }
}
