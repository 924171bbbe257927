//! Types of a tensor's elements.

use std::fmt;

/// The type of a tensor's elements, with the number that HLO's `PrimitiveType` gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ElementType {
    /// Truth values, one byte each, 0 or 1.
    Pred,
    /// Signed integers of 8 bits.
    S8,
    /// Signed integers of 16 bits.
    S16,
    /// Signed integers of 32 bits.
    S32,
    /// Signed integers of 64 bits.
    S64,
    /// Unsigned integers of 8 bits.
    U8,
    /// Unsigned integers of 16 bits.
    U16,
    /// Unsigned integers of 32 bits.
    U32,
    /// Unsigned integers of 64 bits.
    U64,
    /// IEEE 754 binary16.
    F16,
    /// The upper half of a binary32.
    Bf16,
    /// IEEE 754 binary32.
    F32,
    /// IEEE 754 binary64.
    F64,
}

impl ElementType {
    /// The type that HLO numbers `number`, or nothing for a type that is not evaluated here: complex
    /// numbers, floats of 8 bits, integers of 4 bits, tokens, opaque values.
    #[must_use]
    pub fn from_number(number: i32) -> Option<ElementType> {
        Some(match number {
            1 => ElementType::Pred,
            2 => ElementType::S8,
            3 => ElementType::S16,
            4 => ElementType::S32,
            5 => ElementType::S64,
            6 => ElementType::U8,
            7 => ElementType::U16,
            8 => ElementType::U32,
            9 => ElementType::U64,
            10 => ElementType::F16,
            11 => ElementType::F32,
            12 => ElementType::F64,
            16 => ElementType::Bf16,
            _ => return None,
        })
    }

    /// HLO's number of the type.
    #[must_use]
    pub fn number(self) -> i32 {
        match self {
            ElementType::Pred => 1,
            ElementType::S8 => 2,
            ElementType::S16 => 3,
            ElementType::S32 => 4,
            ElementType::S64 => 5,
            ElementType::U8 => 6,
            ElementType::U16 => 7,
            ElementType::U32 => 8,
            ElementType::U64 => 9,
            ElementType::F16 => 10,
            ElementType::F32 => 11,
            ElementType::F64 => 12,
            ElementType::Bf16 => 16,
        }
    }

    /// The type's name as HLO text spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
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
            ElementType::Bf16 => "bf16",
            ElementType::F32 => "f32",
            ElementType::F64 => "f64",
        }
    }

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

    /// Whether the type is one of floating-point numbers.
    #[must_use]
    pub fn is_float(self) -> bool {
        matches!(self, ElementType::F16 | ElementType::Bf16 | ElementType::F32 | ElementType::F64)
    }

    /// Whether the type is one of integers; truth values are none.
    #[must_use]
    pub fn is_integer(self) -> bool {
        !self.is_float() && self != ElementType::Pred
    }

    /// Whether the type is one of integers with a sign.
    #[must_use]
    pub fn is_signed_integer(self) -> bool {
        matches!(self, ElementType::S8 | ElementType::S16 | ElementType::S32 | ElementType::S64)
    }
}

impl fmt::Display for ElementType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::ElementType;

    #[test]
    fn a_number_names_one_type() {
        let known: Vec<ElementType> = (-5..50).filter_map(ElementType::from_number).collect();
        assert_eq!(known.len(), 13);
        for element in known {
            assert_eq!(ElementType::from_number(element.number()), Some(element));
        }
        assert_eq!(ElementType::from_number(15), None, "complex numbers");
    }
}
