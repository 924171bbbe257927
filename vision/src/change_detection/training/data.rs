use super::{
    ChangeConfig, ChangeExamples, ChangeObjective, ChangeTrainingError, PairAugmentation,
    PreparedPair, tiles,
};
use crate::change_detection::labelled::{self, ChangeSet, ChangeSource, LabelledPair, Region};
use neuron_data::examples::Examples;
use rayon::prelude::*;
use std::sync::Arc;

/// A dataset of pairs as a run uses it.
#[derive(Clone, Debug)]
pub struct ChangeData {
    /// Pairs as they are.
    pub set: ChangeSet,
    /// Pairs as a network is given them.
    pub prepared: Arc<Vec<PreparedPair>>,
}

impl ChangeData {
    /// Opens the dataset of a configuration. The same configuration gives the same.
    ///
    /// # Errors
    /// Where it is not there or not in order, or a setting is out of its range.
    pub fn open(config: &ChangeConfig) -> Result<Self, ChangeTrainingError> {
        check(config)?;
        let source = ChangeSource {
            dataset: &config.dataset,
            size: (config.dataset_size > 0).then_some(config.dataset_size),
            validation_share: config.validation_share,
            pair: &config.pair,
            seed: config.trainer.seed,
        };
        let mut set = labelled::open(&source)?;
        if config.register {
            // Of whatever is compared later: all methods see the same dates.
            let pairs = std::mem::take(&mut set.pairs).into_par_iter();
            // The first error by pair, whichever thread met one first; so below.
            let registered: Vec<_> = pairs.map(LabelledPair::registered).collect();
            set.pairs = registered.into_iter().collect::<Result<_, _>>()?;
        }
        let (input, light) = (config.model.input(), config.light);
        let prepared: Vec<Result<PreparedPair, ChangeTrainingError>> =
            set.pairs.par_iter().map(|pair| PreparedPair::new(pair, input, light)).collect();
        let prepared: Vec<PreparedPair> = prepared.into_iter().collect::<Result<_, _>>()?;
        Ok(Self { set, prepared: Arc::new(prepared) })
    }

    /// Tiles of some regions to learn from.
    ///
    /// # Errors
    /// [`ChangeTrainingError::Raster`] for tiles of no size.
    pub fn training(
        &self,
        config: &ChangeConfig,
    ) -> Result<Arc<dyn Examples>, ChangeTrainingError> {
        Ok(Arc::new(ChangeExamples {
            pairs: self.prepared.clone(),
            tiles: tiles(&self.set.train, config.tile, 0)?,
            size: config.tile,
            repeats: config.repeats,
            augmentation: config.augmentation.clone(),
        }))
    }

    /// Tiles of some regions to be measured, overlapping.
    ///
    /// # Errors
    /// [`ChangeTrainingError::Raster`] for an overlap as large as a tile.
    pub fn measured(
        &self,
        regions: &[Region],
        config: &ChangeConfig,
    ) -> Result<ChangeExamples, ChangeTrainingError> {
        Ok(ChangeExamples {
            pairs: self.prepared.clone(),
            tiles: tiles(regions, config.tile, config.overlap)?,
            size: config.tile,
            repeats: 1,
            augmentation: PairAugmentation::default(),
        })
    }

    /// Network and loss of a configuration, changed pixels weighted as the training labels ask for.
    #[must_use]
    pub fn objective(&self, config: &ChangeConfig) -> ChangeObjective {
        let loss = config.loss.weighted(self.set.counts(&self.set.train));
        ChangeObjective { model: config.model.clone(), loss }
    }
}

fn check(config: &ChangeConfig) -> Result<(), ChangeTrainingError> {
    let setting = |key, found: String, expected: String| {
        Err(ChangeTrainingError::Setting { key, found, expected })
    };
    let stride = config.model.stride();
    if config.tile == 0 || !config.tile.is_multiple_of(stride) || config.tile > 1024 {
        let expected = format!("a multiple of {stride} up to 1024, for this model");
        return setting("tile", config.tile.to_string(), expected);
    }
    if config.overlap >= config.tile {
        return setting("overlap", config.overlap.to_string(), "less than `tile`".into());
    }
    if config.repeats == 0 {
        return setting("repeats", "0".into(), "1 or more".into());
    }
    if config.augmentation.misregistration >= config.tile {
        let found = config.augmentation.misregistration.to_string();
        return setting("augmentation.misregistration", found, "less than `tile`".into());
    }
    for (key, value) in [
        ("loss.changed_weight", config.loss.changed_weight),
        ("loss.gamma", config.loss.gamma),
        ("augmentation.gain", config.augmentation.gain),
    ] {
        if !(value >= 0.0 && value.is_finite()) {
            return setting(key, value.to_string(), "a number that is not negative".into());
        }
    }
    Ok(())
}
