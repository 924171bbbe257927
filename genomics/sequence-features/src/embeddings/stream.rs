use super::SequenceEmbedding;
use crate::FeaturesError;
use serde::Serialize;

/// Bases held at a time, so that long sequences make small batches.
const BASES_A_BATCH: usize = 16 << 20;

/// Where vectors go.
pub trait VectorSink {
    /// Takes the names and vectors, `[names, dimension]`, of a batch, in the order of the sequences.
    ///
    /// # Errors
    /// [`FeaturesError::Output`] where they cannot be written.
    fn write(&mut self, names: &[String], vectors: &[f32]) -> Result<(), FeaturesError>;
}

/// What went through a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StreamReport {
    /// Sequences.
    pub sequences: u64,
    /// Bases of all sequences.
    pub bases: u64,
    /// Sequences with a vector of zeros: too short, or without a word of bases.
    pub without_words: u64,
}

/// Embeds any number of named sequences in batches, in order, and in memory that does not grow with their number.
/// Anything that can be read without end stops at its first error, which is given back.
///
/// # Errors
/// The first error of the sequences, the embedding or the sink.
pub fn embed_stream<E: From<FeaturesError>>(
    embedding: &dyn SequenceEmbedding,
    sequences: impl IntoIterator<Item = Result<(String, Vec<u8>), E>>,
    batch: usize,
    sink: &mut dyn VectorSink,
) -> Result<StreamReport, E> {
    if batch == 0 {
        return Err(FeaturesError::parameter("batch", 0, "1 or more sequences").into());
    }
    let mut report = StreamReport::default();
    let (mut names, mut held, mut bases) = (Vec::new(), Vec::new(), 0);
    let mut flush = |names: &mut Vec<String>,
                     held: &mut Vec<Vec<u8>>|
     -> Result<(), FeaturesError> {
        let slices: Vec<&[u8]> = held.iter().map(Vec::as_slice).collect();
        let vectors = embedding.embed(&slices)?;
        let zero = |vector: &&[f32]| vector.iter().all(|&value| value == 0.0);
        report.sequences += names.len() as u64;
        report.bases += slices.iter().map(|sequence| sequence.len() as u64).sum::<u64>();
        report.without_words += vectors.chunks(embedding.dimension()).filter(zero).count() as u64;
        sink.write(names, &vectors)?;
        names.clear();
        held.clear();
        Ok(())
    };
    for sequence in sequences {
        let (name, sequence) = sequence?;
        bases += sequence.len();
        names.push(name);
        held.push(sequence);
        if names.len() == batch || bases >= BASES_A_BATCH {
            flush(&mut names, &mut held)?;
            bases = 0;
        }
    }
    if !names.is_empty() {
        flush(&mut names, &mut held)?;
    }
    Ok(report)
}
