//! Arithmetic on registers.
#![allow(unsafe_code)]

use super::math;
use super::memory::{round_bf16, round_f16};
use super::program::Lane;
use crate::graph::{BinaryOp, CompareOp, DType, UnaryOp};

/// `to[i] = f(a[i])`; the registers may be the same.
///
/// # Safety
/// Both hold `n` elements.
#[inline(always)]
unsafe fn map<A: Copy, T>(to: *mut u64, a: *const u64, n: usize, f: impl Fn(A) -> T) {
    // SAFETY: the caller's promise.
    unsafe {
        let (to, a) = (to.cast::<T>(), a.cast::<A>());
        for i in 0..n {
            to.add(i).write(f(a.add(i).read()));
        }
    }
}

/// `to[i] = f(a[i], b[i])`; registers may be the same.
///
/// # Safety
/// All hold `n` elements.
#[inline(always)]
unsafe fn zip<A: Copy, T>(
    to: *mut u64,
    a: *const u64,
    b: *const u64,
    n: usize,
    f: impl Fn(A, A) -> T,
) {
    // SAFETY: the caller's promise.
    unsafe {
        let (to, a, b) = (to.cast::<T>(), a.cast::<A>(), b.cast::<A>());
        for i in 0..n {
            to.add(i).write(f(a.add(i).read(), b.add(i).read()));
        }
    }
}

/// # Safety
/// The register holds `n` elements of the lane.
#[inline(always)]
pub(super) unsafe fn splat(lane: Lane, to: *mut u64, n: usize, value: f64) {
    // SAFETY: the caller's promise.
    unsafe {
        match lane {
            Lane::F32 => (0..n).for_each(|i| to.cast::<f32>().add(i).write(value as f32)),
            Lane::F64 => (0..n).for_each(|i| to.cast::<f64>().add(i).write(value)),
            Lane::I32 => (0..n).for_each(|i| to.cast::<i32>().add(i).write(value as i32)),
            Lane::U32 => (0..n).for_each(|i| to.cast::<u32>().add(i).write(value as u32)),
        }
    }
}

/// # Safety
/// Both registers hold `n` elements of the lane.
#[inline(always)]
pub(super) unsafe fn unary(op: UnaryOp, lane: Lane, to: *mut u64, a: *const u64, n: usize) {
    // SAFETY: the caller's promise, in every arm.
    unsafe {
        macro_rules! floats {
            ($single:expr, $double:expr) => {
                match lane {
                    Lane::F64 => map::<f64, f64>(to, a, n, $double),
                    _ => map::<f32, f32>(to, a, n, $single),
                }
            };
        }
        match op {
            UnaryOp::Neg if lane == Lane::I32 => map::<i32, i32>(to, a, n, |v| v.wrapping_neg()),
            UnaryOp::Abs if lane == Lane::I32 => map::<i32, i32>(to, a, n, |v| v.wrapping_abs()),
            UnaryOp::Sign if lane == Lane::I32 => map::<i32, i32>(to, a, n, |v| v.signum()),
            UnaryOp::Neg => floats!(|v: f32| -v, |v: f64| -v),
            UnaryOp::Abs => floats!(|v: f32| v.abs(), |v: f64| v.abs()),
            UnaryOp::Sign => floats!(
                |v: f32| if v.is_nan() { v } else { f32::from(v > 0.0) - f32::from(v < 0.0) },
                |v: f64| if v.is_nan() { v } else { f64::from(v > 0.0) - f64::from(v < 0.0) }
            ),
            UnaryOp::Exp => floats!(math::exp, f64::exp),
            UnaryOp::Expm1 => floats!(|v: f32| v.exp_m1(), |v: f64| v.exp_m1()),
            UnaryOp::Log => floats!(math::log, f64::ln),
            UnaryOp::Log1p => floats!(|v: f32| v.ln_1p(), |v: f64| v.ln_1p()),
            UnaryOp::Sqrt => floats!(|v: f32| v.sqrt(), |v: f64| v.sqrt()),
            UnaryOp::Rsqrt => floats!(|v: f32| 1.0 / v.sqrt(), |v: f64| 1.0 / v.sqrt()),
            UnaryOp::Tanh => floats!(math::tanh, f64::tanh),
            UnaryOp::Sigmoid => floats!(math::sigmoid, |v: f64| 1.0 / (1.0 + (-v).exp())),
            UnaryOp::Erf => floats!(math::erf, libm::erf),
            UnaryOp::Sin => floats!(|v: f32| v.sin(), |v: f64| v.sin()),
            UnaryOp::Cos => floats!(|v: f32| v.cos(), |v: f64| v.cos()),
            UnaryOp::Floor => floats!(|v: f32| v.floor(), |v: f64| v.floor()),
            UnaryOp::Ceil => floats!(|v: f32| v.ceil(), |v: f64| v.ceil()),
            UnaryOp::Round => floats!(f32::round_ties_even, f64::round_ties_even),
            UnaryOp::Not => map::<u32, u32>(to, a, n, |v| v ^ 1),
            UnaryOp::IsFinite => match lane {
                Lane::F64 => map::<f64, u32>(to, a, n, |v| u32::from(v.is_finite())),
                _ => map::<f32, u32>(to, a, n, |v| u32::from(v.is_finite())),
            },
        }
    }
}

