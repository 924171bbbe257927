use super::SequenceEmbedding;
use crate::FeaturesError;
use crate::alphabet::base_code;

/// Four indicators for each base of a window, A, C, G, T: for sequences that are aligned to each other by what is
/// known of them. A letter that is no base has four zeros, and so has what a shorter sequence lacks.
///
/// ```
/// use neuron_sequence_features::embeddings::{OneHot, SequenceEmbedding};
/// let vectors = OneHot::new(3)?.embed(&[b"GN".as_slice()])?;
/// assert_eq!(vectors, [0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneHot {
    bases: usize,
}

impl OneHot {
    /// Windows of so many bases.
    ///
    /// # Errors
    /// [`FeaturesError::Parameter`] where there are none, or more than a million.
    pub fn new(bases: usize) -> Result<Self, FeaturesError> {
        if (1..=1_000_000).contains(&bases) {
            return Ok(Self { bases });
        }
        Err(FeaturesError::parameter("bases", bases, "1 to 1,000,000"))
    }
}

impl SequenceEmbedding for OneHot {
    fn name(&self) -> String {
        format!("indicators of {} bases", self.bases)
    }

    fn dimension(&self) -> usize {
        4 * self.bases
    }

    fn embed_into(&self, sequence: &[u8], vector: &mut [f32]) -> Result<(), FeaturesError> {
        FeaturesError::same_size("the vector", self.dimension(), vector.len())?;
        vector.fill(0.0);
        for (place, &letter) in sequence.iter().take(self.bases).enumerate() {
            if let Some(code) = base_code(letter) {
                vector[4 * place + usize::from(code)] = 1.0;
            }
        }
        Ok(())
    }
}
