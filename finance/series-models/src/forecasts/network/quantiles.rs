use neuron_rt::graph::{Literal, Result, Tensor};
use neuron_rt::nn::functional::softplus;

/// What a step between neighbouring quantiles is before anything is learned, through softplus: about 0.2.
const STEP: f64 = -1.5;

/// Quantiles that cannot cross: the number of the median stands for itself, each other for its distance from its
/// neighbour towards the median, which softplus keeps above 0.
///
/// # Shapes
/// `raw: [n, steps, levels]` → the same, ascending along the last axis. `levels` ascend and contain 0.5.
///
/// # Errors
/// Where the last axis is not as long as `levels`.
pub fn ordered_quantiles(raw: &Tensor, levels: &[f64]) -> Result<Tensor> {
    let (count, dtype) = (levels.len(), raw.dtype());
    let median = levels.iter().position(|&level| level == 0.5).unwrap_or(count / 2);
    let constant = |shape: &[usize], values: &[f64]| -> Result<Tensor> {
        Ok(raw.builder().constant(Literal::from_f64(dtype, shape.to_vec(), values)?))
    };
    let is_median: Vec<f64> = (0..count).map(|at| f64::from(u8::from(at == median))).collect();
    let is_other: Vec<f64> = is_median.iter().map(|value| 1.0 - value).collect();
    let distances = softplus(&raw.add_scalar(STEP)?)?;
    let parts = raw
        .mul(&constant(&[count], &is_median)?)?
        .add(&distances.mul(&constant(&[count], &is_other)?)?)?;
    // Row `part`, column `level`: how a part enters a quantile.
    let enters = |part: usize, level: usize| match part {
        part if part == median => 1.0,
        part if part > median && level >= part => 1.0,
        part if part < median && level <= part => -1.0,
        _ => 0.0,
    };
    let matrix: Vec<f64> = (0..count * count).map(|at| enters(at / count, at % count)).collect();
    parts.matmul(&constant(&[count, count], &matrix)?)
}
