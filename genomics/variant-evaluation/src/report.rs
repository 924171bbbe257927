//! The measures as a page.

use crate::{Evaluation, Interval, Notes, Row};
use std::fmt::Write;

/// A report in Markdown; `truth` and `calls` name the files.
#[must_use]
pub fn markdown(evaluation: &Evaluation, truth: &str, calls: &str) -> String {
    let mut text = format!("# Calls `{calls}` against `{truth}`\n\n");
    let bases = match evaluation.confident_bases {
        Some(bases) => format!(
            "Counted within {bases} bases of confident regions; {} variants of the truth and {} \
             calls outside of them count neither as right nor as wrong.",
            evaluation.truth_outside, evaluation.calls_outside
        ),
        None => "Counted everywhere: no confident regions were given.".to_owned(),
    };
    let _ = writeln!(text, "{bases}\n");
    text.push_str("## By kind and group\n\n");
    text.push_str(
        "| group | kind | truth | found | calls | right | wrong genotype | wrong allele | ",
    );
    text.push_str("recall | precision | F1 |\n|-|-|-:|-:|-:|-:|-:|-:|-|-|-|\n");
    evaluation.rows.iter().for_each(|row| line(&mut text, row));
    if evaluation.settings.bootstrap > 0 {
        let _ = writeln!(
            text,
            "\nIn brackets: {} % intervals by {} resamples of blocks of {} bases, seed {}.",
            evaluation.settings.confidence * 100.0,
            evaluation.settings.bootstrap,
            evaluation.block,
            evaluation.settings.seed
        );
    }
    if !evaluation.calibration.is_empty() {
        text.push_str(
            "\n## Genotype quality\n\n| GQ | calls | wrong | promised | observed | 95 % |\n",
        );
        text.push_str("|-|-:|-:|-:|-:|-|\n");
        for bin in &evaluation.calibration {
            let range =
                bin.to.map_or(format!("{}+", bin.from), |to| format!("{} to {to}", bin.from));
            let _ = writeln!(
                text,
                "| {range} | {} | {} | {:.4} | {:.4} | {:.4} to {:.4} |",
                bin.calls, bin.wrong, bin.promised, bin.observed, bin.low, bin.high
            );
        }
    }
    text.push_str("\n## Left out\n\n| reason | truth | calls |\n|-|-:|-:|\n");
    for (name, truth, calls) in left_out(&evaluation.truth_notes, &evaluation.call_notes) {
        let _ = writeln!(text, "| {name} | {truth} | {calls} |");
    }
    let _ = write!(
        text,
        "\n## Method\n\nRecords are trimmed, divided into single differences and left-aligned (Tan, \
         Abecasis and Kang, 2015). Truth and calls agree where they make the same two haplotypes of \
         the reference (Cleary and others, 2015); {} of {} clusters were too large for that search, \
         and equal records alone were paired there. Groups and counts follow Krusche and others, \
         2019. Phase is not judged.\n",
        evaluation.limited_clusters, evaluation.clusters
    );
    text
}

fn line(text: &mut String, row: &Row) {
    let counts = &row.counts;
    let measure = |value: Option<f64>, interval: Option<Interval>| match (value, interval) {
        (None, _) => "–".to_owned(),
        (Some(value), None) => format!("{value:.4}"),
        (Some(value), Some(within)) => {
            format!("{value:.4} ({:.4} to {:.4})", within.low, within.high)
        }
    };
    let _ = writeln!(
        text,
        "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
        row.stratum,
        row.kind,
        counts.truth_found + counts.truth_missed,
        counts.truth_found,
        counts.calls_right + counts.calls_wrong,
        counts.calls_right,
        counts.wrong_genotype,
        counts.wrong_allele,
        measure(row.recall, row.intervals.recall),
        measure(row.precision, row.intervals.precision),
        measure(row.f1, row.intervals.f1),
    );
}

/// What was left out or read in a particular way, of truth and calls; reasons that did not come up
/// are not listed.
fn left_out(truth: &Notes, calls: &Notes) -> Vec<(&'static str, u64, u64)> {
    let reasons = [
        ("failed a filter", truth.filtered, calls.filtered),
        ("no genotype", truth.no_genotype, calls.no_genotype),
        ("reference genotype", truth.reference_genotype, calls.reference_genotype),
        ("symbolic allele", truth.symbolic, calls.symbolic),
        ("more than two copies", truth.polyploid, calls.polyploid),
        ("allele above 1,000 bases", truth.too_long, calls.too_long),
        ("judged: one copy not called", truth.half_called, calls.half_called),
        ("judged: one copy deleted by another record", truth.spanned, calls.spanned),
        ("judged: genotype of one copy", truth.haploid, calls.haploid),
    ];
    let mut listed = vec![("records read", truth.records, calls.records)];
    listed.extend(reasons.into_iter().filter(|(_, truth, calls)| truth + calls > 0));
    listed
}
