//! What the network is told of each day.

use super::AssetDays;

/// Numbers of a day.
pub const FEATURES: usize = 9;

/// Weights of yesterday in the running variances; the second is that of RiskMetrics (1996), which is also what the
/// network corrects.
const DECAYS: [f64; 3] = [0.8, 0.94, 0.985];

/// A variance is never taken to be less than this share of the usual one.
const LEAST: f64 = 1e-4;

/// What is known at the end of each day, in units of `scale`, the deviation of the returns that were learned from;
/// and the logarithm of the running variance that the network corrects.
///
/// Of each day: the return, its size, its size where it was a loss, the logarithm of the day's variance by its range
/// (Parkinson, 1980) or by the return where no range is known, the mean size of all assets' returns of that day, the
/// logarithms of three running variances, and that of a running variance of losses alone. Nothing looks ahead: a day's
/// numbers depend on that day and those before it.
///
/// # Shapes
/// `[days, FEATURES]`, `[days]`
#[must_use]
pub fn features(asset: &AssetDays, scale: f64) -> (Vec<f32>, Vec<f32>) {
    let days = asset.returns.len();
    let mut rows = Vec::with_capacity(days * FEATURES);
    let mut base = Vec::with_capacity(days);
    // Before the first day the variance is taken to be the usual one.
    let (mut running, mut losses) = ([1.0; DECAYS.len()], 0.5);
    for day in 0..days {
        let z = asset.returns[day] / scale;
        let seen = (asset.variances[day] / (scale * scale)).max(LEAST);
        for (state, decay) in running.iter_mut().zip(DECAYS) {
            // Half by the return, which knows the night, half by the range, which is less noisy.
            *state = decay * *state + (1.0 - decay) * 0.5 * (z * z + seen);
        }
        let loss = if z < 0.0 { z * z } else { 0.0 };
        losses = DECAYS[1] * losses + (1.0 - DECAYS[1]) * loss;
        let log = |value: f64| value.max(LEAST).ln();
        let row = [
            z.clamp(-8.0, 8.0),
            z.abs().min(8.0) - 0.7,
            (-z).clamp(0.0, 8.0) - 0.35,
            0.5 * log(seen),
            asset.of_all[day].min(8.0) - 0.7,
            log(running[0]),
            log(running[1]),
            log(running[2]),
            log(losses) + 0.7,
        ];
        rows.extend(row.map(|value| value as f32));
        base.push(log(running[1]) as f32);
    }
    (rows, base)
}
