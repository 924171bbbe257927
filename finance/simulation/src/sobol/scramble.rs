//! Owen's scrambling by hashing.

/// Scrambles the binary digits of `x`: each digit is flipped or not by a hash of the digits above
/// it, which keeps the net a net and makes each point uniform (A. B. Owen, *Randomly permuted
/// (t,m,s)-nets*, 1995). The hash is that of S. Laine and T. Karras (2011) with the constants of
/// B. Burley, *Practical hash-based Owen scrambling*, Journal of Computer Graphics Techniques 9
/// (2020).
#[inline(always)]
pub(super) fn scramble(x: u32, seed: u32) -> u32 {
    let mut x = x.reverse_bits();
    x = x.wrapping_add(seed);
    x ^= x.wrapping_mul(0x6c50_b47c);
    x ^= x.wrapping_mul(0xb82f_1e52);
    x ^= x.wrapping_mul(0xc7af_e638);
    x ^= x.wrapping_mul(0x8d22_f6e6);
    x.reverse_bits()
}

#[cfg(test)]
mod tests {
    use super::scramble;

    #[test]
    fn a_digit_depends_on_those_above_it_only() {
        for seed in [0, 1, 0x1234_5678, u32::MAX] {
            for x in [0_u32, 0x8000_0000, 0xdead_beef, 77] {
                for bit in 0..32 {
                    // Changing a digit keeps all digits above it and flips it itself.
                    let change = scramble(x, seed) ^ scramble(x ^ (1 << bit), seed);
                    assert_eq!(change >> bit, 1, "{seed:x} {x:x} {bit}");
                }
            }
        }
    }
}
