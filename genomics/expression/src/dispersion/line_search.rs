use super::bounds::LEAST;
use super::posterior::Posterior;

/// Most steps.
pub(super) const MOST: usize = 100;

/// A step that gains less ends the search.
const TOLERANCE: f64 = 1e-6;

/// Bounds of the logarithm of the dispersion for a proposed step.
const BOUNDS: (f64, f64) = (-30.0, 10.0);

/// Where the search has ended.
pub(super) struct Found {
    pub(super) log_dispersion: f64,
    pub(super) steps: usize,
    pub(super) first_value: f64,
    pub(super) last_value: f64,
}

/// Climbs the posterior from a start: a step along the slope is taken if it gains at least 10⁻⁴ of what the slope
/// promises (Armijo's rule; Nocedal and Wright, *Numerical Optimization*, section 3.1), else halved. A taken step
/// lets the next be a tenth longer, and every fifth is halved, which is the schedule of DESeq2: with its tolerance,
/// another would end elsewhere.
pub(super) fn climb(posterior: &mut Posterior<'_>, start: f64) -> Found {
    let mut at = start;
    let mut value = posterior.value(at);
    let mut slope = posterior.slope(at);
    let first_value = value;
    let (mut length, mut taken, mut steps) = (1.0f64, 0usize, 0);
    while steps < MOST {
        steps += 1;
        let proposed = at + length * slope;
        if proposed < BOUNDS.0 {
            length = (BOUNDS.0 - at) / slope;
        }
        if proposed > BOUNDS.1 {
            length = (BOUNDS.1 - at) / slope;
        }
        let next = at + length * slope;
        let there = posterior.value(next);
        if there < value + length * 1e-4 * slope * slope || there.is_nan() {
            length /= 2.0;
            continue;
        }
        taken += 1;
        at = next;
        let gained = there - value;
        value = there;
        if gained < TOLERANCE || at < (LEAST / 10.0).ln() {
            break;
        }
        slope = posterior.slope(at);
        length = (length * 1.1).min(1.0);
        if taken.is_multiple_of(5) {
            length /= 2.0;
        }
    }
    Found { log_dispersion: at, steps, first_value, last_value: value }
}
