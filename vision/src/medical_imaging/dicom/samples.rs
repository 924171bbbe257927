use super::attributes::Values;
use super::tag::{
    BITS_ALLOCATED, BITS_STORED, HIGH_BIT, PIXEL_REPRESENTATION, PLANAR_CONFIGURATION,
};
use crate::medical_imaging::ImagingError;

/// How a sample is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Samples {
    /// Bits that it takes: 8, 16 or 32.
    pub allocated: u32,
    /// Bits that count.
    pub stored: u32,
    /// The highest of them.
    pub high_bit: u32,
    /// Whether it has a sign.
    pub signed: bool,
    /// Whether colours come as planes, all of red before all of green.
    pub planar: bool,
}

impl Samples {
    pub(super) fn of(values: &Values<'_>) -> Result<Self, ImagingError> {
        let number = |tag| Ok::<_, ImagingError>(values.unsigned(tag)?.map(u32::from));
        let allocated = number(BITS_ALLOCATED)?.unwrap_or(0);
        if ![8, 16, 32].contains(&allocated) {
            return Err(values.wrong(BITS_ALLOCATED, &allocated.to_string(), "8, 16 or 32"));
        }
        let stored = number(BITS_STORED)?.unwrap_or(allocated);
        if !(1..=allocated).contains(&stored) {
            let expected = format!("1 to the {allocated} that are allocated");
            return Err(values.wrong(BITS_STORED, &stored.to_string(), &expected));
        }
        let high_bit = number(HIGH_BIT)?.unwrap_or(stored - 1);
        if !(stored - 1..allocated).contains(&high_bit) {
            let expected = format!("{} to {}", stored - 1, allocated - 1);
            return Err(values.wrong(HIGH_BIT, &high_bit.to_string(), &expected));
        }
        let flag = |tag| match number(tag)? {
            None | Some(0) => Ok(false),
            Some(1) => Ok(true),
            Some(other) => Err(values.wrong(tag, &other.to_string(), "0 or 1")),
        };
        let (signed, planar) = (flag(PIXEL_REPRESENTATION)?, flag(PLANAR_CONFIGURATION)?);
        Ok(Self { allocated, stored, high_bit, signed, planar })
    }

    /// Bytes that a sample takes.
    #[must_use]
    pub const fn bytes(self) -> usize {
        self.allocated as usize / 8
    }

    /// The number that a word holds, other bits of it left out.
    pub(super) fn number(self, word: u32) -> f64 {
        let shifted = u64::from(word) >> (self.high_bit + 1 - self.stored);
        self.right_aligned(shifted as u32)
    }

    /// The same of a word whose lowest bits are those that count, as decoders give them.
    pub(super) fn right_aligned(self, word: u32) -> f64 {
        let range = 1_i64 << self.stored;
        let number = i64::from(word) & (range - 1);
        let negative = self.signed && number >= range / 2;
        (if negative { number - range } else { number }) as f64
    }
}
