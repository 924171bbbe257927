use super::split::{bytes, content, hold_out, some_of};
use super::{OpenedSet, SegmentationSet, segmentation_folder, synthetic_segmentation};
use crate::augment::Symmetry;
use crate::datasets::{BandStatistics, DatasetError};
use crate::segmentation::tiles::{TrainingTiles, WindowTiles, windows_once};
use crate::segmentation::{Light, SegmentationConfig, SegmentationError};
use neuron_data::examples::Examples;
use neuron_train::checkpoint::sha256_hex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Name of the made-up dataset.
pub const SYNTHETIC: &str = "synthetic-segmentation";

/// Its images where no number is asked for.
const SYNTHETIC_SIZE: usize = 500;

/// A dataset, split by image and measured, as a run uses it.
#[derive(Clone, Debug)]
pub struct SegmentationData {
    /// The images.
    pub set: Arc<SegmentationSet>,
    /// Numbers of the images to learn from.
    pub train: Vec<usize>,
    /// Numbers of those to choose the best checkpoint by.
    pub validation: Vec<usize>,
    /// Numbers of those to report on.
    pub test: Vec<usize>,
    /// Of the training images alone.
    pub statistics: BandStatistics,
    /// How many pixels of the training images are of each class.
    pub class_pixels: Vec<u64>,
    /// What people should know, in sentences.
    pub notices: Vec<String>,
}

impl SegmentationData {
    /// Opens the dataset of a configuration. The same configuration gives the same splits.
    ///
    /// # Errors
    /// Where a setting is out of its range, or the dataset is not there or not in order.
    pub fn open(config: &SegmentationConfig) -> Result<Self, SegmentationError> {
        config.check()?;
        let seed = config.trainer.seed;
        let size = (config.dataset_size > 0).then_some(config.dataset_size);
        let OpenedSet { mut set, mut train, mut test, mut notices } = match config.dataset.as_str()
        {
            SYNTHETIC => synthetic_segmentation(size.unwrap_or(SYNTHETIC_SIZE), seed),
            path if Path::new(path).is_dir() => {
                segmentation_folder(Path::new(path), config.ignore)?
            }
            name => {
                let known = SYNTHETIC.to_owned();
                let what = format!(
                    "there is no dataset `{name}`: expected {known}, or the path of a folder with \
                     `images` and `masks`"
                );
                return Err(DatasetError::Inconsistent { dataset: name.to_owned(), what }.into());
            }
        };
        if test.is_empty() {
            (train, test) = hold_out(&set, &train, config.test_share, seed, "to report on")?;
        }
        let total = train.len() + test.len();
        if let Some(size) = size.filter(|&size| size < total) {
            let learn = (size * train.len()).div_ceil(total);
            train = some_of(&train, learn, seed);
            test = some_of(&test, (size - learn).max(1), seed);
        }
        let learned: BTreeSet<u64> = train.iter().map(|&scene| content(&set, scene)).collect();
        let copies = test.iter().filter(|&&scene| learned.contains(&content(&set, scene))).count();
        if copies > 0 {
            notices.push(format!("{copies} test images are copies of training images"));
        }
        let what = "to choose the best weights by";
        let share = config.validation_share;
        let (train, validation) = hold_out(&set, &train, share, seed, what)?;
        let (statistics, class_pixels) = (set.statistics(&train), set.class_pixels(&train));
        for (class, _) in set.classes.iter().zip(&class_pixels).filter(|(_, pixels)| **pixels == 0)
        {
            notices.push(format!("no training pixel is of class `{class}`: it cannot be learned"));
        }
        if statistics.missing > 0 {
            let count = statistics.missing;
            notices.push(format!("{count} missing values are filled with their band's mean"));
        }
        if config.light == Light::Image {
            set.normalise_each();
        }
        let set = Arc::new(set);
        Ok(Self { set, train, validation, test, statistics, class_pixels, notices })
    }

    /// Tiles to learn from, at random places.
    #[must_use]
    pub fn training_tiles(&self, config: &SegmentationConfig) -> Arc<dyn Examples> {
        Arc::new(TrainingTiles::new(
            self.set.clone(),
            &self.train,
            self.statistics.clone(),
            config.augmentation.clone(),
            config.tile,
            config.tiles_per_epoch,
        ))
    }

    /// Tiles that cover some images, in which each pixel counts once.
    ///
    /// # Errors
    /// None of a configuration that was checked.
    pub fn covering_tiles(
        &self,
        config: &SegmentationConfig,
        scenes: &[usize],
    ) -> Result<Arc<dyn Examples>, SegmentationError> {
        let windows = windows_once(&self.set, scenes, config.tile)?;
        Ok(Arc::new(WindowTiles {
            set: self.set.clone(),
            statistics: self.statistics.clone(),
            windows,
            tile: config.tile,
            symmetry: Symmetry::IDENTITY,
        }))
    }

    /// SHA-256 of all pixels and labels.
    #[must_use]
    pub fn hashes(&self) -> BTreeMap<String, String> {
        let mut all = String::new();
        for scene in &self.set.scenes {
            all.push_str(&sha256_hex(&bytes(&scene.pixels)));
            all.push_str(&sha256_hex(&scene.labels));
        }
        [(self.set.name.clone(), sha256_hex(all.as_bytes()))].into()
    }
}
