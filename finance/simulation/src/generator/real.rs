//! What the kernels need of a number, in single and in double precision.

use super::{exponential, gaussian, inverse_normal, normal_quantile};
use std::ops::{Add, AddAssign, Div, Mul, MulAssign, Sub};

/// `f32` for speed, `f64` as what it is held against. Both take the same random bits, so the paths
/// of both are the same but for rounding.
pub(crate) trait Real:
    Copy
    + Send
    + Sync
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + AddAssign
    + MulAssign
    + 'static
{
    const ZERO: Self;
    const ONE: Self;
    fn of(number: f64) -> Self;
    fn wide(self) -> f64;
    fn exp(self) -> Self;
    fn sqrt(self) -> Self;
    /// Two independent standard normals from two words of random bits.
    fn gaussian_pair(radius: u32, angle: u32) -> (Self, Self);
    /// The standard normal quantile at (`word` + ½) / 2³².
    fn normal_quantile(word: u32) -> Self;

    #[inline(always)]
    fn greater(self, other: Self) -> Self {
        if self > other { self } else { other }
    }
}

impl Real for f32 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;

    #[inline(always)]
    fn of(number: f64) -> Self {
        number as Self
    }
    #[inline(always)]
    fn wide(self) -> f64 {
        f64::from(self)
    }
    #[inline(always)]
    fn exp(self) -> Self {
        exponential::exp(self)
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        self.sqrt()
    }
    #[inline(always)]
    fn gaussian_pair(radius: u32, angle: u32) -> (Self, Self) {
        gaussian::single(radius, angle)
    }
    #[inline(always)]
    fn normal_quantile(word: u32) -> Self {
        normal_quantile::single(word)
    }
}

/// Transcendental functions come from `libm`, whose results are the same on every machine.
impl Real for f64 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;

    #[inline(always)]
    fn of(number: f64) -> Self {
        number
    }
    #[inline(always)]
    fn wide(self) -> f64 {
        self
    }
    #[inline(always)]
    fn exp(self) -> Self {
        libm::exp(self)
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        self.sqrt()
    }
    #[inline(always)]
    fn gaussian_pair(radius: u32, angle: u32) -> (Self, Self) {
        gaussian::double(radius, angle)
    }
    #[inline(always)]
    fn normal_quantile(word: u32) -> Self {
        inverse_normal((f64::from(word) + 0.5) / 4_294_967_296.0)
    }
}
