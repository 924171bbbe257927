use super::evaluate::{Evaluation, likeliest};
use crate::data::SequenceData;
use neuron_tasks::{Split, TaskError};
use neuron_train::report::{Section, Table, classification_sections};

/// Mistakes that are listed.
const SHOWN: usize = 12;

/// Bases of a sequence that are shown.
const BASES: usize = 80;

/// What a report shows of a measured split: metrics, classes, confidence, the surest mistakes.
pub(super) fn sections(
    data: &SequenceData,
    measured: &Evaluation,
    split: Split,
) -> Result<Vec<Section>, TaskError> {
    let mut sections = classification_sections(&measured.report, &data.classes, split.name())?;
    sections.push(mistakes(data, measured, split));
    Ok(sections)
}

fn mistakes(data: &SequenceData, measured: &Evaluation, split: Split) -> Section {
    let classes = data.classes.len();
    let row = |at: usize| &measured.probabilities[at * classes..(at + 1) * classes];
    let sure = |at: usize| row(at)[likeliest(row(at))];
    let is_wrong = |at: &usize| likeliest(row(*at)) != measured.truth[*at] as usize;
    let mut wrong: Vec<usize> = (0..measured.truth.len()).filter(is_wrong).collect();
    let count = wrong.len();
    wrong.sort_by(|&a, &b| sure(b).total_cmp(&sure(a)).then(a.cmp(&b)));
    wrong.truncate(SHOWN);
    let caption = format!("The surest of {count} mistakes of {}", measured.truth.len());
    let mut table = Table::new(caption, &["sequence", "is", "said", "probability", "bases"]);
    for at in wrong {
        let number = data.split(split)[at];
        let said = likeliest(row(at));
        let bases = &data.sequences[number];
        let mut shown = String::from_utf8_lossy(&bases[..bases.len().min(BASES)]).into_owned();
        if bases.len() > BASES {
            shown.push('…');
        }
        table.row([
            (number + 1).to_string(),
            data.classes[measured.truth[at] as usize].clone(),
            data.classes[said].clone(),
            format!("{:.3}", row(at)[said]),
            shown,
        ]);
    }
    Section::new("Mistakes").table(table)
}
