use super::{PairAugmentation, PreparedPair, Tile};
use neuron_data::examples::{Draw, Examples, Field, FieldType, Slot};
use neuron_random::{ChaCha8Rng, Rng};
use neuron_raster::Window;
use std::sync::Arc;

/// Tiles of prepared pairs: what a network is fed.
///
/// Fields: `before` and `after`, or `strengths`, f32 `[channels, tile, tile]`; `mask` i32 `[tile, tile]`: 1
/// changed, 0 did not, -1 not known. Where an example may be augmented, a tile of a larger region is taken from any
/// place in it; else only its own pixels have labels, so that each pixel counts once.
#[derive(Clone, Debug)]
pub struct ChangeExamples {
    /// The pairs.
    pub pairs: Arc<Vec<PreparedPair>>,
    /// The tiles.
    pub tiles: Vec<Tile>,
    /// Rows and columns of a tile.
    pub size: usize,
    /// How often each tile is taken.
    pub repeats: usize,
    /// What is done to training tiles.
    pub augmentation: PairAugmentation,
}

impl ChangeExamples {
    fn maps(&self) -> (usize, usize) {
        self.pairs.first().map_or((1, 1), |pair| (pair.maps.len(), pair.channels))
    }

    /// A window of this size within a region, drawn evenly.
    fn somewhere(&self, tile: &Tile, rng: &mut ChaCha8Rng) -> Window {
        let region = tile.region.window;
        let mut start = |first: usize, extent: usize, size: usize| {
            first + rng.random_range(0..=(extent - size) as u64) as usize
        };
        let (width, height) = (tile.window.width, tile.window.height);
        let x = start(region.x, region.width, width);
        let y = start(region.y, region.height, height);
        Window::new(x, y, width, height)
    }
}

impl Examples for ChangeExamples {
    fn len(&self) -> usize {
        self.tiles.len() * self.repeats
    }

    fn fields(&self) -> Vec<Field> {
        let (maps, channels) = self.maps();
        let names: &[&str] = if maps == 2 { &["before", "after"] } else { &["strengths"] };
        let shape = vec![channels, self.size, self.size];
        let map = |name: &&str| Field {
            name: (*name).to_owned(),
            dtype: FieldType::F32,
            shape: shape.clone(),
        };
        let shape = vec![self.size, self.size];
        let mask = Field { name: "mask".into(), dtype: FieldType::I32, shape };
        names.iter().map(map).chain([mask]).collect()
    }

    fn load(
        &self,
        index: usize,
        draw: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let tile = self.tiles.get(index % self.tiles.len().max(1)).ok_or("no such tile")?;
        let pair = self.pairs.get(tile.region.pair).ok_or("no such pair")?;
        let mut rng = PairAugmentation::rng(draw.seed, draw.epoch, index as u64);
        let (mut window, mut own, mut shift) = (tile.window, tile.own, [0, 0]);
        if draw.augment {
            window = self.somewhere(tile, &mut rng);
            own = window;
            let moved = self.augmentation.misregistered(&mut rng);
            shift = [moved.rows, moved.columns];
        }
        let (mut maps, mut labels) = (Vec::new(), None);
        for slot in slots {
            match slot {
                Slot::F32(values) => {
                    let moved = if maps.len() == 1 { shift } else { [0, 0] };
                    let place = Place { window, size: self.size, moved };
                    place.read(pair, maps.len(), tile.region.window, values);
                    maps.push(&mut **values);
                }
                Slot::I32(mask) => {
                    labels_of(pair, window, own, self.size, mask);
                    labels = Some(&mut **mask);
                }
                Slot::U8(_) => {}
            }
        }
        if let (true, Some(labels)) = (draw.augment, labels) {
            self.augmentation.apply(&mut maps, labels, &mut rng);
        }
        Ok(())
    }
}

/// Where a tile is read.
struct Place {
    window: Window,
    size: usize,
    /// Rows and columns further down and right.
    moved: [isize; 2],
}

impl Place {
    /// Copies map `map` of a pair; what lies outside the region, which is that of another split, is 0.
    fn read(&self, pair: &PreparedPair, map: usize, region: Window, to: &mut [f32]) {
        to.fill(0.0);
        let Some(map) = pair.maps.get(map) else { return };
        let [rows, columns] = pair.extents;
        let area = (rows * columns).max(1);
        for (band, plane) in map.chunks_exact(area).enumerate() {
            for row in 0..self.window.height {
                let y = (self.window.y + row) as isize + self.moved[0];
                let inside = y >= region.y as isize && y < region.bottom() as isize;
                for column in (0..self.window.width).filter(|_| inside) {
                    let x = (self.window.x + column) as isize + self.moved[1];
                    if x >= region.x as isize && x < region.right() as isize {
                        let value = plane[y as usize * columns + x as usize];
                        to[(band * self.size + row) * self.size + column] = value;
                    }
                }
            }
        }
    }
}

/// Labels of a tile; nothing is known outside its own pixels.
fn labels_of(pair: &PreparedPair, window: Window, own: Window, size: usize, to: &mut [i32]) {
    to.fill(-1);
    let columns = pair.extents[1];
    let Some(part) = window.intersection(&own) else { return };
    for row in part.y..part.bottom() {
        for column in part.x..part.right() {
            let place = (row - window.y) * size + column - window.x;
            to[place] = i32::from(pair.mask[row * columns + column]);
        }
    }
}