macro_rules! larger {
    ($a:expr, $b:expr) => {
        // NaN in either comes through.
        if $a > $b || $a != $a { $a } else { $b }
    };
}

macro_rules! smaller {
    ($a:expr, $b:expr) => {
        if $a < $b || $a != $a { $a } else { $b }
    };
}

/// # Safety
/// All registers hold `n` elements of the lane.
#[inline(always)]
pub(super) unsafe fn binary(
    op: BinaryOp,
    lane: Lane,
    to: *mut u64,
    a: *const u64,
    b: *const u64,
    n: usize,
) {
    // SAFETY: the caller's promise, in every arm.
    unsafe {
        macro_rules! numbers {
            ($f32:expr, $f64:expr, $i32:expr, $u32:expr) => {
                match lane {
                    Lane::F32 => zip::<f32, f32>(to, a, b, n, $f32),
                    Lane::F64 => zip::<f64, f64>(to, a, b, n, $f64),
                    Lane::I32 => zip::<i32, i32>(to, a, b, n, $i32),
                    Lane::U32 => zip::<u32, u32>(to, a, b, n, $u32),
                }
            };
        }
        match op {
            BinaryOp::Add => {
                numbers!(|x, y| x + y, |x, y| x + y, i32::wrapping_add, u32::wrapping_add)
            }
            BinaryOp::Sub => {
                numbers!(|x, y| x - y, |x, y| x - y, i32::wrapping_sub, u32::wrapping_sub)
            }
            BinaryOp::Mul => {
                numbers!(|x, y| x * y, |x, y| x * y, i32::wrapping_mul, u32::wrapping_mul)
            }
            // Division by zero gives zero in integers: a kernel has no one to raise an error to.
            BinaryOp::Div => numbers!(
                |x, y| x / y,
                |x, y| x / y,
                |x: i32, y| if y == 0 { 0 } else { x.wrapping_div(y) },
                |x: u32, y| x.checked_div(y).unwrap_or(0)
            ),
            BinaryOp::Max => numbers!(
                |x, y| larger!(x, y),
                |x, y| larger!(x, y),
                |x: i32, y| x.max(y),
                |x: u32, y| x.max(y)
            ),
            BinaryOp::Min => numbers!(
                |x, y| smaller!(x, y),
                |x, y| smaller!(x, y),
                |x: i32, y| x.min(y),
                |x: u32, y| x.min(y)
            ),
            BinaryOp::Pow => match lane {
                Lane::F64 => zip::<f64, f64>(to, a, b, n, f64::powf),
                _ => zip::<f32, f32>(to, a, b, n, f32::powf),
            },
            BinaryOp::And => zip::<u32, u32>(to, a, b, n, |x, y| x & y),
            BinaryOp::Or => zip::<u32, u32>(to, a, b, n, |x, y| x | y),
            BinaryOp::Xor => zip::<u32, u32>(to, a, b, n, |x, y| x ^ y),
        }
    }
}

