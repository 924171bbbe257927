//! The counter-based generator Philox4x32-10.

/// Ten rounds of Philox on a counter of four words under a key of two: a bijection of the counters
/// whose output passes for random (J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, *Parallel
/// random numbers: as easy as 1, 2, 3*, SC'11).
///
/// ```
/// use neuron_simulation::philox4x32;
/// // The first known answer of the authors' Random123 library.
/// let zero = philox4x32([0; 4], [0; 2]);
/// assert_eq!(zero, [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
/// ```
#[must_use]
#[inline(always)]
pub fn philox4x32(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let [mut a, mut b, mut c, mut d] = counter;
    let [mut k, mut l] = key;
    for _ in 0..ROUNDS {
        let (left, right) = (u64::from(a) * MULTIPLIERS[0], u64::from(c) * MULTIPLIERS[1]);
        (a, b, c, d) =
            ((right >> 32) as u32 ^ b ^ k, right as u32, (left >> 32) as u32 ^ d ^ l, left as u32);
        k = k.wrapping_add(WEYL[0]);
        l = l.wrapping_add(WEYL[1]);
    }
    [a, b, c, d]
}

const ROUNDS: usize = 10;
const MULTIPLIERS: [u64; 2] = [0xD251_1F53, 0xCD9E_8D57];
/// The golden ratio and √3 − 1, by which the key moves from round to round.
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];

#[cfg(test)]
mod tests {
    use super::philox4x32;

    #[test]
    fn known_answers_of_random123() {
        // `tests/kat_vectors` of Random123 1.14, the lines `philox4x32 10`.
        let ones = philox4x32([u32::MAX; 4], [u32::MAX; 2]);
        assert_eq!(ones, [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        let digits_of_pi = philox4x32(
            [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
            [0xa409_3822, 0x299f_31d0],
        );
        assert_eq!(digits_of_pi, [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]);
    }
}
