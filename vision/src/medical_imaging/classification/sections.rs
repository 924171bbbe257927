use super::figures::{confusion, reliability, roc};
use super::{Decision, Findings};
use crate::medical_imaging::RESEARCH_ONLY;
use crate::tasks::TaskError;
use neuron_train::report::{Section, Table};

/// What a number means, by its name; those that are not here speak for themselves.
const MEANINGS: [(&str, &str); 12] = [
    ("balanced_accuracy", "mean of the classes' shares that are called right, at the threshold"),
    ("balanced_accuracy_at_half", "the same where the likelier class is called"),
    ("accuracy", "share of all images that are called right, at the threshold"),
    ("accuracy_at_half", "the same where the likelier class is called"),
    ("sensitivity", "share of the second class that is found, at the threshold"),
    ("specificity", "share of the first class that is left alone, at the threshold"),
    ("auroc_low", "lower end of its 95 % interval after DeLong"),
    ("auroc_high", "upper end of its 95 % interval after DeLong"),
    ("calibration_error", "mean difference of confidence and accuracy, at the temperature"),
    ("calibration_error_uncalibrated", "the same as the model says"),
    ("threshold", "calibrated probability from which on the second class is called"),
    ("temperature", "what logits are divided by"),
];

/// The sections of a report on a part of the data: what all must know, numbers, curves, calibration.
///
/// # Errors
/// [`TaskError`] where something cannot be drawn.
pub fn sections(
    findings: &Findings,
    decision: &Decision,
    classes: &[String],
    split: &str,
) -> Result<Vec<Section>, TaskError> {
    let mut threshold = format!(
        "Logits are divided by the temperature {:.4}, which the validation part chose; ",
        decision.temperature
    );
    match (decision.threshold, classes) {
        (Some(at), [_, positive]) => threshold.push_str(&format!(
            "`{positive}` is called from the calibrated probability {at:.4} on, a threshold that was \
             chosen on the validation part too. No image of the {split} part had a say in either."
        )),
        _ => threshold.push_str("the likeliest class is called."),
    }
    let images = findings.truth.len();
    let mut numbers = Table::new(
        format!("Measured on the {split} part, {images} images"),
        &["what", "value", "meaning"],
    );
    for (name, value) in findings.metrics.iter() {
        let meaning = MEANINGS.iter().find(|(key, _)| *key == name).map_or("", |(_, text)| text);
        numbers.row([name.replace('_', " "), format!("{value:.4}"), meaning.to_owned()]);
    }
    let mut sections = vec![
        Section::new("Read this first").text(RESEARCH_ONLY),
        Section::new("Findings").text(threshold).table(numbers),
        Section::new("Which is called what")
            .figures([confusion(findings, classes, split)?])
            .table(by_class(findings, classes, split)),
    ];
    if let Some(figure) = roc(findings, classes, split)? {
        sections.push(Section::new("At every threshold").figures([figure]));
    }
    sections.push(Section::new("How sure").figures(reliability(findings, split)?));
    Ok(sections)
}

fn by_class(findings: &Findings, classes: &[String], split: &str) -> Table {
    let columns = ["class", "images", "found", "right when called", "AUROC", "95 % interval"];
    let mut table = Table::new(format!("By class, {split} part"), &columns);
    let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |v| format!("{v:.4}"));
    for (class, name) in classes.iter().enumerate() {
        let delong = findings.classes.delong.get(class).copied().flatten();
        let interval = delong.and_then(|delong| delong.interval(0.95).ok());
        table.row([
            name.clone(),
            findings.confusion.support(class).to_string(),
            number(findings.confusion.recall(class)),
            number(findings.confusion.precision(class)),
            number(delong.map(|delong| delong.auroc)),
            interval.map_or_else(|| "–".to_owned(), |[a, b]| format!("{a:.4} to {b:.4}")),
        ]);
    }
    table
}
