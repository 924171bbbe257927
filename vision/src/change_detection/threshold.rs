//! From which strength on a pixel is taken as changed.

use super::ChangeError;

/// Otsu's threshold (Otsu, *A threshold selection method from gray-level histograms*, 1979), on the
/// values themselves instead of a histogram: the cut of the sorted values with the largest variance
/// between its two sides. Given is the smallest value of the upper side: from it on, a pixel changed.
/// Values that are not numbers do not count.
///
/// # Errors
/// [`ChangeError::Even`] where there are no two different values.
pub fn otsu(strengths: &[f64]) -> Result<f64, ChangeError> {
    let mut sorted: Vec<f64> = strengths.iter().copied().filter(|v| v.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let count = sorted.len() as f64;
    let middle = sorted.iter().sum::<f64>() / count;
    // Deviations of the lower side from the mean of all, so far.
    let mut below = 0.0;
    let mut best: Option<(f64, f64)> = None;
    for (at, cut) in sorted.windows(2).enumerate() {
        below += cut[0] - middle;
        if cut[0] == cut[1] {
            continue;
        }
        let lower = (at + 1) as f64;
        // lower × upper × (difference of the means)², as the sides' deviations sum to nothing.
        let between = below * below / (lower * (count - lower));
        if best.is_none_or(|(most, _)| between > most) {
            best = Some((between, cut[1]));
        }
    }
    best.map(|(_, threshold)| threshold).ok_or(ChangeError::Even)
}

/// Which pixels changed: those of at least `threshold`. Nothing is said where there is no strength
/// (NaN).
#[must_use]
pub fn change_map(strengths: &[f64], threshold: f64) -> Vec<Option<bool>> {
    strengths.iter().map(|&v| (!v.is_nan()).then_some(v >= threshold)).collect()
}
