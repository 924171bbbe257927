//! Two bits a genotype, four genotypes a byte, the first in the lowest bits.

use crate::{ABSENT, MISSING};

/// First bytes of a SNP-major `.bed`.
pub(super) const MAGIC: [u8; 3] = [0x6c, 0x1b, 0x01];

/// The codes, by the first allele of `.bim`: two copies, not called, one copy, none.
const COPIES: [[i8; 2]; 4] = [[1, 1], [MISSING, MISSING], [0, 1], [0, 0]];

/// The genotypes of every byte.
const TABLE: [[[i8; 2]; 4]; 256] = {
    let mut table = [[[0; 2]; 4]; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut place = 0;
        while place < 4 {
            table[byte][place] = COPIES[(byte >> (2 * place)) & 3];
            place += 1;
        }
        byte += 1;
    }
    table
};

/// Bytes of a site.
pub(super) fn stride(samples: usize) -> usize {
    samples.div_ceil(4)
}

/// Decodes a site; `alleles` has two numbers a sample.
pub(super) fn decode(bytes: &[u8], alleles: &mut [i8]) {
    let mut fours = alleles.chunks_exact_mut(8);
    let mut rest = bytes.iter();
    for (four, byte) in fours.by_ref().zip(rest.by_ref()) {
        four.copy_from_slice(TABLE[usize::from(*byte)].as_flattened());
    }
    if let Some(byte) = bytes.last() {
        let last = fours.into_remainder();
        last.copy_from_slice(&TABLE[usize::from(*byte)].as_flattened()[..last.len()]);
    }
}

/// What a genotype loses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Loss {
    Nothing,
    /// One copy is written as two.
    Haploid,
    /// Some copies are called and others not: it is written as not called.
    HalfCalled,
}

/// The code of a genotype, and what it loses; none where it has more than two copies.
pub(super) fn code(genotype: &[i8]) -> Option<(u8, Loss)> {
    let there = genotype.iter().position(|allele| *allele == ABSENT).unwrap_or(genotype.len());
    let alternate = |allele: i8| u8::from(allele > 0);
    Some(match genotype[..there] {
        [] => (1, Loss::Nothing),
        [MISSING] | [MISSING, MISSING] => (1, Loss::Nothing),
        [one] => (if one > 0 { 0 } else { 3 }, Loss::Haploid),
        [MISSING, _] | [_, MISSING] => (1, Loss::HalfCalled),
        [one, two] => ([3, 2, 0][usize::from(alternate(one) + alternate(two))], Loss::Nothing),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the format's description: 0xdc is hom. first, hom. second, missing... read from the right:
    /// `11 01 11 00`.
    #[test]
    fn the_specifications_example() {
        let mut alleles = [9; 12];
        decode(&[0xdc, 0x0f], &mut alleles);
        assert_eq!(alleles, [1, 1, 0, 0, -1, -1, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn codes_are_the_inverse() {
        for (number, copies) in COPIES.iter().enumerate() {
            assert_eq!(code(copies).map(|code| code.0), Some(number as u8));
        }
        assert!(code(&[1, 0]) == Some((2, Loss::Nothing)));
        assert!(code(&[1, ABSENT]) == Some((0, Loss::Haploid)));
        assert!(code(&[0, MISSING]) == Some((1, Loss::HalfCalled)));
        assert!(code(&[ABSENT, ABSENT]) == Some((1, Loss::Nothing)));
        assert!(code(&[0, 0, 1]).is_none());
    }
}
