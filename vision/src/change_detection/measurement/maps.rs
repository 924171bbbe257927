use crate::augment::Symmetry;
use crate::change_detection::labelled::Region;
use crate::change_detection::metrics::{Confusion, CurvePoint, best_f1, precision_recall};
use crate::change_detection::threshold::change_map;
use crate::change_detection::training::{
    ChangeConfig, ChangeExamples, ChangeObjective, ChangeTrainingError, Tile,
};
use neuron_data::examples::{Draw, Examples, Field, Slot};
use neuron_raster::Window;
use neuron_raster::grid::Blend;
use neuron_rt::{Device, Resident};
use neuron_train::trainer::{Evaluator, TrainError, evaluation_batch};
use std::sync::Arc;

/// How probable it is that each pixel of each region changed, `[rows, columns]` a region, NaN where it is not seen:
/// tiles blended where they overlap, each the mean over its views.
///
/// # Errors
/// What loading and running meet.
pub fn probabilities(
    objective: &ChangeObjective,
    config: &ChangeConfig,
    examples: &ChangeExamples,
    regions: &[Region],
    weights: &Resident,
    device: &Device,
) -> Result<Vec<Vec<f64>>, ChangeTrainingError> {
    if examples.is_empty() {
        return Err(TrainError::Empty { split: "measured" }.into());
    }
    let batch = evaluation_batch(&config.trainer, examples.len(), device);
    let precision = config.trainer.precision;
    let workers = config.trainer.workers;
    let mut evaluator = Evaluator::new(objective, examples, batch, workers, precision, device)?;
    let area = examples.size * examples.size;
    let mut sums = vec![0.0f32; examples.len() * area];
    let views = views(config);
    for &(view, back) in &views {
        let seen: Arc<dyn Examples> = Arc::new(View { examples: examples.clone(), view });
        let said = evaluator.predict(&seen, weights, false)?;
        let logits = said.outputs.get("logits").map_or(&[][..], Vec::as_slice);
        for (sum, tile) in sums.chunks_exact_mut(area).zip(logits.chunks_exact(area)) {
            let mut tile: Vec<f32> = tile.iter().map(|x| 1.0 / (1.0 + (-x).exp())).collect();
            back.apply(&mut tile, [1, examples.size, examples.size]);
            sum.iter_mut().zip(tile).for_each(|(sum, p)| *sum += p / views.len() as f32);
        }
    }
    regions.iter().map(|region| blended(region, examples, &sums)).collect()
}

/// The tiles of a region put together.
fn blended(
    region: &Region,
    examples: &ChangeExamples,
    tiles: &[f32],
) -> Result<Vec<f64>, ChangeTrainingError> {
    let (whole, size) = (region.window, examples.size);
    let mut blend = Blend::new(1, whole.height, whole.width)?;
    let of_region = examples.tiles.iter().zip(tiles.chunks_exact(size * size));
    for (Tile { window, .. }, values) in of_region.filter(|(tile, _)| tile.region == *region) {
        let rows = values.chunks_exact(size).take(window.height);
        let inner: Vec<f32> = rows.flat_map(|row| row[..window.width].iter().copied()).collect();
        let place = Window { x: window.x - whole.x, y: window.y - whole.y, ..*window };
        blend.add(place, &inner)?;
    }
    let pair = examples.pairs.get(region.pair);
    let columns = pair.map_or(1, |pair| pair.extents[1]);
    let seen = |at: usize| {
        let place = (whole.y + at / whole.width) * columns + whole.x + at % whole.width;
        pair.is_some_and(|pair| pair.seen.get(place).is_some_and(|seen| *seen))
    };
    let values = blend.finish().into_iter().enumerate();
    Ok(values.map(|(at, p)| if seen(at) { f64::from(p) } else { f64::NAN }).collect())
}

/// F1 below the best that is as good as the best: what few pixels decide is chance.
const AS_GOOD: f64 = 0.005;

/// The probability from which on a pixel of some regions is best said to have changed, by F1, and that F1: the middle
/// of the range around the best in which F1 stays within half a hundredth of it. On few labels the very best is where
/// chance puts it, often at the range's end.
///
/// # Errors
/// Where none of their pixels is labelled changed.
pub fn calibrate(
    maps: &[Vec<f64>],
    labels: &[Vec<Option<bool>>],
) -> Result<(f64, f64), ChangeTrainingError> {
    let (maps, labels) = (maps.concat(), labels.concat());
    let (best, most) = best_f1(&maps, &labels)?;
    let curve = precision_recall(&maps, &labels)?;
    let is_as_good = |point: &&CurvePoint| {
        let sum = point.precision + point.recall;
        sum > 0.0 && 2.0 * point.precision * point.recall / sum >= most - AS_GOOD
    };
    // Thresholds fall along the curve.
    let at = curve.points.iter().position(|point| point.threshold <= best).unwrap_or(0);
    let (above, below) = curve.points.split_at(at);
    let high = above.iter().rev().take_while(is_as_good).last().map_or(best, |p| p.threshold);
    let low = below.iter().take_while(is_as_good).last().map_or(best, |p| p.threshold);
    let threshold = 0.5 * (low + high);
    let counts = Confusion::new(&change_map(&maps, threshold), &labels)?;
    Ok((threshold, counts.f1().unwrap_or(0.0)))
}

/// Symmetries in which a tile is seen, each with the one that undoes it.
fn views(config: &ChangeConfig) -> Vec<(Symmetry, Symmetry)> {
    let all = Symmetry::all();
    let back = |view: Symmetry| {
        let undone = all.iter().copied().find(|back| back.after(view) == Symmetry::IDENTITY);
        (view, undone.unwrap_or(Symmetry::IDENTITY))
    };
    if config.test_time_views && config.augmentation.symmetries {
        all.map(back).to_vec()
    } else {
        vec![(Symmetry::IDENTITY, Symmetry::IDENTITY)]
    }
}

/// Examples seen under one symmetry; their labels are left as they are.
struct View {
    examples: ChangeExamples,
    view: Symmetry,
}

impl Examples for View {
    fn len(&self) -> usize {
        self.examples.len()
    }

    fn fields(&self) -> Vec<Field> {
        self.examples.fields()
    }

    fn load(
        &self,
        index: usize,
        draw: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        self.examples.load(index, draw, slots)?;
        let size = self.examples.size;
        for slot in slots {
            if let Slot::F32(map) = slot {
                let channels = map.len() / (size * size);
                self.view.apply(map, [channels, size, size]);
            }
        }
        Ok(())
    }
}
