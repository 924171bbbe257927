use super::{ChangeLoss, Light, PairAugmentation};
use crate::change_detection::labelled::PairFiles;
use crate::change_detection::models::ChangeModel;
use neuron_train::trainer::TrainerConfig;
use serde::{Deserialize, Serialize};

/// Everything that decides a run of change detection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeConfig {
    /// `synthetic-change`, a folder of pairs, or a folder of one large pair.
    pub dataset: String,
    /// How many pairs to make, of a synthetic dataset; 0 for its default.
    pub dataset_size: usize,
    /// Share of what is not for testing that the best epoch and the threshold are chosen by.
    pub validation_share: f64,
    /// Rows and columns of what a network sees at once.
    pub tile: usize,
    /// Pixels that neighbouring tiles share when a map is made.
    pub overlap: usize,
    /// How often an epoch takes each tile; of a scene larger than a tile, each time from another place.
    pub repeats: usize,
    /// A map is the mean over the symmetries that training draws from.
    pub test_time_views: bool,
    /// Number of the red band, from 1, for the vegetation index that is compared with; 0: by its name.
    pub red: usize,
    /// Number of the near-infrared band.
    pub nir: usize,
    /// What is done about light.
    pub light: Light,
    /// Find a shift of few pixels between the dates of each pair, and undo it.
    pub register: bool,
    /// Files of one large pair, and how it is cut.
    pub pair: PairFiles,
    /// What training minimises.
    pub loss: ChangeLoss,
    /// What is done to training pairs.
    pub augmentation: PairAugmentation,
    /// The network.
    pub model: ChangeModel,
    /// How it is trained.
    pub trainer: TrainerConfig,
}
