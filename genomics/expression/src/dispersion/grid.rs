use super::bounds::{LEAST, greatest};
use super::posterior::Posterior;

/// Points of each of the two grids.
const POINTS: usize = 20;

/// The logarithm of the dispersion of greatest posterior density on a grid over all dispersions, refined once
/// between the neighbours of the best point: for genes whose line search does not end.
pub(super) fn best_on_grid(posterior: &mut Posterior<'_>, samples: usize) -> f64 {
    let (low, high) = (LEAST.ln(), greatest(samples).ln());
    let coarse = best(posterior, low, high);
    let width = (high - low) / (POINTS - 1) as f64;
    best(posterior, coarse - width, coarse + width)
}

fn best(posterior: &mut Posterior<'_>, low: f64, high: f64) -> f64 {
    let point = |i: usize| low + (high - low) * i as f64 / (POINTS - 1) as f64;
    let mut best = (f64::NEG_INFINITY, low);
    for at in (0..POINTS).map(point) {
        let value = posterior.value(at);
        if value > best.0 {
            best = (value, at);
        }
    }
    best.1
}
