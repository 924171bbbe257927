//! `run embed`: a vector for each sequence of a FASTA file, in constant memory.

mod method;
mod target;

use super::args::{EmbedArgs, EmbeddingName};
use super::error::CommandError;
use method::embedding;
use neuron_command_line::{output, table};
use neuron_sequence_features::embeddings::{SequenceEmbedding, StreamReport, embed_stream};
use neuron_sequence_files::fasta::{Reader, Record};
use neuron_sequence_files::{Limits, SequenceFileError};
use std::path::Path;
use target::{Nowhere, format_of, write};

pub(super) fn run(args: &EmbedArgs) -> Result<(), CommandError> {
    let format = args.output.as_deref().map(format_of).transpose()?;
    let mut embedding = embedding(args)?;
    if args.method == EmbeddingName::Lsh && args.network.is_none() {
        let mut first = Vec::new();
        for record in records(&args.fasta)?.take(args.learn_from.max(1)) {
            first.push(record?.1);
        }
        let slices: Vec<&[u8]> = first.iter().map(Vec::as_slice).collect();
        embedding.fit(&slices)?;
    }
    let sequences = records(&args.fasta)?;
    let report = match (args.output.as_deref(), format) {
        (Some(path), Some(format)) => write(args, embedding.as_ref(), sequences, path, format)?,
        _ => embed_stream(embedding.as_ref(), sequences, args.batch, &mut Nowhere)?,
    };
    if report.sequences == 0 {
        let what = "holds no record, expected FASTA".to_owned();
        let file = args.fasta.display().to_string();
        return Err(SequenceFileError::File { file, what }.into());
    }
    say(args, embedding.as_ref(), report)
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
    let file = args.output.as_ref().map(|path| path.display().to_string());
    if args.json {
        let object = serde_json::json!({
            "embedding": embedding.name(), "dimension": embedding.dimension(),
            "sequences": report.sequences, "bases": report.bases,
            "without_words": report.without_words, "output": file,
        });
        output::line(&object.to_string())?;
        return Ok(());
    }
    let rows = [
        ("embedding", embedding.name()),
        ("dimension", embedding.dimension().to_string()),
        ("sequences", report.sequences.to_string()),
        ("bases", report.bases.to_string()),
        ("output", file.unwrap_or_else(|| "none; name one with --output".to_owned())),
    ];
    let rows: Vec<Vec<String>> =
        rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    output::line(&table(&["what", "value"], &rows))?;
    Ok(())
}

/// Names and sequences of a file, one after the other; after an error there are no more.
fn records(
    path: &Path,
) -> Result<impl Iterator<Item = Result<(String, Vec<u8>), CommandError>>, CommandError> {
    let mut reader = Reader::open(path, Limits::default())?;
    for warning in reader.warnings() {
        output::notice(&format!("`{}`: {warning}", path.display()));
    }
    Ok(std::iter::from_fn(move || {
        let mut record = Record::default();
        match reader.read_record(&mut record) {
            Ok(true) => Some(Ok((record.name, record.sequence))),
            Ok(false) => None,
            Err(error) => Some(Err(error.into())),
        }
    }))
}
