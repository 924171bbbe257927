//! Between memory and registers.
#![allow(unsafe_code)]

use super::program::{CHUNK, Lane, Operand};
use crate::cpu::planned::frame::{Frame, Raw};
use crate::graph::DType;
use half::f16;

/// Most axes of an iteration space that do not join.
const MOST_AXES: usize = 32;

/// A slot that has no memory: the address of an element is its value (an iota).
pub(super) const ADDRESS: usize = usize::MAX;

/// Calls `run(first, address, stride, length)` for each run of the innermost axis that elements
/// `start..start + count` of the iteration cross.
#[inline(always)]
fn walk(
    extents: &[usize],
    operand: &Operand,
    start: usize,
    count: usize,
    mut run: impl FnMut(usize, isize, isize, usize),
) {
    let rank = extents.len();
    if rank == 0 || operand.linear {
        run(0, operand.offset + start as isize, 1, count);
        return;
    }
    let mut index = [0usize; MOST_AXES];
    let mut rest = start;
    let mut address = operand.offset;
    for axis in (0..rank).rev() {
        index[axis] = rest % extents[axis];
        rest /= extents[axis];
        address += index[axis] as isize * operand.strides[axis];
    }
    let (inner, stride) = (extents[rank - 1], operand.strides[rank - 1]);
    let mut done = 0;
    while done < count {
        let length = (inner - index[rank - 1]).min(count - done);
        run(done, address, stride, length);
        done += length;
        address += length as isize * stride;
        index[rank - 1] += length;
        let mut axis = rank - 1;
        while index[axis] == extents[axis] && axis > 0 {
            address += operand.strides[axis - 1] - extents[axis] as isize * operand.strides[axis];
            index[axis] = 0;
            axis -= 1;
            index[axis] += 1;
        }
    }
}

/// Reads a run into a register, with a conversion.
///
/// # Safety
/// The run lies within the memory, and the register has room for it.
#[inline(always)]
unsafe fn read<S: Copy, D>(
    to: *mut D,
    from: *const S,
    stride: isize,
    length: usize,
    convert: impl Fn(S) -> D,
) {
    // SAFETY: the caller's promise; the three loops differ only in what the compiler knows.
    unsafe {
        match stride {
            1 => (0..length).for_each(|i| to.add(i).write(convert(from.add(i).read()))),
            0 => {
                let value = from.read();
                (0..length).for_each(|i| to.add(i).write(convert(value)));
            }
            _ => (0..length)
                .for_each(|i| to.add(i).write(convert(from.offset(i as isize * stride).read()))),
        }
    }
}

/// Writes a run out of a register, with a conversion.
///
/// # Safety
/// As [`read`].
#[inline(always)]
unsafe fn write<S: Copy, D>(
    to: *mut D,
    stride: isize,
    from: *const S,
    length: usize,
    convert: impl Fn(S) -> D,
) {
    // SAFETY: the caller's promise.
    unsafe {
        if stride == 1 {
            (0..length).for_each(|i| to.add(i).write(convert(from.add(i).read())));
        } else {
            (0..length).for_each(|i| {
                to.offset(i as isize * stride).write(convert(from.add(i).read()));
            });
        }
    }
}

/// Fills a register with elements `start..start + count` of an operand.
///
/// # Safety
/// The operand lies within its slot; `register` has room for [`CHUNK`] elements.
#[inline(always)]
pub(super) unsafe fn load(
    frame: &Frame,
    extents: &[usize],
    operand: &Operand,
    start: usize,
    count: usize,
    register: *mut u64,
) {
    debug_assert!(count <= CHUNK);
    let base =
        if operand.slot == ADDRESS { Raw(std::ptr::null_mut()) } else { frame.slot(operand.slot) };
    // SAFETY: the caller's promise, for each element type.
    unsafe {
        macro_rules! from {
            ($source:ty, $lane:ty, $convert:expr) => {
                walk(
                    extents,
                    operand,
                    start,
                    count,
                    #[inline(always)]
                    |first, address, stride, length| {
                        let to = register.cast::<$lane>().add(first);
                        read(to, base.at::<$source>(address), stride, length, $convert);
                    },
                )
            };
        }
        match operand.dtype {
            DType::F32 | DType::I32 | DType::U32 => from!(u32, u32, |v: u32| v),
            DType::F64 => from!(u64, u64, |v: u64| v),
            DType::BF16 => from!(u16, u32, |v: u16| u32::from(v) << 16),
            DType::F16 => from!(f16, f32, |v: f16| v.to_f32()),
            DType::U8 | DType::Bool => from!(u8, u32, |v: u8| u32::from(v)),
        }
    }
}

