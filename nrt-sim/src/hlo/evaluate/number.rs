//! Types of elements as types of the language.

use bytemuck::Pod;
use half::{bf16, f16};

/// Runs a block with `$type` standing for the element type's own type; truth values are bytes.
macro_rules! for_element {
    ($element:expr, $type:ident => $block:expr) => {
        match $element {
            $crate::hlo::ElementType::Pred | $crate::hlo::ElementType::U8 => {
                type $type = u8;
                $block
            }
            $crate::hlo::ElementType::S8 => {
                type $type = i8;
                $block
            }
            $crate::hlo::ElementType::S16 => {
                type $type = i16;
                $block
            }
            $crate::hlo::ElementType::U16 => {
                type $type = u16;
                $block
            }
            $crate::hlo::ElementType::S32 => {
                type $type = i32;
                $block
            }
            $crate::hlo::ElementType::U32 => {
                type $type = u32;
                $block
            }
            $crate::hlo::ElementType::S64 => {
                type $type = i64;
                $block
            }
            $crate::hlo::ElementType::U64 => {
                type $type = u64;
                $block
            }
            $crate::hlo::ElementType::F16 => {
                type $type = half::f16;
                $block
            }
            $crate::hlo::ElementType::Bf16 => {
                type $type = half::bf16;
                $block
            }
            $crate::hlo::ElementType::F32 => {
                type $type = f32;
                $block
            }
            $crate::hlo::ElementType::F64 => {
                type $type = f64;
                $block
            }
        }
    };
}
pub(super) use for_element;

/// What a floating-point type computes in: each operation on halves is one on f32, rounded.
pub(super) trait Float: Pod {
    /// The type of the computation.
    type Wide: Real;
    /// To the type of the computation.
    fn widen(self) -> Self::Wide;
    /// From the type of the computation, rounded.
    fn narrow(wide: Self::Wide) -> Self;
}

impl Float for f32 {
    type Wide = f32;
    fn widen(self) -> f32 {
        self
    }
    fn narrow(wide: f32) -> f32 {
        wide
    }
}

impl Float for f64 {
    type Wide = f64;
    fn widen(self) -> f64 {
        self
    }
    fn narrow(wide: f64) -> f64 {
        wide
    }
}

impl Float for f16 {
    type Wide = f32;
    fn widen(self) -> f32 {
        self.to_f32()
    }
    fn narrow(wide: f32) -> f16 {
        f16::from_f32(wide)
    }
}

impl Float for bf16 {
    type Wide = f32;
    fn widen(self) -> f32 {
        self.to_f32()
    }
    fn narrow(wide: f32) -> bf16 {
        bf16::from_f32(wide)
    }
}

/// The functions of real numbers that HLO has, for f32 and f64.
pub(super) trait Real: Pod + PartialOrd {
    fn abs(self) -> Self;
    fn add(self, other: Self) -> Self;
    fn atan2(self, other: Self) -> Self;
    fn cbrt(self) -> Self;
    fn ceil(self) -> Self;
    fn cos(self) -> Self;
    fn divide(self, other: Self) -> Self;
    fn erf(self) -> Self;
    fn exp(self) -> Self;
    fn exp_m1(self) -> Self;
    fn floor(self) -> Self;
    fn is_finite(self) -> bool;
    fn ln(self) -> Self;
    fn ln_1p(self) -> Self;
    fn logistic(self) -> Self;
    fn maximum(self, other: Self) -> Self;
    fn minimum(self, other: Self) -> Self;
    fn multiply(self, other: Self) -> Self;
    fn negate(self) -> Self;
    fn power(self, other: Self) -> Self;
    fn remainder(self, other: Self) -> Self;
    fn round_away(self) -> Self;
    fn round_even(self) -> Self;
    fn rsqrt(self) -> Self;
    fn sign(self) -> Self;
    fn sin(self) -> Self;
    fn sqrt(self) -> Self;
    fn subtract(self, other: Self) -> Self;
    fn tan(self) -> Self;
    fn tanh(self) -> Self;
}

macro_rules! real {
    ($type:ident, $erf:path) => {
        impl Real for $type {
            fn abs(self) -> Self {
                $type::abs(self)
            }
            fn add(self, other: Self) -> Self {
                self + other
            }
            fn atan2(self, other: Self) -> Self {
                $type::atan2(self, other)
            }
            fn cbrt(self) -> Self {
                $type::cbrt(self)
            }
            fn ceil(self) -> Self {
                $type::ceil(self)
            }
            fn cos(self) -> Self {
                $type::cos(self)
            }
            fn divide(self, other: Self) -> Self {
                self / other
            }
            fn erf(self) -> Self {
                $erf(self)
            }
            fn exp(self) -> Self {
                $type::exp(self)
            }
            fn exp_m1(self) -> Self {
                $type::exp_m1(self)
            }
            fn floor(self) -> Self {
                $type::floor(self)
            }
            fn is_finite(self) -> bool {
                $type::is_finite(self)
            }
            fn ln(self) -> Self {
                $type::ln(self)
            }
            fn ln_1p(self) -> Self {
                $type::ln_1p(self)
            }
            fn logistic(self) -> Self {
                1.0 / (1.0 + (-self).exp())
            }
            fn maximum(self, other: Self) -> Self {
                // A NaN on either side wins.
                if self >= other || self.is_nan() { self } else { other }
            }
            fn minimum(self, other: Self) -> Self {
                if self <= other || self.is_nan() { self } else { other }
            }
            fn multiply(self, other: Self) -> Self {
                self * other
            }
            fn negate(self) -> Self {
                -self
            }
            fn power(self, other: Self) -> Self {
                $type::powf(self, other)
            }
            fn remainder(self, other: Self) -> Self {
                self % other
            }
            fn round_away(self) -> Self {
                $type::round(self)
            }
            fn round_even(self) -> Self {
                $type::round_ties_even(self)
            }
            fn rsqrt(self) -> Self {
                1.0 / $type::sqrt(self)
            }
            fn sign(self) -> Self {
                // Zeros keep their sign, NaN stays.
                if self > 0.0 {
                    1.0
                } else if self < 0.0 {
                    -1.0
                } else {
                    self
                }
            }
            fn sin(self) -> Self {
                $type::sin(self)
            }
            fn sqrt(self) -> Self {
                $type::sqrt(self)
            }
            fn subtract(self, other: Self) -> Self {
                self - other
            }
            fn tan(self) -> Self {
                $type::tan(self)
            }
            fn tanh(self) -> Self {
                $type::tanh(self)
            }
        }
    };
}
real!(f32, libm::erff);
real!(f64, libm::erf);
