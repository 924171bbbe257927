//! Sequential minimal optimisation with working sets of second order (Fan, Chen, Lin: *Working set selection using
//! second order information for training support vector machines*, 2005).

use super::VectorMachineOptions;
use super::rows::KernelRows;
use crate::Features;

/// The curvature that is taken where two examples are the same.
const LEAST_CURVATURE: f64 = 1e-12;

pub(super) struct Solution {
    /// `sign · alpha` of each row.
    pub(super) weights: Vec<f64>,
    pub(super) threshold: f64,
}

/// Minimises `½ αᵀQα - Σα` under `0 ≤ α ≤ c`, `signs · α = 0`, where `Q = signs signsᵀ K`.
pub(super) fn solve(
    features: &Features,
    rows: &[usize],
    signs: &[f64],
    gamma: f64,
    options: &VectorMachineOptions,
) -> Solution {
    let (n, c) = (rows.len(), options.c);
    let mut kernel = KernelRows::new(features, rows, gamma, options.cache_bytes);
    let mut alpha = vec![0.0; n];
    let mut gradient = vec![-1.0; n];
    let up = |alpha: f64, sign: f64| if sign > 0.0 { alpha < c } else { alpha > 0.0 };
    let low = |alpha: f64, sign: f64| if sign > 0.0 { alpha > 0.0 } else { alpha < c };
    // LIBSVM's bound on the number of steps.
    for _ in 0..(100 * n).max(10_000_000) {
        let mut first = None;
        let mut most = f64::NEG_INFINITY;
        for t in (0..n).filter(|&t| up(alpha[t], signs[t])) {
            if -signs[t] * gradient[t] > most {
                most = -signs[t] * gradient[t];
                first = Some(t);
            }
        }
        let Some(i) = first else { break };
        let row_i = kernel.row(i);
        let (mut second, mut least, mut best) = (None, f64::INFINITY, f64::INFINITY);
        for t in (0..n).filter(|&t| low(alpha[t], signs[t])) {
            let value = -signs[t] * gradient[t];
            least = least.min(value);
            let gain = most - value;
            if gain > 0.0 {
                // The diagonal of a Gaussian kernel is 1.
                let curvature = (2.0 - 2.0 * row_i[t]).max(LEAST_CURVATURE);
                let decrease = -gain * gain / curvature;
                if decrease < best {
                    best = decrease;
                    second = Some(t);
                }
            }
        }
        let Some(j) = second.filter(|_| most - least >= options.tolerance) else { break };
        let row_j = kernel.row(j);
        let curvature = (2.0 - 2.0 * row_i[j]).max(LEAST_CURVATURE);
        // A step along signs[i] e_i - signs[j] e_j keeps the equality.
        let wanted = (-signs[i] * gradient[i] + signs[j] * gradient[j]) / curvature;
        let room = |at: usize, direction: f64| {
            if signs[at] * direction > 0.0 { c - alpha[at] } else { alpha[at] }
        };
        let step = wanted.min(room(i, 1.0)).min(room(j, -1.0));
        let (old_i, old_j) = (alpha[i], alpha[j]);
        alpha[i] = (alpha[i] + signs[i] * step).clamp(0.0, c);
        alpha[j] = (alpha[j] - signs[j] * step).clamp(0.0, c);
        let (moved_i, moved_j) = (signs[i] * (alpha[i] - old_i), signs[j] * (alpha[j] - old_j));
        for t in 0..n {
            gradient[t] += signs[t] * (row_i[t] * moved_i + row_j[t] * moved_j);
        }
    }
    let threshold = threshold(&alpha, &gradient, signs, c);
    let weights = alpha.iter().zip(signs).map(|(alpha, sign)| alpha * sign).collect();
    Solution { weights, threshold }
}

/// The mean over examples on the margin, or the middle of what the others allow.
fn threshold(alpha: &[f64], gradient: &[f64], signs: &[f64], c: f64) -> f64 {
    let (mut free, mut sum) = (0usize, 0.0);
    let (mut above, mut below) = (f64::INFINITY, f64::NEG_INFINITY);
    for ((&alpha, &gradient), &sign) in alpha.iter().zip(gradient).zip(signs) {
        let value = sign * gradient;
        if alpha > 0.0 && alpha < c {
            free += 1;
            sum += value;
        } else if (alpha >= c) == (sign < 0.0) {
            above = above.min(value);
        } else {
            below = below.max(value);
        }
    }
    if free > 0 { sum / free as f64 } else { (above + below) / 2.0 }
}
