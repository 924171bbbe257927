use crate::{Sample, SampleType};

/// Samples of one type, of all bands of a raster: band after band, row after row.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Unsigned, 8 bits.
    U8(Vec<u8>),
    /// Unsigned, 16 bits.
    U16(Vec<u16>),
    /// Signed, 16 bits.
    I16(Vec<i16>),
    /// Unsigned, 32 bits.
    U32(Vec<u32>),
    /// Signed, 32 bits.
    I32(Vec<i32>),
    /// Floating point, 32 bits.
    F32(Vec<f32>),
    /// Floating point, 64 bits.
    F64(Vec<f64>),
}

/// Runs generic code on the values of whatever type.
macro_rules! with_values {
    ($values:expr, $slice:ident => $body:expr) => {
        match $values {
            $crate::Values::U8($slice) => $body,
            $crate::Values::U16($slice) => $body,
            $crate::Values::I16($slice) => $body,
            $crate::Values::U32($slice) => $body,
            $crate::Values::I32($slice) => $body,
            $crate::Values::F32($slice) => $body,
            $crate::Values::F64($slice) => $body,
        }
    };
}
pub(crate) use with_values;

impl Values {
    /// Their type.
    #[must_use]
    pub fn sample_type(&self) -> SampleType {
        match self {
            Self::U8(_) => SampleType::U8,
            Self::U16(_) => SampleType::U16,
            Self::I16(_) => SampleType::I16,
            Self::U32(_) => SampleType::U32,
            Self::I32(_) => SampleType::I32,
            Self::F32(_) => SampleType::F32,
            Self::F64(_) => SampleType::F64,
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        with_values!(self, values => values.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The values as they are stored, where they are of type `T`.
    #[must_use]
    pub fn as_slice<T: Sample>(&self) -> Option<&[T]> {
        T::slice(self)
    }
}

impl<T: Sample> From<Vec<T>> for Values {
    fn from(values: Vec<T>) -> Self {
        T::wrap(values)
    }
}
