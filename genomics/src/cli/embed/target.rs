//! Where vectors go: a file that is there whole or not at all.

use super::super::args::EmbedArgs;
use super::super::error::CommandError;
use super::super::whole_file::cannot_write;
use super::watch::{Watch, Watched};
use neuron_command_line::CommandLineError;
use neuron_sequence_features::FeaturesError;
use neuron_sequence_features::embeddings::{
    SequenceEmbedding, StreamReport, VectorSink, embed_stream,
};
use neuron_sequence_features::output::{NpyWriter, ParquetWriter};
use std::cell::RefCell;
use std::io::BufWriter;
use std::path::Path;

#[derive(Clone, Copy)]
pub(super) enum Format {
    Npy,
    Parquet,
}

pub(super) fn format_of(path: &Path) -> Result<Format, CommandError> {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("npy") => Ok(Format::Npy),
        Some("parquet") => Ok(Format::Parquet),
        _ => Err(CommandLineError::Flag {
            flag: "--output",
            found: format!("`{}`", path.display()),
            expected: "a name that ends by .npy or .parquet, or by .md or .html of a report"
                .to_owned(),
        }
        .into()),
    }
}

/// Writes beside the place and moves there at the end.
pub(super) fn write(
    args: &EmbedArgs,
    embedding: &dyn SequenceEmbedding,
    sequences: impl Iterator<Item = Result<(String, Vec<u8>), CommandError>>,
    (path, format): (&Path, Format),
    watch: &RefCell<Watch>,
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
            let mut watched = Watched { sink: &mut sink, watch };
            let report = embed_stream(embedding, sequences, args.batch, &mut watched)?;
            sink.finish()?;
            report
        }
        Format::Parquet => {
            let mut sink =
                ParquetWriter::new(BufWriter::new(file.as_file_mut()), embedding.dimension())?;
            let mut watched = Watched { sink: &mut sink, watch };
            let report = embed_stream(embedding, sequences, args.batch, &mut watched)?;
            sink.finish()?;
            report
        }
    };
    if report.sequences > 0 {
        file.persist(path).map_err(|error| wrong(error.error))?;
    }
    Ok(report)
}

/// Where vectors go that nobody asked for.
pub(super) struct Nowhere;

impl VectorSink for Nowhere {
    fn write(&mut self, _: &[String], _: &[f32]) -> Result<(), FeaturesError> {
        Ok(())
    }
}
