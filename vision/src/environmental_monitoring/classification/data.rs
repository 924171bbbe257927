use super::examples::{BandScales, FeatureExamples};
use super::{SeriesConfig, SeriesExamples, features};
use crate::environmental_monitoring::forest::{Forest, ForestConfig, Table};
use crate::environmental_monitoring::series_set::{SeriesSet, Sites, open};
use crate::tasks::{Split, TaskError};
use neuron_data::examples::Examples;
use neuron_data::sampling::{stratified_split, stratified_subset};
use neuron_train::checkpoint::sha256_hex;
use neuron_train::trainer::Export;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Series, split and measured, as a run uses them.
#[derive(Clone, Debug)]
pub struct SeriesData {
    /// The name of the set.
    pub name: String,
    /// True where it is made up.
    pub synthetic: bool,
    /// Names of the classes.
    pub classes: Vec<String>,
    /// All series.
    pub sites: Arc<Sites>,
    /// The class of each.
    pub labels: Arc<Vec<u32>>,
    /// Numbers of the series to learn from.
    pub train: Vec<usize>,
    /// Numbers of those to choose the best checkpoint by.
    pub validation: Vec<usize>,
    /// Numbers of those to report on.
    pub test: Vec<usize>,
    /// Of the training series alone.
    pub scales: BandScales,
}

impl SeriesData {
    /// Opens the set of a configuration. The same configuration gives the same splits.
    ///
    /// # Errors
    /// Where the set is not there or not in order, or a setting is out of its range.
    pub fn open(config: &SeriesConfig) -> Result<Self, TaskError> {
        let setting = |key, found: String, expected: &str| TaskError::Setting {
            key,
            found,
            expected: expected.to_owned(),
        };
        let share = config.validation_share;
        let needed = config.trainer.export == Export::Best;
        if !(0.0..1.0).contains(&share) || (needed && share == 0.0) {
            let expected = "more than 0 and less than 1, to find the best weights by";
            return Err(setting("validation_share", share.to_string(), expected));
        }
        if !(1..=2).contains(&config.bands) {
            return Err(setting("bands", config.bands.to_string(), "1 or 2"));
        }
        let seed = config.trainer.seed;
        let size = (config.dataset_size > 0).then_some(config.dataset_size);
        if size.is_some_and(|size| size > 1_000_000) {
            let found = config.dataset_size.to_string();
            return Err(setting("dataset_size", found, "at most 1000000"));
        }
        let set = open(&config.dataset, size, config.bands, seed)?;
        let SeriesSet { name, synthetic, sites, classes, labels, train, test } = set;
        let of = |part: &[usize]| -> Vec<u32> { part.iter().map(|&at| labels[at]).collect() };
        let take = |part: &[usize], count: usize| -> Vec<usize> {
            stratified_subset(&of(part), count, seed).into_iter().map(|at| part[at]).collect()
        };
        let total = train.len() + test.len();
        let (learn, test) = match size {
            // What is made up has been made at the size that was asked for.
            Some(size) if size < total => {
                let count = (size * train.len()).div_ceil(total);
                (take(&train, count), take(&test, size - count))
            }
            _ => (train, test),
        };
        let split = stratified_split(&of(&learn), None, share, seed);
        let pick = |part: &[usize]| -> Vec<usize> { part.iter().map(|&at| learn[at]).collect() };
        let (train, validation) = (pick(&split.train), pick(&split.held_out));
        let scales = BandScales::of(&sites, &train);
        let (sites, labels) = (Arc::new(sites), Arc::new(labels));
        Ok(Self { name, synthetic, classes, sites, labels, train, validation, test, scales })
    }

    /// The series of a split, by number.
    #[must_use]
    pub fn split(&self, split: Split) -> &[usize] {
        match split {
            Split::Train => &self.train,
            Split::Validation => &self.validation,
            Split::Test => &self.test,
        }
    }

    /// Classes of the series of a split.
    #[must_use]
    pub fn truth(&self, split: Split) -> Vec<u32> {
        self.split(split).iter().map(|&at| self.labels[at]).collect()
    }

    /// Series as a network is fed them.
    pub(super) fn series(&self, split: Split, config: &SeriesConfig) -> Arc<dyn Examples> {
        Arc::new(SeriesExamples {
            sites: self.sites.clone(),
            labels: self.labels.clone(),
            indices: self.split(split).to_vec(),
            scales: self.scales.clone(),
            augmentation: config.augmentation,
        })
    }

    /// Numbers of the series as a forest is fed them, with votes where they are known.
    pub(super) fn numbers(&self, split: Split, votes: Vec<f32>) -> Arc<dyn Examples> {
        let values = features(&self.sites, self.split(split));
        let labels = self.truth(split);
        let features = super::features::count(self.sites.bands.len());
        Arc::new(FeatureExamples { features, classes: self.classes.len(), values, votes, labels })
    }

    /// A forest of the training series.
    ///
    /// # Errors
    /// [`TaskError::Setting`] where it cannot be grown.
    pub fn forest(&self, config: &ForestConfig, seed: u64) -> Result<Forest, TaskError> {
        let refused = |found: String, expected: &str| TaskError::Setting {
            key: "model",
            found,
            expected: expected.to_owned(),
        };
        if !(1..=2_000).contains(&config.trees) || !(1..=30).contains(&config.depth) {
            let found = format!("{} trees of depth {}", config.trees, config.depth);
            return Err(refused(found, "1 to 2000 trees of depth 1 to 30"));
        }
        let values = features(&self.sites, &self.train);
        let width = super::features::count(self.sites.bands.len());
        let table = Table::new(width, self.classes.len(), values, self.truth(Split::Train));
        let table =
            table.map_err(|error| refused(error.to_string(), "rows to grow a forest on"))?;
        Ok(Forest::grow(&table, config, seed))
    }

    /// SHA-256 of all times, values and classes.
    #[must_use]
    pub fn hashes(&self) -> BTreeMap<String, String> {
        let mut bytes: Vec<u8> =
            self.sites.values.iter().flat_map(|value| value.to_le_bytes()).collect();
        bytes.extend(self.sites.times.iter().flat_map(|time| time.to_le_bytes()));
        bytes.extend(self.labels.iter().flat_map(|label| label.to_le_bytes()));
        [(self.name.clone(), sha256_hex(&bytes))].into()
    }
}
