//! `run genotypes`: what a file of genotypes holds, and the same in another format.

mod labels;
mod source;
mod text;

use super::args::GenotypesArgs;
use super::error::CommandError;
use labels::LabelReport;
use neuron_command_line::output;
use neuron_genotypes::plink::Losses;
use neuron_genotypes::{GenotypeWarning, LeftOut, Summary, write};
use serde::Serialize;

/// What the command says.
#[derive(Debug, Serialize)]
struct Report {
    /// The file, or the name of the embedded genotypes.
    source: String,
    /// Sites of the file.
    records: u64,
    /// Those that were left out.
    left_out: LeftOut,
    /// What was read.
    #[serde(flatten)]
    summary: Summary,
    /// The samples' labels, where there are some.
    labels: Option<LabelReport>,
    /// What is odd.
    warnings: Vec<GenotypeWarning>,
    /// The file that was written.
    output: Option<Output>,
}

/// A file that was written.
#[derive(Debug, Serialize)]
struct Output {
    file: String,
    /// What PLINK files could not hold.
    losses: Option<Losses>,
}

pub(super) fn run(args: &GenotypesArgs) -> Result<(), CommandError> {
    let (source, loaded, embedded_labels) = source::open(args)?;
    for warning in &loaded.warnings {
        output::notice(&warning.to_string());
    }
    let labels = labels::report(args, &loaded.genotypes.samples, embedded_labels)?;
    let written = match &args.output {
        None => None,
        Some(path) => {
            let losses = write(path, &loaded.genotypes, &loaded.contigs)?;
            Some(Output { file: path.display().to_string(), losses })
        }
    };
    let report = Report {
        source,
        records: loaded.records,
        left_out: loaded.left_out,
        summary: loaded.genotypes.summary(),
        labels,
        warnings: loaded.warnings,
        output: written,
    };
    let text =
        if args.json { serde_json::json!(report).to_string() } else { text::report(&report) };
    Ok(output::line(&text)?)
}
