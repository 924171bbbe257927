use crate::medical_imaging::ByteOrder;

/// How a voxel is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataType {
    /// Unsigned, 8 bits.
    U8,
    /// Signed, 8 bits.
    I8,
    /// Unsigned, 16 bits.
    U16,
    /// Signed, 16 bits.
    I16,
    /// Unsigned, 32 bits.
    U32,
    /// Signed, 32 bits.
    I32,
    /// Unsigned, 64 bits.
    U64,
    /// Signed, 64 bits.
    I64,
    /// Real, 32 bits.
    F32,
    /// Real, 64 bits.
    F64,
}

impl DataType {
    /// The type of a header's `datatype`, or the name of one that is not read.
    pub(super) const fn of_code(code: i16) -> Result<Self, &'static str> {
        Ok(match code {
            2 => Self::U8,
            4 => Self::I16,
            8 => Self::I32,
            16 => Self::F32,
            64 => Self::F64,
            256 => Self::I8,
            512 => Self::U16,
            768 => Self::U32,
            1024 => Self::I64,
            1280 => Self::U64,
            1 => return Err("1 (one bit)"),
            32 | 1792 | 2048 => return Err("complex"),
            128 | 2304 => return Err("a colour"),
            1536 => return Err("1536 (real of 128 bits)"),
            _ => return Err("unknown"),
        })
    }

    /// Bytes of a voxel.
    #[must_use]
    pub const fn bytes(self) -> usize {
        match self {
            Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::U64 | Self::I64 | Self::F64 => 8,
        }
    }

    /// Its name in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::U8 => "u8",
            Self::I8 => "i8",
            Self::U16 => "u16",
            Self::I16 => "i16",
            Self::U32 => "u32",
            Self::I32 => "i32",
            Self::U64 => "u64",
            Self::I64 => "i64",
            Self::F32 => "f32",
            Self::F64 => "f64",
        }
    }

    /// The number in the first bytes of a voxel; integers of 64 bits are rounded.
    pub(super) fn number(self, voxel: &[u8], order: ByteOrder) -> f64 {
        match self {
            Self::U8 => f64::from(u8::from_le_bytes(order.low_first(voxel))),
            Self::I8 => f64::from(i8::from_le_bytes(order.low_first(voxel))),
            Self::U16 => f64::from(u16::from_le_bytes(order.low_first(voxel))),
            Self::I16 => f64::from(i16::from_le_bytes(order.low_first(voxel))),
            Self::U32 => f64::from(u32::from_le_bytes(order.low_first(voxel))),
            Self::I32 => f64::from(i32::from_le_bytes(order.low_first(voxel))),
            Self::U64 => u64::from_le_bytes(order.low_first(voxel)) as f64,
            Self::I64 => i64::from_le_bytes(order.low_first(voxel)) as f64,
            Self::F32 => f64::from(f32::from_le_bytes(order.low_first(voxel))),
            Self::F64 => f64::from_le_bytes(order.low_first(voxel)),
        }
    }
}
