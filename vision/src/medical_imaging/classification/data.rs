use super::{Imbalance, MedicalImagingConfig, ScanExamples, class_weights};
use crate::datasets::{self, BandStatistics, DatasetError, ImageSet, OpenOptions, Parted, Pixels};
use crate::models::ImageShape;
use crate::tasks::{DataOptions, TaskError};
use neuron_data::sampling::{stratified_split, stratified_subset};
use neuron_train::checkpoint::sha256_hex;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A dataset in its three parts, as a run uses it.
#[derive(Clone, Debug)]
pub struct MedicalData {
    /// The images.
    pub set: Arc<ImageSet>,
    /// Numbers of the images to learn from.
    pub train: Vec<usize>,
    /// Numbers of those to choose weights, temperature and threshold by.
    pub validation: Vec<usize>,
    /// Numbers of those to report on.
    pub test: Vec<usize>,
    /// Of the training images alone.
    pub statistics: BandStatistics,
}

impl MedicalData {
    /// Opens the dataset of a configuration. The publisher's parts are kept; where there is none for
    /// validation, a share of the training images is held out, of each class the same.
    ///
    /// # Errors
    /// Where the dataset is not there or not in order, a setting is out of range, or a part has fewer
    /// than two images of a class.
    pub fn open(config: &MedicalImagingConfig, options: &DataOptions) -> Result<Self, TaskError> {
        config.check()?;
        let seed = config.trainer.seed;
        let size = (config.dataset_size > 0).then_some(config.dataset_size);
        let resize = (config.resize > 0).then_some(config.resize);
        let options = OpenOptions { size, resize, seed, ..OpenOptions::from(options) };
        let Parted { mut set, train, validation, test } =
            datasets::medical(&config.dataset, &options)?;
        if !config.classes.is_empty() {
            rename(&mut set, &config.classes)?;
        }
        let labels = |part: &[usize]| part.iter().map(|&i| set.labels[i]).collect::<Vec<u32>>();
        let total = train.len() + validation.len() + test.len();
        let take = |part: Vec<usize>| match size.filter(|&size| size < total) {
            None => part,
            Some(size) => {
                let count = (size * part.len()).div_ceil(total);
                let chosen = stratified_subset(&labels(&part), count, seed);
                chosen.into_iter().map(|i| part[i]).collect()
            }
        };
        let (mut train, mut validation, test) = (take(train), take(validation), take(test));
        if validation.is_empty() {
            let split = stratified_split(&labels(&train), None, config.validation_share, seed);
            validation = split.held_out.iter().map(|&i| train[i]).collect();
            train = split.train.iter().map(|&i| train[i]).collect();
        }
        for (name, part) in [("training", &train), ("validation", &validation), ("test", &test)] {
            check_part(&set, name, part)?;
        }
        let statistics = BandStatistics::of(&set, &train);
        Ok(Self { set: Arc::new(set), train, validation, test, statistics })
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

    /// What each class counts in the loss, where the loss is weighted.
    #[must_use]
    pub fn class_weights(&self, config: &MedicalImagingConfig) -> Option<Vec<f64>> {
        let labels: Vec<u32> = self.train.iter().map(|&i| self.set.labels[i]).collect();
        let weighted = config.imbalance == Imbalance::Weights;
        weighted.then(|| class_weights(&labels, self.set.classes.len()))
    }

    /// Images of the set as a model is fed them.
    #[must_use]
    pub fn examples(&self, part: &[usize], config: &MedicalImagingConfig) -> ScanExamples {
        ScanExamples::new(self.set.clone(), part.to_vec(), self.statistics.clone(), config)
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

/// Gives the classes the names of the settings.
fn rename(set: &mut ImageSet, names: &[String]) -> Result<(), TaskError> {
    if names.len() != set.classes.len() {
        return Err(TaskError::Setting {
            key: "classes",
            found: format!("{} names for {} classes", names.len(), set.classes.len()),
            expected: "a name for each class, in the order of the labels".to_owned(),
        });
    }
    set.classes = names.to_vec();
    Ok(())
}

/// An area under the ROC curve with its variance needs two images of a class and two of others.
fn check_part(set: &ImageSet, part: &'static str, images: &[usize]) -> Result<(), TaskError> {
    let mut counts = vec![0usize; set.classes.len()];
    images.iter().for_each(|&i| counts[set.labels[i] as usize] += 1);
    if counts.iter().filter(|&&count| count >= 2).count() >= 2 {
        return Ok(());
    }
    let each = set.classes.iter().zip(&counts).map(|(class, n)| format!("{n} of `{class}`"));
    let found = each.collect::<Vec<_>>().join(", ");
    let what =
        format!("the {part} part has {found}, expected two images or more of at least two classes");
    Err(DatasetError::Inconsistent { dataset: set.name.clone(), what }.into())
}
