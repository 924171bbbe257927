//! The judgement as a report.

use super::{HEADER, left_out, plots, row};
use crate::cli::args::EvaluateArgs;
use crate::cli::report::{Cost, Document, File, Section};
use neuron_variant_evaluation::{Evaluation, Inputs};

/// What a run takes.
pub(super) fn costs(evaluation: &Evaluation, inputs: &Inputs<'_>) -> Vec<Cost> {
    let bases: usize = inputs
        .reference
        .names()
        .iter()
        .filter_map(|name| inputs.reference.sequence(name))
        .map(<[u8]>::len)
        .sum();
    let resampled = evaluation.settings.bootstrap as u64 * evaluation.rows.len() as u64;
    vec![
        Cost::counted("reference held", bases, "base"),
        Cost::counted("records of the truth", evaluation.truth_notes.records as usize, "record"),
        Cost::counted("records of the calls", evaluation.call_notes.records as usize, "record"),
        Cost::counted("clusters compared by haplotype", evaluation.clusters as usize, "cluster"),
        Cost::modelled("measures resampled", resampled, "measure"),
    ]
}

/// The document; `truth` and `calls` name the files.
pub(super) fn document(
    args: &EvaluateArgs,
    evaluation: &Evaluation,
    (truth, calls): (&str, &str),
    costs: Vec<Cost>,
) -> Document {
    let about = match evaluation.confident_bases {
        Some(bases) => format!(
            "Counted within {bases} bases of confident regions; {} variants of the truth and {} calls outside of them \
             count neither as right nor as wrong.",
            evaluation.truth_outside, evaluation.calls_outside
        ),
        None => "Counted everywhere: no confident regions were given.".to_owned(),
    };
    let source = format!("`{calls}` against `{truth}`");
    let mut document = Document::new("Calls", &source, about);
    document.sections =
        vec![measures(evaluation), curves(evaluation), qualities(evaluation), rest(evaluation)];
    document.files = vec![
        File::of("truth", &args.truth),
        File::of("calls", &args.calls),
        File::of("reference", &args.reference),
    ];
    document
        .files
        .extend(args.confident.as_deref().map(|path| File::of("confident regions", path)));
    let strata = args.strata.iter().filter_map(|text| text.split_once('='));
    document.files.extend(strata.map(|(_, path)| File::of("group", path.as_ref())));
    document.costs = costs;
    document
}

fn measures(evaluation: &Evaluation) -> Section {
    let mut lines = Vec::new();
    let settings = &evaluation.settings;
    if settings.bootstrap > 0 {
        lines.push(format!(
            "In brackets: {} % intervals by {} resamples of blocks of {} bases, seed {}.",
            settings.confidence * 100.0,
            settings.bootstrap,
            evaluation.block,
            settings.seed
        ));
    }
    if evaluation.rows.is_empty() {
        lines.push("Neither truth nor calls have a variant that is counted.".to_owned());
    }
    Section {
        title: "By kind and group",
        method: "Records are trimmed, divided into single differences and left-aligned (Tan, Abecasis and Kang, \
                 Bioinformatics 31 (2015) 2202). Truth and calls agree where they make the same two haplotypes of the \
                 reference (Cleary and others, 2015, doi:10.1101/023754). Groups and counts follow Krusche and \
                 others, Nature Biotechnology 37 (2019) 555. Intervals are percentiles of a bootstrap over blocks of \
                 the genome (Efron, Ann. Stat. 7 (1979) 1). Phase is not judged.",
        lines,
        tables: vec![(HEADER.to_vec(), evaluation.rows.iter().map(row).collect())],
        plots: plots::groups(&evaluation.rows).into_iter().collect(),
    }
}

fn curves(evaluation: &Evaluation) -> Section {
    let best = |name: &str, points: &[neuron_variant_evaluation::RocPoint]| {
        let found = points.iter().filter_map(|point| Some((point.f1?, point.threshold)));
        let (f1, threshold) = found.max_by(|a, b| a.0.total_cmp(&b.0))?;
        let least =
            threshold.map_or("any quality".to_owned(), |least| format!("{least} and above"));
        Some(format!("{name}: F1 is greatest, {f1:.4}, with calls of {least}."))
    };
    let lines = [best("SNP", &evaluation.roc_snp), best("indel", &evaluation.roc_indel)];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    Section {
        title: "Over the quality",
        method: "A variant of the truth counts as found as long as every call that it matched together with is kept. \
                 A threshold that is chosen on this truth is too good on it.",
        lines,
        tables: Vec::new(),
        plots: plots::curves(evaluation).into_iter().collect(),
    }
}

fn qualities(evaluation: &Evaluation) -> Section {
    let rows = evaluation.calibration.iter().map(|bin| {
        let to =
            bin.to.map_or_else(|| format!("{}+", bin.from), |to| format!("{} to {to}", bin.from));
        let share = |value: f64| format!("{value:.4}");
        let within = format!("{:.4} to {:.4}", bin.low, bin.high);
        let (calls, wrong) = (bin.calls.to_string(), bin.wrong.to_string());
        vec![to, calls, wrong, share(bin.promised), share(bin.observed), within]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let lines = if rows.is_empty() {
        vec!["No call has a genotype quality.".to_owned()]
    } else {
        Vec::new()
    };
    Section {
        title: "Genotype quality",
        method: "Promised is the mean of 10^(−GQ/10); intervals of the share that is wrong are Wilson's (J. Am. Stat. \
                 Assoc. 22 (1927) 209).",
        lines,
        tables: vec![(vec!["GQ", "calls", "wrong", "promised", "observed", "95 %"], rows)],
        plots: plots::calibration(&evaluation.calibration).into_iter().collect(),
    }
}

fn rest(evaluation: &Evaluation) -> Section {
    let sides = [("truth", &evaluation.truth_notes), ("calls", &evaluation.call_notes)];
    let mut lines: Vec<String> = sides
        .into_iter()
        .map(|(name, notes)| {
            let reasons = left_out(notes);
            let reasons = if reasons.is_empty() { "none was left out".to_owned() } else { reasons };
            format!("{name}: of {} records {reasons}.", notes.records)
        })
        .collect();
    lines.push(format!(
        "{} of {} clusters were too large for the search by haplotype; equal records alone were paired there.",
        evaluation.limited_clusters, evaluation.clusters
    ));
    Section { title: "Left out", lines, ..Section::default() }
}
