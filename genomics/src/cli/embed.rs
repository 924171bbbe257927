//! `run embed`: a vector for each sequence of a FASTA file, in constant memory.

mod method;
mod plane;
mod report;
mod target;
mod watch;

use super::args::{EmbedArgs, EmbeddingName};
use super::error::CommandError;
use super::report::reports_asked;
use method::embedding;
use neuron_command_line::{CommandLineError, output, table};
use neuron_sequence_features::embeddings::{SequenceEmbedding, StreamReport, embed_stream};
use neuron_sequence_files::fasta::{Reader, Record};
use neuron_sequence_files::labels::{Labels, Table};
use neuron_sequence_files::{Limits, SequenceFileError};
use std::cell::RefCell;
use std::path::Path;
use target::{Nowhere, format_of, write};
use watch::{Watch, Watched};

pub(super) fn run(args: &EmbedArgs) -> Result<(), CommandError> {
    let reports = reports_asked(args.report.as_deref(), args.output.as_deref())?;
    let format = args.vectors().map(format_of).transpose()?;
    let labels = labels(args, !reports.is_empty())?;
    let mut embedding = embedding(args)?;
    if args.method == EmbeddingName::Lsh && args.network.is_none() {
        let mut first = Vec::new();
        for record in records(&args.fasta)?.take(args.learn_from.max(1)) {
            first.push(record?.sequence);
        }
        let slices: Vec<&[u8]> = first.iter().map(Vec::as_slice).collect();
        embedding.fit(&slices)?;
    }
    let watch = Watch::new(labels, embedding.dimension(), !reports.is_empty(), args.seed);
    let watch = RefCell::new(watch);
    let sequences = records(&args.fasta)?.map(|record| {
        let record = record?;
        watch.borrow_mut().see(&record);
        Ok((record.name, record.sequence))
    });
    let report = match (args.vectors(), format) {
        (Some(path), Some(format)) => {
            write(args, embedding.as_ref(), sequences, (path, format), &watch)?
        }
        _ => {
            let mut sink = Watched { sink: &mut Nowhere, watch: &watch };
            embed_stream(embedding.as_ref(), sequences, args.batch, &mut sink)?
        }
    };
    if report.sequences == 0 {
        let what = "holds no record, expected FASTA".to_owned();
        let file = args.fasta.display().to_string();
        return Err(SequenceFileError::File { file, what }.into());
    }
    let watch = watch.into_inner();
    if let Some(path) = args.labels.as_deref().filter(|_| watch.labelled == 0) {
        output::notice(&format!("no sequence has a line in `{}`", path.display()));
    }
    for (path, format) in reports {
        report::document(args, embedding.as_ref(), report, &watch).write(path, format)?;
    }
    say(args, embedding.as_ref(), report)
}

/// What colours the picture of a report.
fn labels(args: &EmbedArgs, reported: bool) -> Result<Labels, CommandError> {
    match &args.labels {
        Some(path) if reported => Ok(Labels::Table(Table::read(path, Limits::default())?)),
        Some(path) => Err(CommandError::from(CommandLineError::Flag {
            flag: "--labels",
            found: format!("`{}` without a report", path.display()),
            expected: "`--report FILE` beside it, whose picture they colour".to_owned(),
        })),
        None => Ok(Labels::Key("class".to_owned())),
    }
}

/// What was done; vectors themselves go into a file alone.
fn say(
    args: &EmbedArgs,
    embedding: &dyn SequenceEmbedding,
    report: StreamReport,
) -> Result<(), CommandError> {
    if report.without_words > 0 {
        let zero = report.without_words;
        output::notice(&format!("{zero} sequences have no word of bases; their vectors are zero"));
    }
    if args.json {
        let file = args.output.as_ref().map(|path| path.display().to_string());
        let object = serde_json::json!({
            "embedding": embedding.name(), "dimension": embedding.dimension(),
            "sequences": report.sequences, "bases": report.bases,
            "without_words": report.without_words, "output": file,
            "report": args.report.as_ref().map(|path| path.display().to_string()),
            "cost": report::costs(embedding, report),
        });
        output::line(&object.to_string())?;
        return Ok(());
    }
    output::line(&table(&["what", "value"], &report::rows(args, embedding, report)))?;
    Ok(())
}

/// The records of a file, one after the other; after an error there are no more.
fn records(
    path: &Path,
) -> Result<impl Iterator<Item = Result<Record, CommandError>>, CommandError> {
    let mut reader = Reader::open(path, Limits::default())?;
    for warning in reader.warnings() {
        output::notice(&format!("`{}`: {warning}", path.display()));
    }
    Ok(std::iter::from_fn(move || {
        let mut record = Record::default();
        match reader.read_record(&mut record) {
            Ok(true) => Some(Ok(record)),
            Ok(false) => None,
            Err(error) => Some(Err(error.into())),
        }
    }))
}
