//! `run embed`: a vector for each sequence of a FASTA file, in constant memory.

use super::args::{EmbedArgs, EmbeddingName};
use super::error::CommandError;
use super::whole_file::cannot_write;
use neuron_command_line::{CommandLineError, output, table};
use neuron_sequence_features::FeaturesError;
use neuron_sequence_features::embeddings::{
    KmerProfile, LshEmbedding, LshOptions, RandomProjection, Scale, SequenceEmbedding,
    StreamReport, VectorSink, embed_stream,
};
use neuron_sequence_features::output::{NpyWriter, ParquetWriter};
use neuron_sequence_files::fasta::{Reader, Record};
use neuron_sequence_files::{Limits, SequenceFileError};
use std::io::BufWriter;
use std::path::Path;

pub(super) fn run(args: &EmbedArgs) -> Result<(), CommandError> {
    let format = args.output.as_deref().map(format_of).transpose()?;
    let mut embedding = embedding(args)?;
    if args.method == EmbeddingName::Lsh {
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

fn embedding(args: &EmbedArgs) -> Result<Box<dyn SequenceEmbedding>, CommandError> {
    Ok(match args.method {
        EmbeddingName::Kmer => Box::new(KmerProfile::plain(args.k.unwrap_or(6), Scale::Share)?),
        EmbeddingName::Tnf => Box::new(KmerProfile::canonical(args.k.unwrap_or(4), Scale::Share)?),
        EmbeddingName::Projection => {
            let (k, dimension) = (args.k.unwrap_or(15), args.dimension.unwrap_or(256));
            Box::new(RandomProjection::new(k, dimension, args.seed)?)
        }
        EmbeddingName::Lsh => {
            let by_default = LshOptions::default();
            Box::new(LshEmbedding::new(LshOptions {
                k: args.k.unwrap_or(by_default.k),
                dimension: args.dimension.unwrap_or(by_default.dimension),
                seed: args.seed,
                ..by_default
            })?)
        }
    })
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

#[derive(Clone, Copy)]
enum Format {
    Npy,
    Parquet,
}

fn format_of(path: &Path) -> Result<Format, CommandError> {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("npy") => Ok(Format::Npy),
        Some("parquet") => Ok(Format::Parquet),
        _ => Err(CommandLineError::Flag {
            flag: "--output",
            found: format!("`{}`", path.display()),
            expected: "a name that ends by .npy or .parquet".to_owned(),
        }
        .into()),
    }
}

/// Writes beside the place and moves there at the end.
fn write(
    args: &EmbedArgs,
    embedding: &dyn SequenceEmbedding,
    sequences: impl Iterator<Item = Result<(String, Vec<u8>), CommandError>>,
    path: &Path,
    format: Format,
) -> Result<StreamReport, CommandError> {
    let wrong = |cause| cannot_write(path, cause);
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(wrong)?;
    let report = match format {
        Format::Npy => {
            let mut sink =
                NpyWriter::new(BufWriter::new(file.as_file_mut()), embedding.dimension())?;
            let report = embed_stream(embedding, sequences, args.batch, &mut sink)?;
            sink.finish()?;
            report
        }
        Format::Parquet => {
            let mut sink =
                ParquetWriter::new(BufWriter::new(file.as_file_mut()), embedding.dimension())?;
            let report = embed_stream(embedding, sequences, args.batch, &mut sink)?;
            sink.finish()?;
            report
        }
    };
    if report.sequences > 0 {
        file.persist(path).map_err(|error| wrong(error.error))?;
    }
    Ok(report)
}

struct Nowhere;

impl VectorSink for Nowhere {
    fn write(&mut self, _: &[String], _: &[f32]) -> Result<(), FeaturesError> {
        Ok(())
    }
}
