use super::GradCam;
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_train::trainer::{Evaluator, Precision, TrainError};
use std::sync::Arc;

/// How much each place of an image spoke for the class that was named.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatMap {
    /// Rows and columns of the grid, which is the image's or coarser.
    pub grid: [usize; 2],
    /// From 0 to 1, row by row; the most that any place did is 1, unless none did.
    pub values: Vec<f32>,
}

impl HeatMap {
    /// The heat at a pixel of an image, between the middles of the grid's cells by straight lines.
    #[must_use]
    pub fn at(&self, pixel: [usize; 2], extent: [usize; 2]) -> f32 {
        let [rows, columns] = self.grid;
        let place = |i: usize, of: usize, cells: usize| {
            let middle = (i as f32 + 0.5) * cells as f32 / of.max(1) as f32 - 0.5;
            let middle = middle.clamp(0.0, cells.saturating_sub(1) as f32);
            let first = middle as usize;
            (first, (first + 1).min(cells.saturating_sub(1)), middle - first as f32)
        };
        let (top, bottom, down) = place(pixel[0], extent[0], rows);
        let (left, right, across) = place(pixel[1], extent[1], columns);
        let value = |row: usize, column: usize| {
            self.values.get(row * columns + column).copied().unwrap_or(0.0)
        };
        let line = |row| value(row, left) * (1.0 - across) + value(row, right) * across;
        line(top) * (1.0 - down) + line(bottom) * down
    }
}

/// Heat maps of images. They are few, so the processor makes them, whatever the model runs on: another
/// device would have to compile a graph for them.
///
/// # Errors
/// What loading and running meet.
pub fn heat_maps(
    explained: &GradCam<'_>,
    examples: &Arc<dyn Examples>,
    weights: &Resident,
) -> Result<Vec<HeatMap>, TrainError> {
    let batch = examples.len().clamp(1, 32);
    let mut evaluator =
        Evaluator::new(explained, &**examples, batch, 1, Precision::F32, &Device::Cpu)?;
    let said = evaluator.predict(examples, weights, false)?;
    let heat = said.outputs.get("heat").map_or(&[][..], Vec::as_slice);
    let cells = heat.len() / examples.len().max(1);
    let grid = evaluator.output_shape("heat").map_or([0; 2], |shape| [shape[1], shape[2]]);
    let maps = heat.chunks(cells.max(1)).map(|values| {
        let most = values.iter().copied().fold(0.0, f32::max);
        let scale = if most > 0.0 { 1.0 / most } else { 0.0 };
        HeatMap { grid, values: values.iter().map(|value| value * scale).collect() }
    });
    Ok(maps.collect())
}
