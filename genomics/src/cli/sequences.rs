//! `run sequences`: what a FASTA file holds.

use super::args::SequencesArgs;
use super::error::CommandError;
use super::report::{Cost, Document, File, Plot, Section, bars, format_of};
use neuron_command_line::{output, table};
use neuron_sequence_files::Limits;
use neuron_sequence_files::SequenceFileError;
use neuron_sequence_files::fasta::{Reader, Record, Summariser, Summary};

pub(super) fn run(args: &SequencesArgs) -> Result<(), CommandError> {
    let format = args.output.as_deref().map(|path| format_of("--output", path)).transpose()?;
    let mut reader = Reader::open(&args.fasta, Limits::default())?;
    for warning in reader.warnings() {
        output::notice(&format!("`{}`: {warning}", args.fasta.display()));
    }
    let (mut all, mut record) = (Summariser::default(), Record::default());
    let mut by_length = [0_u64; 64];
    while reader.read_record(&mut record)? {
        by_length[record.sequence.len().max(1).ilog2() as usize] += 1;
        all.add(&record);
    }
    let summary = all.finish().ok_or_else(|| SequenceFileError::File {
        file: args.fasta.display().to_string(),
        what: "holds no record, expected FASTA".to_owned(),
    })?;
    let costs = costs(&summary);
    if let (Some(path), Some(format)) = (&args.output, format) {
        let name = args.fasta.display().to_string();
        let mut document = Document::new("Sequences", &format!("`{name}`"), about(&summary));
        document.sections = vec![section(&summary, &by_length)];
        document.files = vec![File::of("sequences", &args.fasta)];
        document.costs = costs.clone();
        document.write(path, format)?;
    }
    if args.json {
        let mut line = serde_json::json!(summary);
        line["cost"] = serde_json::json!(costs);
        output::line(&line.to_string())?;
    } else {
        output::line(&text(&summary))?;
    }
    Ok(())
}

fn costs(summary: &Summary) -> Vec<Cost> {
    vec![
        Cost::counted("records read", summary.records as usize, "record"),
        Cost::counted("letters read", summary.bases as usize, "letter"),
        Cost::counted("longest record held", summary.longest as usize, "byte"),
    ]
}

fn about(summary: &Summary) -> String {
    format!("{} records of {} letters.", summary.records, summary.bases)
}

fn section(summary: &Summary, by_length: &[u64]) -> Section {
    let first = by_length.iter().position(|count| *count > 0).unwrap_or(0);
    let last = by_length.iter().rposition(|count| *count > 0).unwrap_or(first);
    let named: Vec<(String, f64)> = (first..=last)
        .map(|power| (format!("{}+", 1_u64 << power), by_length[power] as f64))
        .collect();
    Section {
        title: "What the file holds",
        method: "N50 is the length of the shortest of the longest records that together hold half of all letters \
                 (Lander and others, Nature 409 (2001) 860); G and C are a share of the letters that are A, C, G, T or \
                 U.",
        lines: Vec::new(),
        tables: vec![(HEADER.to_vec(), rows(summary))],
        plots: vec![Plot {
            name: "lengths",
            caption: "Records by length, each bar up to twice the length that it begins at",
            svg: bars(&named, "letters", "records"),
        }],
    }
}

/// Columns of the table.
const HEADER: [&str; 2] = ["what", "value"];

fn text(summary: &Summary) -> String {
    table(&HEADER, &rows(summary))
}

fn rows(summary: &Summary) -> Vec<Vec<String>> {
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
    rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect()
}
