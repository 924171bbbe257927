use super::SequenceEmbedding;
use crate::FeaturesError;
use crate::kmers::{LONGEST, hash_word, words};

/// Words of both strands, of any length, thrown into few dimensions by random signs (Achlioptas, *Database-friendly
/// random projections*, 2003): dot products of word counts survive within `1 / sqrt(dimension)`. Nothing is learnt.
///
/// ```
/// use neuron_sequence_features::embeddings::{RandomProjection, SequenceEmbedding};
/// let projection = RandomProjection::new(15, 64, 1)?;
/// let vectors = projection.embed(&[b"ACGTTGCATTAGCCATTGA".as_slice()])?;
/// let length: f32 = vectors.iter().map(|value| value * value).sum();
/// assert!((length - 1.0).abs() < 1e-5);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RandomProjection {
    k: usize,
    dimension: usize,
    seed: u64,
}

impl RandomProjection {
    /// Words of `k` bases in `dimension` numbers; vectors are of length 1.
    ///
    /// # Errors
    /// [`FeaturesError::Parameter`] where `k` is not 1 to 31 or `dimension` not 1 to 65,536.
    pub fn new(k: usize, dimension: usize, seed: u64) -> Result<Self, FeaturesError> {
        if !(1..=LONGEST).contains(&k) {
            return Err(FeaturesError::parameter("k", k, format!("1 to {LONGEST} bases")));
        }
        if !(1..=65_536).contains(&dimension) {
            return Err(FeaturesError::parameter("dimension", dimension, "1 to 65,536"));
        }
        Ok(Self { k, dimension, seed })
    }
}

impl SequenceEmbedding for RandomProjection {
    fn name(&self) -> String {
        format!("random projection of {}-mers, seed {}", self.k, self.seed)
    }

    fn dimension(&self) -> usize {
        self.dimension
    }

    fn embed_into(&self, sequence: &[u8], vector: &mut [f32]) -> Result<(), FeaturesError> {
        FeaturesError::same_size("the vector", self.dimension, vector.len())?;
        let mut sums = vec![0i64; self.dimension];
        for word in words(sequence, self.k)? {
            // 64 signs from each hash of the word.
            for (block, sums) in sums.chunks_mut(64).enumerate() {
                let seed = self.seed.wrapping_add((block as u64) << 32);
                let mut signs = hash_word(hash_word(word.canonical(), seed), seed ^ 0x5eed);
                for sum in sums {
                    *sum += if signs & 1 == 1 { 1 } else { -1 };
                    signs >>= 1;
                }
            }
        }
        let length = sums.iter().map(|&sum| (sum * sum) as f64).sum::<f64>().sqrt().max(1.0);
        for (value, sum) in vector.iter_mut().zip(sums) {
            *value = (sum as f64 / length) as f32;
        }
        Ok(())
    }
}
