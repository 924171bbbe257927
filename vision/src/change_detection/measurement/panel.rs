use super::ChangeMeasured;
use crate::change_detection::ChangeError;
use crate::change_detection::files::mask_picture;
use crate::change_detection::labelled::{ChangeSet, Region};
use crate::change_detection::pair::Scene;
use crate::change_detection::training::{ChangeTrainingError, tiles};
use crate::datasets::{ImageSet, Pixels};
use crate::image_io::picture;
use neuron_raster::Window;
use neuron_train::plot::{Example, ExamplePanel, Svg};

/// Rows of pictures.
const ROWS: usize = 6;

/// Before, after, truth and map of some tiles: the worst half of them those with most wrong pixels, the others
/// spread over all.
///
/// # Errors
/// Where a figure cannot be drawn.
pub(super) fn panel(
    set: &ChangeSet,
    measured: &ChangeMeasured,
    size: usize,
) -> Result<Option<Svg>, ChangeTrainingError> {
    let Some(network) = measured.network() else { return Ok(None) };
    let mut places: Vec<(usize, Window, usize)> = Vec::new();
    for (at, region) in measured.regions.iter().enumerate() {
        for tile in tiles(&[*region], size, 0)? {
            let shown = Shown::new(set, region, tile.window, &network.maps[at]);
            if shown.labelled() {
                places.push((at, tile.window, shown.wrong()));
            }
        }
    }
    let mut worst: Vec<usize> = (0..places.len()).collect();
    worst.sort_by_key(|&at| std::cmp::Reverse(places[at].2));
    worst.truncate(ROWS / 2);
    let step = places.len().div_ceil(ROWS - ROWS / 2).max(1);
    let spread = (0..places.len()).step_by(step).filter(|at| !worst.contains(at));
    let chosen: Vec<usize> = worst.iter().copied().chain(spread).collect();
    let mut drawn = Vec::new();
    for at in chosen {
        let (region, window, wrong) = places[at];
        let shown = Shown::new(set, &measured.regions[region], window, &network.maps[region]);
        drawn.extend(shown.pictures(wrong)?);
    }
    if drawn.is_empty() {
        return Ok(None);
    }
    let examples: Vec<Example<'_>> = drawn
        .iter()
        .map(|(png, label, detail)| Example { png, label, detail, correct: None })
        .collect();
    let title = "Before, after, truth, map";
    Ok(Some(ExamplePanel { title, examples: &examples, columns: 4 }.draw()?))
}

/// A tile to be looked at.
struct Shown<'a> {
    set: &'a ChangeSet,
    pair: usize,
    window: Window,
    truth: Vec<Option<bool>>,
    said: Vec<Option<bool>>,
}

impl<'a> Shown<'a> {
    fn new(set: &'a ChangeSet, region: &Region, window: Window, map: &[Option<bool>]) -> Self {
        let part = Region { pair: region.pair, window };
        let truth = set.truth(&part).into_iter().map(|t| t.map(|class| class > 0)).collect();
        let (left, top) = (window.x - region.window.x, window.y - region.window.y);
        let rows = map.chunks_exact(region.window.width).skip(top).take(window.height);
        let said = rows.flat_map(|row| row[left..left + window.width].iter().copied()).collect();
        Self { set, pair: region.pair, window, truth, said }
    }

    fn labelled(&self) -> bool {
        self.truth.iter().any(Option::is_some)
    }

    fn wrong(&self) -> usize {
        let pairs = self.truth.iter().zip(&self.said);
        pairs.filter(|(truth, said)| truth.is_some() && truth != said).count()
    }

    fn pictures(
        &self,
        wrong: usize,
    ) -> Result<Vec<(Vec<u8>, String, String)>, ChangeTrainingError> {
        let pair = &self.set.pairs[self.pair];
        let dates = pair
            .pair
            .window(self.window)
            .map_err(|cause| ChangeTrainingError::Pair { pair: pair.name.clone(), cause })?;
        let extents = [self.window.height, self.window.width];
        let mask = |map: &[Option<bool>]| {
            let pixels =
                || ChangeError::Labels { found: map.len(), expected: extents[0] * extents[1] };
            mask_picture(map, extents).map_err(|_| ChangeTrainingError::from(pixels()))
        };
        let detail = format!("row {}, column {}", self.window.y, self.window.x);
        Ok(vec![
            (date(dates.before()), "before".into(), pair.name.clone()),
            (date(dates.after()), "after".into(), detail),
            (mask(&self.truth)?, "truth".into(), "grey: not known".into()),
            (mask(&self.said)?, "map".into(), format!("{wrong} pixels wrong")),
        ])
    }
}

fn date(scene: &Scene) -> Vec<u8> {
    let [height, width] = scene.extents();
    let bands = scene.bands();
    let values = (0..bands).flat_map(|band| scene.band(band).iter().copied()).collect();
    let set = ImageSet {
        name: String::new(),
        synthetic: false,
        bands: vec![String::new(); bands],
        height,
        width,
        classes: vec![String::new()],
        pixels: Pixels::F32(values),
        labels: vec![0],
    };
    picture(&set, 0)
}
