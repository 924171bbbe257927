//! A jump diffusion from logarithmic returns.

use nalgebra::DMatrix;
use neuron_simulation::{GeometricBrownian, JumpDiffusion};
use std::f64::consts::FRAC_PI_2;

/// A return beyond so many deviations of the diffusion counts as a jump.
const BEYOND: f64 = 4.0;

/// Tells jumps from diffusion: what lies beyond four deviations is a jump, the deviation being that of
/// bipower variation, which jumps hardly touch (O. E. Barndorff-Nielsen and N. Shephard, Journal of
/// Financial Econometrics 2, 2004; the threshold is C. Mancini's, Scandinavian Journal of Statistics 36,
/// 2009). `rows` are logarithmic returns `[day, asset]`, `all` the diffusion that has all of them.
pub(super) fn jump_diffusion(
    rows: &DMatrix<f64>,
    all: GeometricBrownian,
    periods: f64,
) -> JumpDiffusion {
    let (mut intensity, mut jump_mean, mut jump_deviation) = (Vec::new(), Vec::new(), Vec::new());
    let mut volatility = Vec::new();
    for column in rows.column_iter() {
        let returns: Vec<f64> = column.iter().copied().collect();
        let count = returns.len() as f64;
        let mean = returns.iter().sum::<f64>() / count;
        let centred: Vec<f64> = returns.iter().map(|value| value - mean).collect();
        let products: f64 = centred.windows(2).map(|pair| (pair[0] * pair[1]).abs()).sum();
        let deviation = (FRAC_PI_2 * products / (count - 1.0)).sqrt();
        let (jumps, rest): (Vec<f64>, Vec<f64>) =
            centred.iter().partition(|value| value.abs() > BEYOND * deviation);
        let (_, calm) = moments(&rest);
        let (of_jump, spread) = moments(&jumps);
        intensity.push(jumps.len() as f64 / count * periods);
        jump_mean.push(of_jump);
        jump_deviation.push(spread);
        volatility.push(calm * periods.sqrt());
    }
    let diffusion = GeometricBrownian { volatility, ..all };
    JumpDiffusion { diffusion, intensity, jump_mean, jump_deviation }
}

/// Mean and standard deviation; zeros without values.
fn moments(values: &[f64]) -> (f64, f64) {
    let count = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, (squares / (count - 1.0).max(1.0)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Alternating returns of one per cent, and two crashes of a tenth. Synthetic.
    #[test]
    fn crashes_are_told_from_the_rest() {
        let day = |t: usize| match t {
            100 | 300 => -0.1,
            t if t.is_multiple_of(2) => 0.01,
            _ => -0.01,
        };
        let rows = DMatrix::from_fn(500, 1, |t, _| day(t));
        let all = GeometricBrownian {
            drift: vec![0.0],
            volatility: vec![0.3],
            correlation: DMatrix::identity(1, 1),
            step: 1.0 / 250.0,
        };
        let found = jump_diffusion(&rows, all, 250.0);
        assert!((found.intensity[0] - 1.0).abs() < 1e-12);
        let mean = -0.2 / 500.0 - 0.02 / 500.0;
        assert!((found.jump_mean[0] - (-0.1 - mean)).abs() < 1e-12);
        assert!(found.jump_deviation[0].abs() < 1e-12);
        assert!((found.diffusion.volatility[0] / 250.0_f64.sqrt() - 0.01).abs() < 1e-4);
    }
}
