//! What a tensor's elements are said to be.

use std::fmt;

/// The type of a tensor's elements: `nrt_dtype_t`.
///
/// It is advisory. The library's tensors are bytes, and a model may report an unknown type, or
/// 8-bit integers for 8-bit floats; sizes and shapes are what to rely on.
///
/// ```
/// use nrt_sys::types::ElementType;
/// assert_eq!(ElementType::F32.to_string(), "f32");
/// assert_eq!(ElementType::F32.bytes(), Some(4));
/// assert_eq!(ElementType(99).bytes(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct ElementType(pub u32);

macro_rules! elements {
    ($($constant:ident = $code:literal, $name:literal, $bytes:literal, $doc:literal;)*) => {
        impl ElementType {
            /// Not known to the library.
            pub const UNKNOWN: Self = Self(0);
            $(#[doc = $doc] pub const $constant: Self = Self($code);)*

            /// The size of an element, where it is known.
            #[must_use]
            pub const fn bytes(self) -> Option<usize> {
                match self.0 {
                    $($code => Some($bytes),)*
                    _ => None,
                }
            }
        }

        impl fmt::Display for ElementType {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.0 {
                    0 => f.write_str("unknown"),
                    $($code => f.write_str($name),)*
                    other => write!(f, "type {other}"),
                }
            }
        }
    };
}

elements! {
    U64 = 0x1, "u64", 8, "Unsigned, 64 bits.";
    I8 = 0x2, "i8", 1, "Signed, 8 bits.";
    U8 = 0x3, "u8", 1, "Unsigned, 8 bits; truth values too.";
    I16 = 0x4, "i16", 2, "Signed, 16 bits.";
    U16 = 0x5, "u16", 2, "Unsigned, 16 bits.";
    BF16 = 0x6, "bf16", 2, "bfloat16.";
    F16 = 0x7, "f16", 2, "IEEE 754 half precision.";
    I32 = 0x8, "i32", 4, "Signed, 32 bits.";
    U32 = 0x9, "u32", 4, "Unsigned, 32 bits.";
    F32 = 0xA, "f32", 4, "IEEE 754 single precision.";
    FP32R = 0xB, "fp32r", 4, "Single precision, rounded by the device.";
    I64 = 0xC, "i64", 8, "Signed, 64 bits.";
    FP8_E3 = 0xD, "fp8_e3", 1, "8-bit float with 3 bits of exponent.";
    FP8_E4 = 0xE, "fp8_e4", 1, "8-bit float with 4 bits of exponent.";
    FP8_E5 = 0xF, "fp8_e5", 1, "8-bit float with 5 bits of exponent.";
}
