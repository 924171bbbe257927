//! Philox 4×32-10 (J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, *Parallel random numbers:
//! as easy as 1, 2, 3*, SC 2011): random words that depend on a key and a place alone.

pub(crate) const ROUNDS: usize = 10;
pub(crate) const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
/// What is added to the key from round to round: the golden ratio and √3 - 1.
pub(crate) const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];

/// The four words of one counter under a key.
pub(crate) fn block(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let ([mut c0, mut c1, mut c2, mut c3], [mut k0, mut k1]) = (counter, key);
    for _ in 0..ROUNDS {
        let a = u64::from(MULTIPLIERS[0]) * u64::from(c0);
        let b = u64::from(MULTIPLIERS[1]) * u64::from(c2);
        let high = |product: u64| (product >> 32) as u32;
        (c0, c1, c2, c3) = (high(b) ^ c1 ^ k0, b as u32, high(a) ^ c3 ^ k1, a as u32);
        (k0, k1) = (k0.wrapping_add(WEYL[0]), k1.wrapping_add(WEYL[1]));
    }
    [c0, c1, c2, c3]
}

/// The first words of a key's sequence: word `i` is word `i % 4` of the block whose counter is
/// `i / 4` (low half, high half, 0, 0).
pub(crate) fn fill(key: [u32; 2], words: &mut [u32]) {
    for (i, chunk) in (0u64..).zip(words.chunks_mut(4)) {
        let made = block([i as u32, (i >> 32) as u32, 0, 0], key);
        chunk.copy_from_slice(&made[..chunk.len()]);
    }
}

#[cfg(test)]
mod tests {
    use super::{block, fill};

    /// The known answers that Random123 1.14 publishes (`tests/kat_vectors`, `philox4x32 10`).
    #[test]
    fn known_answers() {
        assert_eq!(block([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(
            block([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        // The digits of pi.
        let counter = [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344];
        assert_eq!(
            block(counter, [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn words_are_those_of_consecutive_blocks() {
        let mut words = [0; 10];
        fill([7, 9], &mut words);
        assert_eq!(words[..4], block([0; 4], [7, 9]));
        assert_eq!(words[4..8], block([1, 0, 0, 0], [7, 9]));
        assert_eq!(words[8..], block([2, 0, 0, 0], [7, 9])[..2]);
    }
}
