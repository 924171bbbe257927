use super::{Confusion, precision_recall};
use crate::change_detection::ChangeError;
use crate::change_detection::threshold::change_map;

/// A threshold of one part of the pixels, tried on the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// The threshold.
    pub threshold: f64,
    /// F1 where it was chosen: an optimistic figure.
    pub chosen_f1: f64,
    /// What it gives on the other part.
    pub applied: Confusion,
}

/// The threshold of the best F1 and that F1; of equal ones the highest.
///
/// # Errors
/// As of [`precision_recall`].
pub fn best_f1(strengths: &[f64], labels: &[Option<bool>]) -> Result<(f64, f64), ChangeError> {
    let curve = precision_recall(strengths, labels)?;
    let mut best = (f64::INFINITY, 0.0);
    for point in &curve.points {
        let sum = point.precision + point.recall;
        let f1 = if sum > 0.0 { 2.0 * point.precision * point.recall / sum } else { 0.0 };
        if f1 > best.1 {
            best = (point.threshold, f1);
        }
    }
    Ok(best)
}

/// Chooses the threshold of the best F1 on the pixels that `chosen_on` names by their number, and applies it
/// to all others: a threshold chosen and measured on the same labels flatters. Parts should lie apart, such
/// as two halves of a scene, since neighbours are alike.
///
/// # Errors
/// As of [`precision_recall`], for the part that it is chosen on.
pub fn calibrate(
    strengths: &[f64],
    labels: &[Option<bool>],
    chosen_on: impl Fn(usize) -> bool,
) -> Result<Calibration, ChangeError> {
    if strengths.len() != labels.len() {
        return Err(ChangeError::Labels { found: labels.len(), expected: strengths.len() });
    }
    let part = |chosen: bool| -> (Vec<f64>, Vec<Option<bool>>) {
        let pixels = strengths.iter().zip(labels).enumerate();
        let kept = pixels.filter(|(at, _)| chosen_on(*at) == chosen);
        kept.map(|(_, (&strength, &label))| (strength, label)).unzip()
    };
    let (strengths, labels) = part(true);
    let (threshold, chosen_f1) = best_f1(&strengths, &labels)?;
    let (strengths, labels) = part(false);
    let applied = Confusion::new(&change_map(&strengths, threshold), &labels)?;
    Ok(Calibration { threshold, chosen_f1, applied })
}
