use super::Findings;
use crate::tasks::{KeyFigure, Split};

/// The figures that a reader looks for first.
pub(super) fn key_figures(findings: &Findings, split: Split) -> Vec<KeyFigure> {
    let metric = |name: &str| findings.metrics.get(name);
    let area = match (metric("auroc"), metric("auroc_low"), metric("auroc_high")) {
        (Some(area), Some(low), Some(high)) => {
            let note = format!("{split} part; 95 % interval {low:.4} to {high:.4} (DeLong)");
            Some(KeyFigure::of("AUROC", area, note))
        }
        _ => metric("auroc_macro").map(|area| {
            KeyFigure::of(
                "AUROC",
                area,
                format!("{split} part; mean of each class against the rest"),
            )
        }),
    };
    let chosen = match metric("threshold") {
        Some(_) => format!("{split} part, at the threshold of the validation part"),
        None => format!("{split} part"),
    };
    let named = [
        ("balanced accuracy", "balanced_accuracy"),
        ("sensitivity", "sensitivity"),
        ("specificity", "specificity"),
    ];
    let at_threshold = named
        .into_iter()
        .filter_map(|(name, key)| Some(KeyFigure::of(name, metric(key)?, chosen.as_str())));
    area.into_iter().chain(at_threshold).collect()
}
