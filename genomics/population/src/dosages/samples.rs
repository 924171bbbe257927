use super::Dosages;
use rayon::prelude::*;

/// The planes of [`Dosages`] turned: `[samples, words of sites]`, for statistics of pairs of samples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleDosages {
    pub(crate) samples: usize,
    pub(crate) words: usize,
    pub(crate) called: Vec<u64>,
    pub(crate) homozygous: Vec<u64>,
    pub(crate) alternate: Vec<u64>,
}

impl SampleDosages {
    /// Turns the planes.
    #[must_use]
    pub fn new(dosages: &Dosages) -> Self {
        let planes = [&dosages.called, &dosages.homozygous, &dosages.alternate];
        let [called, homozygous, alternate] = planes.map(|plane| turn(dosages, plane));
        let words = dosages.sites.div_ceil(64).max(1);
        Self { samples: dosages.samples, words, called, homozygous, alternate }
    }

    pub(crate) fn row<'a>(&self, plane: &'a [u64], sample: usize) -> &'a [u64] {
        &plane[sample * self.words..(sample + 1) * self.words]
    }
}

fn turn(dosages: &Dosages, plane: &[u64]) -> Vec<u64> {
    let words = dosages.sites.div_ceil(64).max(1);
    let mut turned = vec![0_u64; dosages.samples * words];
    turned.par_chunks_mut(words * 64).enumerate().for_each(|(group, rows)| {
        let mut block = [0_u64; 64];
        for word in 0..words {
            for (offset, bits) in block.iter_mut().enumerate() {
                let site = word * 64 + offset;
                *bits = if site < dosages.sites { plane[site * dosages.words + group] } else { 0 };
            }
            transpose(&mut block);
            for (row, bits) in rows.chunks_exact_mut(words).zip(block) {
                row[word] = bits;
            }
        }
    });
    turned
}

/// Transposes 64 × 64 bits by exchanging ever smaller quarters.
fn transpose(block: &mut [u64; 64]) {
    let mut width = 32;
    let mut mask = 0x0000_0000_FFFF_FFFF_u64;
    while width > 0 {
        let mut row = 0;
        while row < 64 {
            let exchanged = (block[row] >> width ^ block[row + width]) & mask;
            block[row] ^= exchanged << width;
            block[row + width] ^= exchanged;
            row = (row + width + 1) & !width;
        }
        width >>= 1;
        mask ^= mask << width;
    }
}

#[cfg(test)]
mod tests {
    use super::transpose;

    #[test]
    fn bits_change_places() {
        let word = |row: u64| row.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (row << 7);
        let before: [u64; 64] = std::array::from_fn(|row| word(row as u64 + 1));
        let mut after = before;
        transpose(&mut after);
        for (row, bits) in before.iter().enumerate() {
            for (column, turned) in after.iter().enumerate() {
                assert_eq!(bits >> column & 1, turned >> row & 1, "{row} {column}");
            }
        }
    }
}
