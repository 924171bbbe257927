//! What was found, as a table and as JSON.

use super::super::args::{ChangeArgs, Radiometry, ThresholdChoice};
use super::labels::Measures;
use super::strengths::Strengths;
use crate::change_detection::pair::Shift;
use crate::change_detection::polygons::Areas;
use clap::ValueEnum;
use serde_json::{Value, json};

pub(super) struct Found<'a> {
    pub(super) args: &'a ChangeArgs,
    pub(super) threshold: f64,
    pub(super) shift: Option<Shift>,
    /// In squared units of the map.
    pub(super) areas: Areas,
    pub(super) pixels: Areas,
    pub(super) is_on_map: bool,
    pub(super) regions: usize,
    pub(super) made: Strengths,
    pub(super) measures: Option<Measures>,
}

impl Found<'_> {
    fn method(&self) -> String {
        name(self.args.method)
    }

    fn by(&self) -> &'static str {
        match self.args.threshold {
            ThresholdChoice::Otsu => "otsu",
            ThresholdChoice::Given(_) => "given",
        }
    }

    pub(super) fn json(&self) -> Value {
        let shift = self.shift.map(|shift| {
            let (rows, columns) = (shift.rows, shift.columns);
            json!({ "rows": rows, "columns": columns, "correlation": shift.correlation })
        });
        let ir_mad = self.made.ir_mad.as_ref().map(|found| {
            json!({
                "correlations": found.correlations,
                "rounds": found.rounds,
                "converged": found.converged,
            })
        });
        json!({
            "analysis": "change",
            "method": self.method(),
            "radiometry": name(self.made.radiometry),
            "threshold": self.threshold,
            "threshold_by": self.by(),
            "pixels": self.pixels,
            "areas": self.is_on_map.then_some(self.areas),
            "regions": self.regions,
            "shift": shift,
            "ir_mad": ir_mad,
            "labels": self.measures.as_ref().map(measures_json),
        })
    }

    pub(super) fn table(&self) -> String {
        let all = self.pixels.changed + self.pixels.unchanged + self.pixels.not_seen;
        let light = match self.made.radiometry {
            Radiometry::Standardised => "bands standardised",
            Radiometry::Matched => "second date matched to the first",
            Radiometry::AsIs => "bands as they are",
        };
        let mut lines = vec![format!("method     {}, {light}", self.method())];
        if let Some(shift) = self.shift {
            let (rows, columns) = (shift.rows, shift.columns);
            lines.push(format!("shift      {rows:+.2} rows, {columns:+.2} columns, undone"));
        }
        if let Some(found) = &self.made.ir_mad {
            let kept: Vec<String> =
                found.correlations.iter().map(|value| format!("{value:.4}")).collect();
            let end = if found.converged { "" } else { ", not settled" };
            let (rounds, kept) = (found.rounds, kept.join(" "));
            lines.push(format!("in common  {kept} (correlations, {rounds} rounds{end})"));
        }
        lines.push(format!("threshold  {:.4} ({})", self.threshold, self.by()));
        let share = 100.0 * self.pixels.changed / all;
        lines.push(format!("changed    {} of {all} pixels ({share:.2}%)", self.pixels.changed));
        if self.is_on_map {
            let (changed, unchanged) = (self.areas.changed, self.areas.unchanged);
            lines.push(format!("area       {changed} changed, {unchanged} unchanged (map units²)"));
        }
        lines.push(format!("not seen   {} pixels", self.pixels.not_seen));
        let least = match self.args.least_area {
            0.0 => String::new(),
            least => format!(" of at least {least}"),
        };
        lines.push(format!("regions    {}{least}", self.regions));
        lines.extend(self.measures.iter().flat_map(measures_lines));
        lines.join("\n")
    }
}

fn name(value: impl ValueEnum) -> String {
    value.to_possible_value().map_or_else(String::new, |name| name.get_name().to_owned())
}

fn measures_json(found: &Measures) -> Value {
    let counts = &found.confusion;
    let calibration = found.calibration.map(|found| {
        json!({
            "threshold": found.threshold,
            "f1_of_upper_half": found.chosen_f1,
            "f1_of_lower_half": found.applied.f1(),
            "lower_half": found.applied,
        })
    });
    json!({
        "confusion": counts,
        "precision": counts.precision(),
        "recall": counts.recall(),
        "f1": counts.f1(),
        "iou": counts.iou(),
        "accuracy": counts.accuracy(),
        "kappa": counts.kappa(),
        "average_precision": found.average_precision,
        "roc_area": found.roc_area,
        "calibration": calibration,
    })
}

fn measures_lines(found: &Measures) -> Vec<String> {
    let shown =
        |value: Option<f64>| value.map_or_else(|| "-".into(), |value| format!("{value:.4}"));
    let counts = &found.confusion;
    let (right, wrong) = (counts.true_positives, counts.false_positives);
    let missed = counts.false_negatives;
    let mut lines = vec![
        format!(
            "labels     {right} changes found, {missed} missed, {wrong} wrong; {} unchanged, {} ignored",
            counts.true_negatives, counts.ignored
        ),
        format!(
            "measures   precision {}, recall {}, F1 {}, IoU {}, kappa {}",
            shown(counts.precision()),
            shown(counts.recall()),
            shown(counts.f1()),
            shown(counts.iou()),
            shown(counts.kappa()),
        ),
        format!(
            "curves     average precision {}, ROC area {}",
            shown(found.average_precision),
            shown(found.roc_area),
        ),
    ];
    if let Some(found) = found.calibration {
        let (threshold, chosen) = (found.threshold, found.chosen_f1);
        let applied = shown(found.applied.f1());
        lines.push(format!(
            "calibrated {threshold:.4} by the upper half (F1 {chosen:.4}): F1 {applied} on the lower half"
        ));
    }
    lines
}
