//! `run sequences`: what a FASTA file holds.

use super::args::SequencesArgs;
use super::error::CommandError;
use neuron_command_line::{output, table};
use neuron_sequence_files::Limits;
use neuron_sequence_files::SequenceFileError;
use neuron_sequence_files::fasta::{Reader, Record, Summariser, Summary};

pub(super) fn run(args: &SequencesArgs) -> Result<(), CommandError> {
    let mut reader = Reader::open(&args.fasta, Limits::default())?;
    for warning in reader.warnings() {
        output::notice(&format!("`{}`: {warning}", args.fasta.display()));
    }
    let (mut all, mut record) = (Summariser::default(), Record::default());
    while reader.read_record(&mut record)? {
        all.add(&record);
    }
    let summary = all.finish().ok_or_else(|| SequenceFileError::File {
        file: args.fasta.display().to_string(),
        what: "holds no record, expected FASTA".to_owned(),
    })?;
    if args.json {
        output::line(&serde_json::json!(summary).to_string())?;
    } else {
        output::line(&text(&summary))?;
    }
    Ok(())
}

fn text(summary: &Summary) -> String {
    let share = |count: u64| {
        let percent = 100.0 * count as f64 / summary.bases.max(1) as f64;
        format!("{count} ({percent:.2} %)")
    };
    let gc = summary.gc.map_or_else(|| "none".to_owned(), |gc| format!("{:.2} %", 100.0 * gc));
    let rows = [
        ("records", summary.records.to_string()),
        ("letters", summary.bases.to_string()),
        ("shortest", summary.shortest.to_string()),
        ("mean", format!("{:.1}", summary.mean_length)),
        ("longest", summary.longest.to_string()),
        ("N50", format!("{} (of {} records)", summary.n50, summary.l50)),
        ("G and C", gc),
        ("ambiguous", share(summary.ambiguous)),
        ("of them N", share(summary.n)),
        ("U", share(summary.uracil)),
        ("gaps", share(summary.gaps)),
        ("no nucleotides", share(summary.other)),
        ("in lower case", share(summary.lower_case)),
    ];
    let rows: Vec<Vec<String>> =
        rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    table(&["what", "value"], &rows)
}
