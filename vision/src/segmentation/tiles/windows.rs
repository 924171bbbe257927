use super::super::data::SegmentationSet;
use super::cut::cut;
use crate::augment::Symmetry;
use crate::datasets::BandStatistics;
use neuron_data::examples::{Draw, Examples, Field, FieldType, Slot};
use neuron_raster::grid::Tiles;
use neuron_raster::{RasterError, Window};
use std::sync::Arc;

/// Tiles of images at given windows, seen under one symmetry: those that a network says something of.
///
/// Fields: as of [`TrainingTiles`](super::TrainingTiles). What of a tile lies outside its window is
/// mirrored from within the image and has no label.
#[derive(Clone, Debug)]
pub struct WindowTiles {
    /// The images.
    pub set: Arc<SegmentationSet>,
    /// How images are normalised that have no statistics of their own.
    pub statistics: BandStatistics,
    /// Number of the image, window, and how many of the window's first rows and columns have no label
    /// because another window has them.
    pub windows: Vec<(usize, Window, [usize; 2])>,
    /// Side of a tile.
    pub tile: usize,
    /// How tiles are turned.
    pub symmetry: Symmetry,
}

/// Windows that cover images, in which each pixel is counted once.
///
/// # Errors
/// [`RasterError::Setting`] of a tile without a side.
pub fn windows_once(
    set: &SegmentationSet,
    scenes: &[usize],
    tile: usize,
) -> Result<Vec<(usize, Window, [usize; 2])>, RasterError> {
    let mut windows = Vec::new();
    for &number in scenes {
        let scene = &set.scenes[number];
        for window in Tiles::new(scene.width, scene.height, tile, 0)?.iter() {
            // Tiles lie side by side but for the last, which is moved back into the image.
            let again = |first: usize| first.next_multiple_of(tile) - first;
            windows.push((number, window, [again(window.y), again(window.x)]));
        }
    }
    Ok(windows)
}

/// What is said of every tile.
pub(super) fn fields(bands: usize, tile: usize) -> Vec<Field> {
    vec![
        Field { name: "image".into(), dtype: FieldType::F32, shape: vec![bands, tile, tile] },
        Field { name: "label".into(), dtype: FieldType::I32, shape: vec![tile, tile] },
    ]
}

impl Examples for WindowTiles {
    fn len(&self) -> usize {
        self.windows.len()
    }

    fn fields(&self) -> Vec<Field> {
        fields(self.set.bands.len(), self.tile)
    }

    fn load(
        &self,
        index: usize,
        _: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let [Slot::F32(image), Slot::I32(labels)] = slots else { return Ok(()) };
        let (number, window, [above, left]) = self.windows[index];
        let origin = [window.y as isize, window.x as isize];
        let scene = &self.set.scenes[number];
        cut(scene, origin, self.tile, None, image, labels);
        scene.own.as_ref().unwrap_or(&self.statistics).normalise(image);
        for (row, line) in labels.chunks_exact_mut(self.tile).enumerate() {
            let hidden = if row < above { self.tile } else { left };
            line[..hidden].fill(-1);
        }
        let bands = self.set.bands.len();
        self.symmetry.apply(image, [bands, self.tile, self.tile]);
        self.symmetry.apply(labels, [1, self.tile, self.tile]);
        Ok(())
    }
}
