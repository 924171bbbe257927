use super::FalseAlarms;
use crate::change_detection::ChangeError;
use crate::change_detection::metrics::{Confusion, Curve, precision_recall};
use crate::change_detection::threshold::{change_map, otsu};
use serde::Serialize;

/// Where a threshold comes from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub enum ThresholdFrom {
    /// Of each pair by itself, without labels (Otsu, 1979).
    Otsu,
    /// Of the best F1 on the validation split.
    Validation(f64),
}

/// A method against labels.
#[derive(Clone, Debug, PartialEq)]
pub struct MethodScore {
    /// The method.
    pub name: String,
    /// Its threshold.
    pub threshold: ThresholdFrom,
    /// All labelled pixels of all regions together.
    pub confusion: Confusion,
    /// What it says where nothing changed.
    pub false_alarms: FalseAlarms,
    /// Precision over recall of one threshold for all regions.
    pub curve: Curve,
    /// What it says of each region, `[rows, columns]`.
    pub maps: Vec<Vec<Option<bool>>>,
}

/// Scores strengths of regions, each `[rows, columns]`. A labelled pixel without a strength counts as unchanged, so
/// that all methods are measured on the same pixels.
///
/// # Errors
/// Where lengths differ, or no pixel is labelled changed.
pub fn score(
    name: impl Into<String>,
    strengths: &[Vec<f64>],
    labels: &[Vec<Option<bool>>],
    columns: &[usize],
    threshold: ThresholdFrom,
) -> Result<MethodScore, ChangeError> {
    let (mut confusion, mut false_alarms) = (Confusion::default(), FalseAlarms::default());
    let mut maps = Vec::with_capacity(strengths.len());
    for ((strengths, labels), &columns) in strengths.iter().zip(labels).zip(columns) {
        let cut = match threshold {
            // Strengths that do not differ have no cut: nothing changed.
            ThresholdFrom::Otsu => otsu(strengths).unwrap_or(f64::INFINITY),
            ThresholdFrom::Validation(threshold) => threshold,
        };
        let said = change_map(strengths, cut);
        let answered: Vec<Option<bool>> =
            said.iter().map(|said| Some(said.unwrap_or(false))).collect();
        let counts = Confusion::new(&answered, labels)?;
        confusion.true_positives += counts.true_positives;
        confusion.false_positives += counts.false_positives;
        confusion.false_negatives += counts.false_negatives;
        confusion.true_negatives += counts.true_negatives;
        confusion.ignored += counts.ignored;
        false_alarms.add(&answered, labels, [said.len() / columns.max(1), columns]);
        maps.push(said);
    }
    let all: Vec<f64> =
        strengths.concat().iter().map(|v| if v.is_nan() { 0.0 } else { *v }).collect();
    let curve = precision_recall(&all, &labels.concat())?;
    Ok(MethodScore { name: name.into(), threshold, confusion, false_alarms, curve, maps })
}
