use crate::{Features, FeaturesError};
use rayon::prelude::*;

/// What makes a vector of a sequence.
///
/// ```
/// use neuron_sequence_features::embeddings::{KmerProfile, Scale, SequenceEmbedding};
/// let tnf = KmerProfile::canonical(4, Scale::Share)?;
/// let vectors = tnf.embed(&[b"ACGTTGCA".as_slice(), b"TGCAACGT"])?;
/// assert_eq!(vectors.len(), 2 * 136);
/// // One is the reverse complement of the other.
/// assert_eq!(vectors[..136], vectors[136..]);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
pub trait SequenceEmbedding: Send + Sync {
    /// What it is called, with what it was made with.
    fn name(&self) -> String;

    /// Numbers of a vector.
    fn dimension(&self) -> usize;

    /// Learns from sequences. What learns nothing leaves this as it is.
    ///
    /// # Errors
    /// [`FeaturesError`] where nothing can be learnt from them.
    fn fit(&mut self, sequences: &[&[u8]]) -> Result<(), FeaturesError> {
        let _ = sequences;
        Ok(())
    }

    /// Writes the vector of a sequence, `[dimension]`. A sequence in which nothing is found has a vector of zeros.
    ///
    /// # Errors
    /// [`FeaturesError::Size`] where there is no room for the vector.
    fn embed_into(&self, sequence: &[u8], vector: &mut [f32]) -> Result<(), FeaturesError>;

    /// The vectors of sequences, `[sequences, dimension]`, on all cores; the result does not depend on how many.
    ///
    /// # Errors
    /// [`FeaturesError`] of the first sequence that has no vector.
    fn embed(&self, sequences: &[&[u8]]) -> Result<Vec<f32>, FeaturesError> {
        let mut vectors = vec![0.0; sequences.len() * self.dimension()];
        let outcomes: Vec<Result<(), FeaturesError>> = vectors
            .par_chunks_mut(self.dimension().max(1))
            .zip(sequences)
            .map(|(vector, sequence)| self.embed_into(sequence, vector))
            .collect();
        outcomes.into_iter().collect::<Result<(), _>>()?;
        Ok(vectors)
    }

    /// The vectors of sequences as a table for classifiers.
    ///
    /// # Errors
    /// [`FeaturesError`] of the first sequence that has no vector.
    fn features(&self, sequences: &[&[u8]]) -> Result<Features, FeaturesError> {
        let vectors = self.embed(sequences)?;
        Features::new(self.dimension(), vectors.into_iter().map(f64::from).collect())
    }
}
