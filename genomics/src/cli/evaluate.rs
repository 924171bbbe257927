//! `run evaluate`: calls against a truth set.

mod plots;
mod report;

use super::args::{EvaluateArgs, ScoreName};
use super::error::CommandError;
use super::report::format_of;
use super::whole_file;
use neuron_command_line::{CommandLineError, output, table};
use neuron_sequence_files::{Limits, compression, fasta};
use neuron_variant_evaluation::{
    CallReader, Evaluation, Inputs, Interval, Notes, Prepared, Reference, Regions, Row, Score,
    Settings, annotated_vcf, evaluate, prepare,
};
use serde_json::json;
use std::io::BufRead;
use std::path::Path;

/// Judges, prints, and writes the files asked for.
pub(super) fn run(args: &EvaluateArgs) -> Result<(), CommandError> {
    let format = args.output.as_deref().map(|path| format_of("--output", path)).transpose()?;
    let settings = settings(args);
    let reference = reference(&args.reference)?;
    let confident = args.confident.as_deref().map(regions).transpose()?;
    let strata = args.strata.iter().map(|text| stratum(text)).collect::<Result<Vec<_>, _>>()?;
    let truth = read(&args.truth, args.truth_sample.as_deref(), &reference, true)?;
    let calls = read(&args.calls, args.sample.as_deref(), &reference, settings.filtered)?;
    let inputs = Inputs {
        reference: &reference,
        truth: &truth,
        calls: &calls,
        confident: confident.as_ref(),
        strata: &strata,
    };
    let (evaluation, contigs) = evaluate(&inputs, &settings)?;
    let name = |path: &Path| path.display().to_string();
    let (truth, calls) = (name(&args.truth), name(&args.calls));
    if let Some(path) = &args.annotated {
        whole_file::write_text(path, &annotated_vcf(&reference, &contigs))?;
    }
    let costs = report::costs(&evaluation, &inputs);
    if let (Some(path), Some(format)) = (&args.output, format) {
        let names = (truth.as_str(), calls.as_str());
        report::document(args, &evaluation, names, costs.clone()).write(path, format)?;
    }
    if args.json {
        let mut line = serde_json::to_value(&evaluation).expect("numbers and names are JSON");
        line["analysis"] = json!("evaluate");
        line["truth"] = json!(truth);
        line["calls"] = json!(calls);
        line["cost"] = json!(costs);
        output::line(&line.to_string())?;
    } else {
        output::line(&text(&evaluation))?;
    }
    Ok(())
}

fn settings(args: &EvaluateArgs) -> Settings {
    Settings {
        filtered: args.filtered,
        score: match args.score {
            ScoreName::Qual => Score::Quality,
            ScoreName::Gq => Score::Genotype,
        },
        bootstrap: args.bootstrap,
        block: args.block,
        seed: args.seed,
        ..Settings::default()
    }
}

fn reference(path: &Path) -> Result<Reference, CommandError> {
    let reader = fasta::Reader::open(path, Limits::default())?.of(fasta::Alphabet::Nucleotides);
    let records = reader.read_all()?;
    let contigs = records.into_iter().map(|record| (record.name, record.sequence)).collect();
    Ok(Reference::new(contigs)?)
}

/// Opens a file, whatever its compression, and says what is odd about it.
fn open(path: &Path) -> Result<Box<dyn BufRead + Send>, CommandError> {
    let opened = compression::open(path)?;
    for warning in &opened.warnings {
        output::notice(&format!("`{}`: {warning}", path.display()));
    }
    Ok(opened.reader)
}

fn regions(path: &Path) -> Result<Regions, CommandError> {
    Ok(Regions::read_bed(open(path)?, &path.display().to_string())?)
}

fn stratum(text: &str) -> Result<(String, Regions), CommandError> {
    match text.split_once('=') {
        Some((name, path)) if !name.is_empty() && !path.is_empty() => {
            Ok((name.to_owned(), regions(Path::new(path))?))
        }
        _ => Err(CommandError::from(CommandLineError::Flag {
            flag: "--strata",
            found: format!("`{text}`"),
            expected: "a name and a BED file, as in `exome=exome.bed`".to_owned(),
        })),
    }
}

fn read(
    path: &Path,
    sample: Option<&str>,
    reference: &Reference,
    filtered: bool,
) -> Result<Prepared, CommandError> {
    let name = path.display().to_string();
    let calls = CallReader::new(open(path)?, &name, sample)?;
    Ok(prepare(calls, &name, reference, filtered)?)
}

/// Columns of the table.
const HEADER: [&str; 10] = [
    "group",
    "kind",
    "truth",
    "found",
    "calls",
    "right",
    "wrong genotype",
    "recall",
    "precision",
    "F1",
];

fn text(evaluation: &Evaluation) -> String {
    let rows: Vec<Vec<String>> = evaluation.rows.iter().map(row).collect();
    let mut text = if rows.is_empty() {
        "neither truth nor calls have a variant that is counted".to_owned()
    } else {
        table(&HEADER, &rows)
    };
    if let Some(bases) = evaluation.confident_bases {
        text += &format!(
            "\n\noutside of {bases} confident bases: {} variants of the truth, {} calls, not counted",
            evaluation.truth_outside, evaluation.calls_outside
        );
    }
    for (name, notes) in [("truth", evaluation.truth_notes), ("calls", evaluation.call_notes)] {
        let left_out = left_out(&notes);
        if !left_out.is_empty() {
            text += &format!("\n\n{name}: of {} records {left_out}", notes.records);
        }
    }
    if evaluation.limited_clusters > 0 {
        text += &format!(
            "\n\n{} of {} clusters were too large to search; equal records alone were paired there",
            evaluation.limited_clusters, evaluation.clusters
        );
    }
    text
}

fn row(row: &Row) -> Vec<String> {
    let counts = &row.counts;
    let measure = |value: Option<f64>, interval: Option<Interval>| match (value, interval) {
        (None, _) => "–".to_owned(),
        (Some(value), None) => format!("{value:.4}"),
        (Some(value), Some(within)) => {
            format!("{value:.4} [{:.4}, {:.4}]", within.low, within.high)
        }
    };
    vec![
        row.stratum.clone(),
        row.kind.to_owned(),
        (counts.truth_found + counts.truth_missed).to_string(),
        counts.truth_found.to_string(),
        (counts.calls_right + counts.calls_wrong).to_string(),
        counts.calls_right.to_string(),
        counts.wrong_genotype.to_string(),
        measure(row.recall, row.intervals.recall),
        measure(row.precision, row.intervals.precision),
        measure(row.f1, row.intervals.f1),
    ]
}

/// What was left out, in words; empty where nothing was.
fn left_out(notes: &Notes) -> String {
    let reasons = [
        (notes.filtered, "failed a filter"),
        (notes.no_genotype, "have no genotype"),
        (notes.reference_genotype, "have the reference's genotype"),
        (notes.symbolic, "have a symbolic allele"),
        (notes.polyploid, "have more than two copies"),
        (notes.too_long, "have an allele above 1,000 bases"),
    ];
    let listed = reasons.iter().filter(|(count, _)| *count > 0);
    listed.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", ")
}
