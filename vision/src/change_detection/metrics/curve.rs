use crate::change_detection::ChangeError;

/// A threshold and what it gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// From this strength on, a pixel is said to have changed.
    pub threshold: f64,
    /// Share of what is said to be changed that did change.
    pub precision: f64,
    /// Share of what changed that is said so.
    pub recall: f64,
}

/// Precision over recall, by falling thresholds: one point for each strength that occurs.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// The points; recall rises.
    pub points: Vec<CurvePoint>,
}

impl Curve {
    /// Average precision: each point's precision, weighted by the recall that it adds. Nothing is
    /// interpolated.
    #[must_use]
    pub fn average_precision(&self) -> f64 {
        let mut before = 0.0;
        let mut area = 0.0;
        for point in &self.points {
            area += (point.recall - before) * point.precision;
            before = point.recall;
        }
        area
    }
}

/// Precision and recall at each threshold. Pixels without a label or a strength are ignored.
///
/// # Errors
/// [`ChangeError::Labels`] where there are not as many labels as strengths, [`ChangeError::OneKind`]
/// where none of the pixels changed.
pub fn precision_recall(strengths: &[f64], labels: &[Option<bool>]) -> Result<Curve, ChangeError> {
    let steps = steps(strengths, labels)?;
    let positives = steps.last().map_or(0.0, |step| step.true_positives);
    if positives == 0.0 {
        let what = "a precision–recall curve";
        return Err(ChangeError::OneKind { kind: "changed", what });
    }
    let point = |step: &Step| CurvePoint {
        threshold: step.threshold,
        precision: step.true_positives / (step.true_positives + step.false_positives),
        recall: step.true_positives / positives,
    };
    Ok(Curve { points: steps.iter().map(point).collect() })
}

/// Area under the curve of the receiver's operating characteristic: the chance that a pixel that changed has
/// more strength than one that did not, ties counting half.
///
/// # Errors
/// As of [`precision_recall`]; also where all pixels changed.
pub fn roc_area(strengths: &[f64], labels: &[Option<bool>]) -> Result<f64, ChangeError> {
    let steps = steps(strengths, labels)?;
    let last = steps.last().map_or((0.0, 0.0), |step| (step.true_positives, step.false_positives));
    let what = "the area under a ROC curve";
    match last {
        (0.0, _) => return Err(ChangeError::OneKind { kind: "changed", what }),
        (_, 0.0) => return Err(ChangeError::OneKind { kind: "unchanged", what }),
        _ => {}
    }
    let (mut area, mut before) = (0.0, (0.0, 0.0));
    for step in &steps {
        let width = step.false_positives - before.1;
        area += width * 0.5 * (step.true_positives + before.0);
        before = (step.true_positives, step.false_positives);
    }
    Ok(area / (last.0 * last.1))
}

/// Counts of what lies at a threshold or above.
struct Step {
    threshold: f64,
    true_positives: f64,
    false_positives: f64,
}

fn steps(strengths: &[f64], labels: &[Option<bool>]) -> Result<Vec<Step>, ChangeError> {
    if strengths.len() != labels.len() {
        return Err(ChangeError::Labels { found: labels.len(), expected: strengths.len() });
    }
    let labelled = strengths.iter().zip(labels).filter(|(strength, _)| !strength.is_nan());
    let mut order: Vec<(f64, bool)> =
        labelled.filter_map(|(&strength, label)| label.map(|label| (strength, label))).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut steps: Vec<Step> = Vec::new();
    let (mut true_positives, mut false_positives) = (0.0, 0.0);
    for group in order.chunk_by(|a, b| a.0 == b.0) {
        let changed = group.iter().filter(|(_, label)| *label).count() as f64;
        true_positives += changed;
        false_positives += group.len() as f64 - changed;
        steps.push(Step { threshold: group[0].0, true_positives, false_positives });
    }
    Ok(steps)
}
