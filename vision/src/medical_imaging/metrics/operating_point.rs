use neuron_train::metrics::{CurvePoint, MetricError, roc_curve};
use serde::Serialize;

/// Rates are shares of whole numbers: two that differ by less are the same.
const SAME: f64 = 1e-12;

/// A threshold, and how often calling a sample positive from it on is right.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct OperatingPoint {
    /// Samples that score at least this are called positive; `None`: no sample is.
    pub threshold: Option<f64>,
    /// Share of the positive samples that are called so.
    pub sensitivity: f64,
    /// Share of the negative samples that are not.
    pub specificity: f64,
}

impl OperatingPoint {
    fn of(point: &CurvePoint) -> Self {
        Self { threshold: point.threshold, sensitivity: point.y, specificity: 1.0 - point.x }
    }
}

/// The highest sensitivity of all thresholds whose specificity is at least `specificity`; of equals
/// the most specific. Nothing is interpolated: a threshold of the data reaches it.
///
/// `scores` and `positive` are `[n]`.
///
/// # Errors
///
/// [`MetricError::Parameter`] for a specificity outside `[0, 1]`; as
/// [`roc_curve`](neuron_train::metrics::roc_curve) otherwise.
pub fn sensitivity_at_specificity(
    scores: &[f32],
    positive: &[bool],
    specificity: f64,
) -> Result<OperatingPoint, MetricError> {
    check("specificity", specificity)?;
    let curve = roc_curve(scores, positive, None)?;
    let points = curve.points.iter().map(OperatingPoint::of);
    // Sensitivity only grows along the curve; the first point is always specific enough.
    let fitting = points.filter(|point| point.specificity >= specificity - SAME);
    best(fitting, |point| point.sensitivity)
}

/// The highest specificity of all thresholds whose sensitivity is at least `sensitivity`; of equals
/// the most sensitive.
///
/// # Errors
///
/// As [`sensitivity_at_specificity`].
pub fn specificity_at_sensitivity(
    scores: &[f32],
    positive: &[bool],
    sensitivity: f64,
) -> Result<OperatingPoint, MetricError> {
    check("sensitivity", sensitivity)?;
    let curve = roc_curve(scores, positive, None)?;
    // From the curve's end, so that of equals the most sensitive comes first.
    let points = curve.points.iter().rev().map(OperatingPoint::of);
    let fitting = points.filter(|point| point.sensitivity >= sensitivity - SAME);
    best(fitting, |point| point.specificity)
}

/// The first of the points of the highest rate.
fn best(
    points: impl Iterator<Item = OperatingPoint>,
    rate: impl Fn(&OperatingPoint) -> f64,
) -> Result<OperatingPoint, MetricError> {
    let better = |best: OperatingPoint, next: OperatingPoint| {
        if rate(&next) > rate(&best) + SAME { next } else { best }
    };
    points.reduce(better).ok_or(MetricError::Undefined {
        metric: "the operating point",
        reason: "the ROC curve has no point",
    })
}

fn check(what: &'static str, rate: f64) -> Result<(), MetricError> {
    if (0.0..=1.0).contains(&rate) {
        return Ok(());
    }
    Err(MetricError::Parameter { what, found: rate.to_string(), expected: "0 to 1" })
}
