//! What is odd about series, in words.

use neuron_forecast_evaluation::Note;

/// A note as a part of a sentence.
pub(super) fn text(note: &Note) -> String {
    match note {
        Note::MissingValues { count, of } => format!("{count} of {of} values are missing"),
        Note::Intermittent { interval, class, .. } => {
            format!("{class} demand, one in {interval:.1} steps")
        }
        Note::Constant { value } => format!("it is always {value}"),
        Note::Negative { count } => format!("{count} values are negative"),
        Note::ColdStart { present, needed } => {
            format!("{present} values, of {needed} that the model needs")
        }
        Note::CovariateMissing { covariate, count } => {
            format!("covariate `{covariate}` is missing at {count} steps")
        }
        other => format!("{other:?}"),
    }
}
