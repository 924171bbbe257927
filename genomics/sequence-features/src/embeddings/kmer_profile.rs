use super::SequenceEmbedding;
use crate::FeaturesError;
use crate::kmers::KmerIndex;

/// What counts are turned into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// How often a word occurs.
    Count,
    /// The share of all words: rows sum to 1.
    Share,
    /// The square root of the share, so that vectors are of length 1 and their distance is Hellinger's.
    RootShare,
}

/// How often each word occurs.
#[derive(Clone, Debug)]
pub struct KmerProfile {
    index: KmerIndex,
    canonical: bool,
    scale: Scale,
}

impl KmerProfile {
    /// A number for each word: `4^k`.
    ///
    /// # Errors
    /// [`FeaturesError::Parameter`] where `k` is not 1 to 10.
    pub fn plain(k: usize, scale: Scale) -> Result<Self, FeaturesError> {
        Ok(Self { index: KmerIndex::plain(k)?, canonical: false, scale })
    }

    /// A number for each word together with its reverse complement; 136 for words of 4, the tetranucleotide
    /// frequencies.
    ///
    /// # Errors
    /// [`FeaturesError::Parameter`] where `k` is not 1 to 10.
    pub fn canonical(k: usize, scale: Scale) -> Result<Self, FeaturesError> {
        Ok(Self { index: KmerIndex::canonical(k)?, canonical: true, scale })
    }
}

impl SequenceEmbedding for KmerProfile {
    fn name(&self) -> String {
        let strands = if self.canonical { "both strands" } else { "one strand" };
        format!("{}-mer profile of {strands}", self.index.k())
    }

    fn dimension(&self) -> usize {
        self.index.columns()
    }

    fn embed_into(&self, sequence: &[u8], vector: &mut [f32]) -> Result<(), FeaturesError> {
        FeaturesError::same_size("the vector", self.dimension(), vector.len())?;
        let mut counts = vec![0.0; self.dimension()];
        let total = self.index.count(sequence, &mut counts)?.max(1) as f64;
        for (value, count) in vector.iter_mut().zip(counts) {
            *value = match self.scale {
                Scale::Count => count,
                Scale::Share => count / total,
                Scale::RootShare => (count / total).sqrt(),
            } as f32;
        }
        Ok(())
    }
}
