use super::{MaskError, MaskedImages, Masks, PretrainingConfig};
use crate::augment::Augmentation;
use crate::datasets::ImageExamples;
use crate::land_use::{LandUseConfig, LandUseData, recipe};
use crate::tasks::{DataOptions, TaskError};
use neuron_data::examples::Examples;
use neuron_data::sampling::stratified_subset;
use std::sync::Arc;

/// The images of a run, split as the task `land_use` splits them under the same settings: what is
/// tested there has not been seen here.
#[derive(Clone, Debug)]
pub struct PretrainingData {
    /// Images, splits and statistics.
    pub images: LandUseData,
    /// How they are masked.
    pub masks: Masks,
}

impl PretrainingData {
    /// Opens the dataset of a configuration. The same configuration gives the same splits.
    ///
    /// # Errors
    /// Where the dataset is not there or not in order, or a setting is out of its range.
    pub fn open(config: &PretrainingConfig, options: &DataOptions) -> Result<Self, TaskError> {
        let setting =
            |key, found: String, expected: String| Err(TaskError::Setting { key, found, expected });
        let probes = &config.probes;
        if probes.neighbours == 0 {
            return setting("probes.neighbours", "0".into(), "1 or more".into());
        }
        for (key, value) in
            [("probes.temperature", probes.temperature), ("probes.penalty", probes.penalty)]
        {
            if !(value.is_finite() && value > 0.0) {
                return setting(key, value.to_string(), "a positive number".into());
            }
        }
        let split_as = LandUseConfig {
            dataset_size: config.dataset_size,
            resize: config.resize,
            validation_share: config.validation_share,
            trainer: config.trainer.clone(),
            ..recipe(&config.dataset, None)
        };
        let images = LandUseData::open(&split_as, options)?;
        let (height, width) = (images.set.height, images.set.width);
        let Some(grid) = config.encoder.grid(height, width) else {
            let expected = format!("a divisor of {height} and of {width}, the images' extents");
            return setting("encoder.patch", config.encoder.patch.to_string(), expected);
        };
        let masks = match Masks::new(&config.mask, grid) {
            Ok(masks) => masks,
            Err(MaskError { key, found, expected }) => return setting(key, found, expected),
        };
        Ok(Self { images, masks })
    }

    /// Images with their masks.
    #[must_use]
    pub fn masked(&self, indices: &[usize], augmentation: &Augmentation) -> Arc<dyn Examples> {
        Arc::new(MaskedImages::new(self.plain(indices, augmentation), self.masks.clone()))
    }

    /// Images as a classifier is fed them.
    #[must_use]
    pub fn plain(&self, indices: &[usize], augmentation: &Augmentation) -> ImageExamples {
        let (set, statistics) = (self.images.set.clone(), self.images.statistics.clone());
        ImageExamples::new(set, indices.to_vec(), statistics, augmentation.clone())
    }

    /// The training images whose labels the probes see.
    #[must_use]
    pub fn labelled(&self, config: &PretrainingConfig) -> Vec<usize> {
        let train = &self.images.train;
        let labels: Vec<u32> = train.iter().map(|&i| self.images.set.labels[i]).collect();
        let count = if config.probes.images == 0 { train.len() } else { config.probes.images };
        let chosen = stratified_subset(&labels, count, config.trainer.seed);
        chosen.into_iter().map(|i| train[i]).collect()
    }
}
