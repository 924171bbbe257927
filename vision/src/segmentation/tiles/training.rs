use super::super::data::SegmentationSet;
use super::cut::cut;
use super::{TileAugmentation, windows::fields};
use crate::datasets::BandStatistics;
use neuron_data::examples::{Draw, Examples, Field, Slot};
use neuron_random::{Rng, Stream};
use std::sync::Arc;

/// How often another place is tried where a tile has no labelled pixel.
const TRIES: usize = 16;

/// Tiles of training images at random places, by the address of the draw: seed, epoch, number.
///
/// Each image has its share of them by its area. Fields: `image` f32 `[bands, tile, tile]`, normalised;
/// `label` i32 `[tile, tile]`, -1 where nothing is known.
#[derive(Clone, Debug)]
pub struct TrainingTiles {
    set: Arc<SegmentationSet>,
    statistics: BandStatistics,
    augmentation: TileAugmentation,
    tile: usize,
    tiles: usize,
    /// Numbers of the images, each with the pixels of all up to it.
    scenes: Vec<(usize, usize)>,
}

impl TrainingTiles {
    /// `tiles` tiles an epoch of the images `scenes`; 0 for as many as cover them.
    #[must_use]
    pub fn new(
        set: Arc<SegmentationSet>,
        scenes: &[usize],
        statistics: BandStatistics,
        augmentation: TileAugmentation,
        tile: usize,
        tiles: usize,
    ) -> Self {
        let mut area = 0;
        let mut covering = 0;
        let scenes: Vec<(usize, usize)> = scenes
            .iter()
            .map(|&number| {
                let scene = &set.scenes[number];
                area += scene.height * scene.width;
                covering += scene.height.div_ceil(tile) * scene.width.div_ceil(tile);
                (number, area)
            })
            .collect();
        let tiles = match (scenes.is_empty(), tiles) {
            (true, _) => 0,
            (false, 0) => covering,
            (false, tiles) => tiles,
        };
        Self { set, statistics, augmentation, tile, tiles, scenes }
    }
}

impl Examples for TrainingTiles {
    fn len(&self) -> usize {
        self.tiles
    }

    fn fields(&self) -> Vec<Field> {
        fields(self.set.bands.len(), self.tile)
    }

    fn load(
        &self,
        index: usize,
        draw: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let [Slot::F32(image), Slot::I32(labels)] = slots else { return Ok(()) };
        let stream = Stream::new(draw.seed, "segmentation/tile").epoch(draw.epoch);
        let mut rng = stream.sample(index as u64).rng();
        let total = self.scenes.last().map_or(0, |scene| scene.1);
        let place = (index as f64 + rng.random::<f64>()) / self.tiles as f64 * total as f64;
        let at = self.scenes.partition_point(|scene| (scene.1 as f64) <= place);
        let scene = &self.set.scenes[self.scenes[at.min(self.scenes.len() - 1)].0];
        let beyond = if draw.augment { self.augmentation.shift as i64 } else { 0 };
        let mut start = |extent: usize| {
            // An image smaller than a tile lies anywhere within it.
            let free = extent as i64 - self.tile as i64;
            rng.random_range(free.min(0) - beyond..=free.max(0) + beyond) as isize
        };
        let mut origin = [start(scene.height), start(scene.width)];
        for _ in 0..TRIES {
            if scene.known_within(origin, self.tile) {
                break;
            }
            origin = [start(scene.height), start(scene.width)];
        }
        let displacement = match draw.augment {
            true => self.augmentation.displacement(self.tile, &mut rng),
            false => None,
        };
        cut(scene, origin, self.tile, displacement.as_ref(), image, labels);
        scene.own.as_ref().unwrap_or(&self.statistics).normalise(image);
        if draw.augment {
            let bands = self.set.bands.len();
            self.augmentation.turn(image, labels, [bands, self.tile], &mut rng);
            let extent = [bands, self.tile, self.tile];
            self.augmentation.light(image, extent, draw, index as u64);
        }
        Ok(())
    }
}
