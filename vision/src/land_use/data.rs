use super::LandUseConfig;
use crate::augment::Augmentation;
use crate::datasets::{self, BandStatistics, ImageExamples, ImageSet, OpenOptions, Pixels};
use crate::models::ImageShape;
use crate::tasks::{DataOptions, Split, TaskError};
use neuron_data::examples::Examples;
use neuron_data::sampling::{stratified_split, stratified_subset};
use neuron_train::checkpoint::sha256_hex;
use neuron_train::trainer::Export;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A dataset, split and measured, as a run uses it.
#[derive(Clone, Debug)]
pub struct LandUseData {
    /// The images.
    pub set: Arc<ImageSet>,
    /// Numbers of the images to learn from.
    pub train: Vec<usize>,
    /// Numbers of those to choose the best checkpoint by.
    pub validation: Vec<usize>,
    /// Numbers of those to report on.
    pub test: Vec<usize>,
    /// Of the training images alone.
    pub statistics: BandStatistics,
}

impl LandUseData {
    /// Opens the dataset of a configuration. The same configuration gives the same splits.
    ///
    /// # Errors
    /// Where the dataset is not there or not in order, or a share is out of range.
    pub fn open(config: &LandUseConfig, options: &DataOptions) -> Result<Self, TaskError> {
        let share = config.validation_share;
        let needed = config.trainer.export == Export::Best;
        if !(0.0..1.0).contains(&share) || (needed && share == 0.0) {
            let found = share.to_string();
            let expected = match needed {
                true => "more than 0 and less than 1, to find the best weights by",
                false => "0 or more and less than 1",
            };
            let expected = expected.to_owned();
            return Err(TaskError::Setting { key: "validation_share", found, expected });
        }
        let labels_known = config.label_share;
        if !(labels_known > 0.0 && labels_known <= 1.0) {
            let (found, expected) =
                (labels_known.to_string(), "more than 0 and at most 1".to_owned());
            return Err(TaskError::Setting { key: "label_share", found, expected });
        }
        if config.members == 0 {
            let (found, expected) = ("0".to_owned(), "1 or more".to_owned());
            return Err(TaskError::Setting { key: "members", found, expected });
        }
        let seed = config.trainer.seed;
        let size = (config.dataset_size > 0).then_some(config.dataset_size);
        let resize = (config.resize > 0).then_some(config.resize);
        let options = OpenOptions { size, resize, seed, ..OpenOptions::from(options) };
        let opened = datasets::open(&config.dataset, &options)?;
        let labels = |indices: &[usize]| -> Vec<u32> {
            indices.iter().map(|&i| opened.set.labels[i]).collect()
        };
        let take = |indices: &[usize], count: usize| -> Vec<usize> {
            let chosen = stratified_subset(&labels(indices), count, seed);
            chosen.into_iter().map(|i| indices[i]).collect()
        };
        // A synthetic set has been made at the size that was asked for.
        let total = opened.train.len() + opened.test.len();
        let (mut learn, mut test) = (opened.train.clone(), opened.test.clone());
        if let Some(size) = size.filter(|&size| size < total) {
            let train = (size * learn.len()).div_ceil(total);
            (learn, test) = (take(&learn, train), take(&test, size - train));
        }
        // Statistics need no labels: where few are known, they are of all images to learn from.
        let all_seen = (labels_known < 1.0).then(|| learn.clone());
        if labels_known < 1.0 {
            learn = take(&learn, (learn.len() as f64 * labels_known).round() as usize);
        }
        let split = stratified_split(&labels(&learn), None, share, seed);
        let of = |part: &[usize]| -> Vec<usize> { part.iter().map(|&i| learn[i]).collect() };
        let (train, validation) = (of(&split.train), of(&split.held_out));
        let statistics = BandStatistics::of(&opened.set, all_seen.as_deref().unwrap_or(&train));
        Ok(Self { set: Arc::new(opened.set), train, validation, test, statistics })
    }

    /// What a model has to know of the images.
    #[must_use]
    pub fn shape(&self) -> ImageShape {
        ImageShape {
            bands: self.set.bands.len(),
            height: self.set.height,
            width: self.set.width,
            classes: self.set.classes.len(),
        }
    }

    /// The images of a split, by number.
    #[must_use]
    pub fn split(&self, split: Split) -> &[usize] {
        match split {
            Split::Train => &self.train,
            Split::Validation => &self.validation,
            Split::Test => &self.test,
        }
    }

    /// Images of the set as a model is fed them.
    #[must_use]
    pub fn examples(&self, indices: &[usize], augmentation: &Augmentation) -> Arc<dyn Examples> {
        let (set, statistics) = (self.set.clone(), self.statistics.clone());
        Arc::new(ImageExamples::new(set, indices.to_vec(), statistics, augmentation.clone()))
    }

    /// SHA-256 of all pixels and labels.
    #[must_use]
    pub fn hashes(&self) -> BTreeMap<String, String> {
        let mut bytes: Vec<u8> = match &self.set.pixels {
            Pixels::U8(values) => values.clone(),
            Pixels::U16(values) => values.iter().flat_map(|v| v.to_le_bytes()).collect(),
            Pixels::F32(values) => values.iter().flat_map(|v| v.to_le_bytes()).collect(),
        };
        bytes.extend(self.set.labels.iter().flat_map(|label| label.to_le_bytes()));
        [(self.set.name.clone(), sha256_hex(&bytes))].into()
    }
}
