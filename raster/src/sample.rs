use crate::Values;
use std::fmt;

/// What a pixel of a band is stored as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SampleType {
    /// Unsigned, 8 bits.
    U8,
    /// Unsigned, 16 bits.
    U16,
    /// Signed, 16 bits.
    I16,
    /// Unsigned, 32 bits.
    U32,
    /// Signed, 32 bits.
    I32,
    /// Floating point, 32 bits.
    F32,
    /// Floating point, 64 bits.
    F64,
}

impl SampleType {
    /// Bytes of a sample.
    #[must_use]
    pub fn bytes(self) -> usize {
        match self {
            Self::U8 => 1,
            Self::U16 | Self::I16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::F64 => 8,
        }
    }
}

impl fmt::Display for SampleType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::I16 => "i16",
            Self::U32 => "u32",
            Self::I32 => "i32",
            Self::F32 => "f32",
            Self::F64 => "f64",
        })
    }
}

mod sealed {
    pub trait Sealed {}
}

/// A type that samples are stored as: `u8`, `u16`, `i16`, `u32`, `i32`, `f32`, `f64`.
pub trait Sample:
    sealed::Sealed + bytemuck::Pod + PartialEq + PartialOrd + Send + Sync + fmt::Debug
{
    /// Its name as a value.
    const TYPE: SampleType;

    /// The value as a real number. Exact.
    fn to_f64(self) -> f64;

    /// The nearest value of this type; NaN gives 0 in a type of whole numbers.
    fn from_f64(value: f64) -> Self;

    /// The value as 32 bits of floating point, rounded where it has to be.
    fn to_f32(self) -> f32;

    /// The sum of two values that predictors of whole numbers take: it wraps around.
    #[must_use]
    fn wrapping_add(self, other: Self) -> Self;

    /// The difference of two values that predictors of whole numbers take: it wraps around.
    #[must_use]
    fn wrapping_sub(self, other: Self) -> Self;

    /// The value with its bytes turned around.
    #[must_use]
    fn swap_bytes(self) -> Self;

    #[doc(hidden)]
    fn wrap(values: Vec<Self>) -> Values;

    #[doc(hidden)]
    fn slice(values: &Values) -> Option<&[Self]>;
}

macro_rules! whole {
    ($($name:ident $type:ty),*) => {$(
        impl sealed::Sealed for $type {}
        impl Sample for $type {
            const TYPE: SampleType = SampleType::$name;
            fn to_f64(self) -> f64 { f64::from(self) }
            // The cast saturates at the ends of the type.
            fn from_f64(value: f64) -> Self { value.round() as Self }
            fn to_f32(self) -> f32 { self as f32 }
            fn wrapping_add(self, other: Self) -> Self { <$type>::wrapping_add(self, other) }
            fn wrapping_sub(self, other: Self) -> Self { <$type>::wrapping_sub(self, other) }
            fn swap_bytes(self) -> Self { <$type>::swap_bytes(self) }
            fn wrap(values: Vec<Self>) -> Values { Values::$name(values) }
            fn slice(values: &Values) -> Option<&[Self]> {
                if let Values::$name(values) = values { Some(values) } else { None }
            }
        }
    )*};
}

// As libtiff has it: floating point under the predictor of whole numbers is taken by its bits.
macro_rules! real {
    ($($name:ident $type:ty),*) => {$(
        impl sealed::Sealed for $type {}
        impl Sample for $type {
            const TYPE: SampleType = SampleType::$name;
            fn to_f64(self) -> f64 { f64::from(self) }
            fn from_f64(value: f64) -> Self { value as Self }
            fn to_f32(self) -> f32 { self as f32 }
            fn wrapping_add(self, other: Self) -> Self {
                Self::from_bits(self.to_bits().wrapping_add(other.to_bits()))
            }
            fn wrapping_sub(self, other: Self) -> Self {
                Self::from_bits(self.to_bits().wrapping_sub(other.to_bits()))
            }
            fn swap_bytes(self) -> Self { Self::from_bits(self.to_bits().swap_bytes()) }
            fn wrap(values: Vec<Self>) -> Values { Values::$name(values) }
            fn slice(values: &Values) -> Option<&[Self]> {
                if let Values::$name(values) = values { Some(values) } else { None }
            }
        }
    )*};
}

whole!(U8 u8, U16 u16, I16 i16, U32 u32, I32 i32);
real!(F32 f32, F64 f64);

/// Whether values stand for a missing one: `nodata`, rounded to floating point as the samples are.
/// A number that a type of whole numbers does not have is never met.
pub(crate) fn missing<T: Sample>(nodata: Option<f64>) -> impl Fn(T) -> bool {
    let real = matches!(T::TYPE, SampleType::F32 | SampleType::F64);
    let value = nodata
        .map(|nodata| (T::from_f64(nodata), nodata))
        .filter(|(value, nodata)| real || value.to_f64() == *nodata)
        .map(|(value, _)| value);
    // NaN alone is not itself.
    let nan = nodata.is_some_and(f64::is_nan) && real;
    move |sample| Some(sample) == value || (nan && sample.to_f64().is_nan())
}

/// Runs generic code for the type that a [`SampleType`] names.
macro_rules! with_sample {
    ($type:expr, $T:ident => $body:expr) => {
        match $type {
            $crate::SampleType::U8 => {
                type $T = u8;
                $body
            }
            $crate::SampleType::U16 => {
                type $T = u16;
                $body
            }
            $crate::SampleType::I16 => {
                type $T = i16;
                $body
            }
            $crate::SampleType::U32 => {
                type $T = u32;
                $body
            }
            $crate::SampleType::I32 => {
                type $T = i32;
                $body
            }
            $crate::SampleType::F32 => {
                type $T = f32;
                $body
            }
            $crate::SampleType::F64 => {
                type $T = f64;
                $body
            }
        }
    };
}
pub(crate) use with_sample;
