//! Whole images, segmented by tiles that overlap.

use super::data::SegmentationSet;
use super::segmenter::PROBABILITIES;
use super::tiles::WindowTiles;
use super::{SegmentationConfig, SegmentationError, Segmenter};
use crate::augment::Symmetry;
use crate::datasets::BandStatistics;
use neuron_data::examples::Examples;
use neuron_raster::Window;
use neuron_raster::grid::{Blend, Tiles};
use neuron_rt::{Device, Resident};
use neuron_train::trainer::{Evaluator, evaluation_batch};
use std::sync::Arc;

/// Values that are held of the tiles between the network and the image: 64 MiB.
const MOST_VALUES: usize = 16 << 20;

/// Segments images by overlapping tiles. Probabilities are the mean of those under each symmetry, and
/// count the more the farther a pixel is from its tile's edge.
#[derive(Debug)]
pub struct Slider {
    evaluator: Evaluator,
    batch: usize,
    statistics: BandStatistics,
    classes: usize,
    tile: usize,
    overlap: usize,
    views: Vec<Symmetry>,
}

impl Slider {
    /// Compiles a network for images of a set.
    ///
    /// # Errors
    /// What recording and compiling meet.
    pub fn new(
        config: &SegmentationConfig,
        segmenter: &Segmenter,
        statistics: &BandStatistics,
        set: &Arc<SegmentationSet>,
        device: &Device,
    ) -> Result<Self, SegmentationError> {
        let (tile, overlap) = (config.tile, config.overlap);
        let tiles = set
            .scenes
            .iter()
            .map(|scene| Ok(Tiles::new(scene.width, scene.height, tile, overlap)?.len()));
        let tiles: usize = tiles.sum::<Result<usize, SegmentationError>>()?;
        let batch = evaluation_batch(&config.trainer, tiles, device);
        let examples = WindowTiles {
            set: set.clone(),
            statistics: statistics.clone(),
            windows: Vec::new(),
            tile,
            symmetry: Symmetry::IDENTITY,
        };
        let (workers, precision) = (config.trainer.workers, config.trainer.precision);
        let evaluator = Evaluator::new(segmenter, &examples, batch, workers, precision, device)?;
        let (statistics, classes) = (statistics.clone(), segmenter.classes);
        Ok(Self { evaluator, batch, statistics, classes, tile, overlap, views: config.views() })
    }

    /// Hands the probabilities `[classes, rows, columns]` of each image to `each`, in order.
    ///
    /// # Errors
    /// What running the network meets, and what `each` does.
    pub fn segment(
        &mut self,
        set: &Arc<SegmentationSet>,
        scenes: &[usize],
        weights: &Resident,
        mut each: impl FnMut(usize, Vec<f32>) -> Result<(), SegmentationError>,
    ) -> Result<(), SegmentationError> {
        let mut windows = Vec::new();
        for &number in scenes {
            let scene = &set.scenes[number];
            let tiles = Tiles::new(scene.width, scene.height, self.tile, self.overlap)?;
            windows.extend(tiles.iter().map(|window| (number, window, [0; 2])));
        }
        let values = self.classes * self.tile * self.tile;
        let at_once = (MOST_VALUES / values / self.batch).max(1) * self.batch;
        let mut open: Option<(usize, Blend)> = None;
        for some in windows.chunks(at_once) {
            let said = self.tiles(set, some, weights)?;
            for ((number, window, _), said) in some.iter().zip(said.chunks_exact(values)) {
                let scene = &set.scenes[*number];
                if open.as_ref().is_none_or(|(current, _)| current != number) {
                    if let Some((done, blend)) = open.take() {
                        each(done, blend.finish())?;
                    }
                    open = Some((*number, Blend::new(self.classes, scene.height, scene.width)?));
                }
                if let Some((_, blend)) = &mut open {
                    blend.add(*window, &self.within(said, *window))?;
                }
            }
        }
        match open {
            Some((done, blend)) => each(done, blend.finish()),
            None => Ok(()),
        }
    }

    /// Probabilities of tiles, each `[classes, tile, tile]`, as the mean over all views.
    fn tiles(
        &mut self,
        set: &Arc<SegmentationSet>,
        windows: &[(usize, Window, [usize; 2])],
        weights: &Resident,
    ) -> Result<Vec<f32>, SegmentationError> {
        let mut mean: Vec<f32> = Vec::new();
        let extent = [self.classes, self.tile, self.tile];
        let share = 1.0 / self.views.len() as f32;
        for &symmetry in &self.views {
            let view: Arc<dyn Examples> = Arc::new(WindowTiles {
                set: set.clone(),
                statistics: self.statistics.clone(),
                windows: windows.to_vec(),
                tile: self.tile,
                symmetry,
            });
            let mut said = self.evaluator.predict(&view, weights, false)?;
            let mut said = said.outputs.remove(PROBABILITIES).unwrap_or_default();
            let back = symmetry.inverse();
            for tile in said.chunks_exact_mut(extent.iter().product::<usize>().max(1)) {
                back.apply(tile, extent);
            }
            mean.resize(said.len(), 0.0);
            mean.iter_mut().zip(said).for_each(|(mean, value)| *mean += share * value);
        }
        Ok(mean)
    }

    /// The part of a tile that lies in its window: the image may be smaller than a tile.
    fn within(&self, said: &[f32], window: Window) -> Vec<f32> {
        said.chunks_exact(self.tile)
            .enumerate()
            .filter(|(row, _)| row % self.tile < window.height)
            .flat_map(|(_, line)| line[..window.width].iter().copied())
            .collect()
    }
}
