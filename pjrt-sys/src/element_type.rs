//! Types of elements.

use std::fmt;

use crate::PjrtError;

/// The type of an array's elements, by XLA's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ElementType {
    /// A truth value, 0 or 1, in a byte.
    Pred,
    /// Signed, 8 bits.
    S8,
    /// Signed, 16 bits.
    S16,
    /// Signed, 32 bits.
    S32,
    /// Signed, 64 bits.
    S64,
    /// Unsigned, 8 bits.
    U8,
    /// Unsigned, 16 bits.
    U16,
    /// Unsigned, 32 bits.
    U32,
    /// Unsigned, 64 bits.
    U64,
    /// IEEE 754, 16 bits.
    F16,
    /// IEEE 754, 32 bits.
    F32,
    /// IEEE 754, 64 bits.
    F64,
    /// The upper half of an [`ElementType::F32`].
    Bf16,
}

impl ElementType {
    /// Every type, in the order of their numbers in C, of which the first is 1.
    pub const ALL: [ElementType; 13] = [
        ElementType::Pred,
        ElementType::S8,
        ElementType::S16,
        ElementType::S32,
        ElementType::S64,
        ElementType::U8,
        ElementType::U16,
        ElementType::U32,
        ElementType::U64,
        ElementType::F16,
        ElementType::F32,
        ElementType::F64,
        ElementType::Bf16,
    ];

    /// Bytes of one element.
    #[must_use]
    pub fn bytes(self) -> usize {
        match self {
            ElementType::Pred | ElementType::S8 | ElementType::U8 => 1,
            ElementType::S16 | ElementType::U16 | ElementType::F16 | ElementType::Bf16 => 2,
            ElementType::S32 | ElementType::U32 | ElementType::F32 => 4,
            ElementType::S64 | ElementType::U64 | ElementType::F64 => 8,
        }
    }

    /// Its `PJRT_Buffer_Type`.
    pub(crate) fn raw(self) -> u32 {
        self as u32 + 1
    }

    pub(crate) fn from_raw(raw: u32) -> Result<ElementType, PjrtError> {
        let known = ElementType::ALL.into_iter().find(|known| known.raw() == raw);
        known.ok_or(PjrtError::ElementType { raw })
    }

    /// Bytes of a dense array.
    pub(crate) fn bytes_of(self, dims: &[usize]) -> Result<usize, PjrtError> {
        let count = dims.iter().try_fold(1usize, |count, &dim| count.checked_mul(dim));
        let bytes = count.and_then(|count| count.checked_mul(self.bytes()));
        // The interface counts in signed numbers.
        let bytes = bytes.filter(|&bytes| i64::try_from(bytes).is_ok());
        let signed = dims.iter().all(|&dim| i64::try_from(dim).is_ok());
        let too_large = || PjrtError::TooLarge { element_type: self, dims: dims.to_vec() };
        bytes.filter(|_| signed).ok_or_else(too_large)
    }
}

impl fmt::Display for ElementType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            ElementType::Pred => "pred",
            ElementType::S8 => "s8",
            ElementType::S16 => "s16",
            ElementType::S32 => "s32",
            ElementType::S64 => "s64",
            ElementType::U8 => "u8",
            ElementType::U16 => "u16",
            ElementType::U32 => "u32",
            ElementType::U64 => "u64",
            ElementType::F16 => "f16",
            ElementType::F32 => "f32",
            ElementType::F64 => "f64",
            ElementType::Bf16 => "bf16",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_interface() {
        // Positions in the enumeration `PJRT_Buffer_Type` of version 0.81.
        for (element_type, raw) in [
            (ElementType::Pred, 1),
            (ElementType::S64, 5),
            (ElementType::U64, 9),
            (ElementType::F32, 11),
            (ElementType::Bf16, 13),
        ] {
            assert_eq!(element_type.raw(), raw);
            assert_eq!(ElementType::from_raw(raw).expect("known"), element_type);
        }
        assert_eq!(
            ElementType::from_raw(14).expect_err("complex").to_string(),
            "the buffer's elements are of `PJRT_Buffer_Type` 14, which is not supported"
        );
    }

    #[test]
    fn bytes_that_cannot_be_counted_are_refused() {
        assert_eq!(ElementType::F32.bytes_of(&[2, 3]).expect("small"), 24);
        assert_eq!(ElementType::F32.bytes_of(&[]).expect("one"), 4);
        assert_eq!(ElementType::S8.bytes_of(&[0, 5]).expect("none"), 0);
        for dims in [vec![1 << 40, 1 << 40], vec![1 << 62, 2], vec![0, usize::MAX]] {
            let refused = ElementType::F64.bytes_of(&dims);
            assert!(matches!(refused, Err(PjrtError::TooLarge { .. })), "{dims:?}");
        }
    }
}