/// # Safety
/// All registers hold `n` elements.
#[inline(always)]
pub(super) unsafe fn compare(
    op: CompareOp,
    lane: Lane,
    to: *mut u64,
    a: *const u64,
    b: *const u64,
    n: usize,
) {
    // SAFETY: the caller's promise.
    unsafe {
        macro_rules! by {
            ($holds:tt) => {
                match lane {
                    Lane::F32 => zip::<f32, u32>(to, a, b, n, |x, y| u32::from(x $holds y)),
                    Lane::F64 => zip::<f64, u32>(to, a, b, n, |x, y| u32::from(x $holds y)),
                    Lane::I32 => zip::<i32, u32>(to, a, b, n, |x, y| u32::from(x $holds y)),
                    Lane::U32 => zip::<u32, u32>(to, a, b, n, |x, y| u32::from(x $holds y)),
                }
            };
        }
        match op {
            CompareOp::Eq => by!(==),
            CompareOp::Ne => by!(!=),
            CompareOp::Lt => by!(<),
            CompareOp::Le => by!(<=),
            CompareOp::Gt => by!(>),
            CompareOp::Ge => by!(>=),
        }
    }
}

/// # Safety
/// All registers hold `n` elements; `condition` u32, 0 or 1.
#[inline(always)]
pub(super) unsafe fn select(
    lane: Lane,
    to: *mut u64,
    condition: *const u64,
    a: *const u64,
    b: *const u64,
    n: usize,
) {
    // SAFETY: the caller's promise.
    unsafe {
        let condition = condition.cast::<u32>();
        macro_rules! choose {
            ($t:ty) => {{
                let (to, a, b) = (to.cast::<$t>(), a.cast::<$t>(), b.cast::<$t>());
                for i in 0..n {
                    let (x, y) = (a.add(i).read(), b.add(i).read());
                    to.add(i).write(if condition.add(i).read() != 0 { x } else { y });
                }
            }};
        }
        if lane == Lane::F64 { choose!(u64) } else { choose!(u32) }
    }
}

/// # Safety
/// Both registers hold `n` elements.
#[inline(always)]
pub(super) unsafe fn cast(from: Lane, dtype: DType, to: *mut u64, a: *const u64, n: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        macro_rules! to_lane {
            ($from:ty) => {
                match dtype {
                    DType::F64 => map::<$from, f64>(to, a, n, |v| v as f64),
                    // To odd first, so that the rounding to 16 bits is the only one.
                    DType::BF16 | DType::F16 if from != Lane::F32 => {
                        map::<$from, f32>(to, a, n, |v| crate::graph::round_to_odd(v as f64))
                    }
                    DType::F32 | DType::BF16 | DType::F16 => {
                        map::<$from, f32>(to, a, n, |v| v as f32)
                    }
                    DType::I32 => map::<$from, i32>(to, a, n, |v| v as i32),
                    DType::U32 => map::<$from, u32>(to, a, n, |v| v as u32),
                    DType::U8 => map::<$from, u32>(to, a, n, |v| u32::from(v as u8)),
                    DType::Bool => map::<$from, u32>(to, a, n, |v| u32::from(v != 0 as $from)),
                }
            };
        }
        match from {
            Lane::F32 => to_lane!(f32),
            Lane::F64 => to_lane!(f64),
            Lane::I32 => to_lane!(i32),
            Lane::U32 => to_lane!(u32),
        }
    }
    // SAFETY: as above.
    unsafe { round(dtype, to, n) }
}

/// To the values that the type has.
///
/// # Safety
/// The register holds `n` elements.
#[inline(always)]
pub(super) unsafe fn round(dtype: DType, to: *mut u64, n: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        match dtype {
            DType::BF16 => map::<f32, f32>(to, to, n, round_bf16),
            DType::F16 => map::<f32, f32>(to, to, n, round_f16),
            DType::U8 => map::<u32, u32>(to, to, n, |v| v & 0xff),
            _ => {}
        }
    }
}
