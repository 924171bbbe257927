use super::super::args::GenotypesArgs;
use super::super::error::CommandError;
use neuron_command_line::output;
use neuron_genotypes::Labels;
use serde::Serialize;
use std::collections::BTreeMap;

/// Labels of the samples, and what does not match.
#[derive(Debug, Serialize)]
pub(super) struct LabelReport {
    /// The column that they are from.
    pub(super) column: String,
    /// Samples of each label.
    pub(super) samples: BTreeMap<String, usize>,
    /// Samples without a label.
    pub(super) missing: Vec<String>,
    /// Samples that only the table has.
    pub(super) extra: Vec<String>,
}

/// Labels of the samples, from the file that the flags name, or the genotypes' own.
pub(super) fn report(
    args: &GenotypesArgs,
    samples: &[String],
    embedded: Option<Labels>,
) -> Result<Option<LabelReport>, CommandError> {
    let labels = match &args.labels {
        Some(path) => Some(Labels::read(path)?),
        None => embedded,
    };
    let Some(labels) = labels else { return Ok(None) };
    let matched = labels.of(samples, &args.label)?;
    let mut counts = BTreeMap::new();
    for label in matched.labels.into_iter().flatten() {
        *counts.entry(label).or_insert(0) += 1;
    }
    // Of the embedded genotypes, others than the chosen samples are no surprise.
    let extra = if args.labels.is_some() { matched.extra } else { Vec::new() };
    for (names, what) in [(&matched.missing, "have no label"), (&extra, "are in the labels alone")]
    {
        if !names.is_empty() {
            let shown: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
            let dots = if names.len() > shown.len() { ", …" } else { "" };
            output::notice(&format!("{} samples {what}: {}{dots}", names.len(), shown.join(", ")));
        }
    }
    let column = args.label.clone();
    Ok(Some(LabelReport { column, samples: counts, missing: matched.missing, extra }))
}