/// Writes elements `start..start + count` of a result.
///
/// # Safety
/// As [`load`], and no other thread touches these elements.
#[inline(always)]
pub(super) unsafe fn store(
    frame: &Frame,
    extents: &[usize],
    operand: &Operand,
    start: usize,
    count: usize,
    register: *const u64,
) {
    let base = frame.slot(operand.slot);
    // SAFETY: the caller's promise, for each element type.
    unsafe {
        macro_rules! into {
            ($target:ty, $lane:ty, $convert:expr) => {
                walk(
                    extents,
                    operand,
                    start,
                    count,
                    #[inline(always)]
                    |first, address, stride, length| {
                        let from = register.cast::<$lane>().add(first);
                        write(base.at::<$target>(address), stride, from, length, $convert);
                    },
                )
            };
        }
        match operand.dtype {
            DType::F32 | DType::I32 | DType::U32 => into!(u32, u32, |v: u32| v),
            DType::F64 => into!(u64, u64, |v: u64| v),
            // Rounded before: the lower half is zero.
            DType::BF16 => into!(u16, u32, |v: u32| (v >> 16) as u16),
            DType::F16 => into!(f16, f32, |v: f32| f16::from_f32(v)),
            DType::U8 | DType::Bool => into!(u8, u32, |v: u32| v as u8),
        }
    }
}

/// Counts along an axis: the address of each element is its value.
///
/// # Safety
/// `register` has room for [`CHUNK`] elements.
#[inline(always)]
pub(super) unsafe fn iota(
    extents: &[usize],
    operand: &Operand,
    lane: Lane,
    start: usize,
    count: usize,
    register: *mut u64,
) {
    // SAFETY: `walk` stays within `count`.
    unsafe {
        walk(extents, operand, start, count, |first, address, stride, length| {
            for i in 0..length {
                let value = address + i as isize * stride;
                match lane {
                    Lane::F32 => register.cast::<f32>().add(first + i).write(value as f32),
                    Lane::F64 => register.cast::<f64>().add(first + i).write(value as f64),
                    Lane::I32 => register.cast::<i32>().add(first + i).write(value as i32),
                    Lane::U32 => register.cast::<u32>().add(first + i).write(value as u32),
                }
            }
        });
    }
}

/// To the nearest bf16, ties to even, still held as f32.
#[inline(always)]
pub(in crate::cpu::planned) fn round_bf16(v: f32) -> f32 {
    let bits = v.to_bits();
    let rounded = bits.wrapping_add(0x7fff + ((bits >> 16) & 1)) & 0xffff_0000;
    f32::from_bits(if v.is_nan() { (bits & 0xffff_0000) | 0x0040_0000 } else { rounded })
}

/// To the nearest f16, ties to even, still held as f32.
#[inline(always)]
pub(super) fn round_f16(v: f32) -> f32 {
    f16::from_f32(v).to_f32()
}

#[cfg(test)]
mod tests {
    use super::*;
    use half::bf16;

    #[test]
    fn rounding_is_that_of_the_type() {
        for bits in (0..=u32::MAX).step_by(65_521) {
            let v = f32::from_bits(bits);
            let (a, b) = (round_bf16(v), bf16::from_f32(v).to_f32());
            assert!(a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()), "{v}");
        }
    }
}
