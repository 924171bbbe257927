//! Products of matrices.

use bytemuck::Pod;
use gemm::Parallelism;

use super::super::integer::Integer;

/// A matrix within a slice: where it begins, and the distances of its rows and columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Matrix {
    /// Place of the first element.
    pub(super) start: usize,
    /// Distance of two rows.
    pub(super) rows: usize,
    /// Distance of two columns.
    pub(super) columns: usize,
}

impl Matrix {
    /// Whether all of `rows` × `columns` elements lie within `length`.
    fn fits(&self, rows: usize, columns: usize, length: usize) -> bool {
        rows == 0
            || columns == 0
            || self.start + (rows - 1) * self.rows + (columns - 1) * self.columns < length
    }
}

/// Numbers that matrices can have.
pub(super) trait Scalar: Pod {
    /// Adds to `to`, of m × n, the product of `left`, of m × k, and `right`, of k × n.
    fn add_product(
        size: [usize; 3],
        to: (&mut [Self], Matrix),
        left: (&[Self], Matrix),
        right: (&[Self], Matrix),
    );
}

macro_rules! float_scalar {
    ($type:ty) => {
        impl Scalar for $type {
            #[expect(unsafe_code, reason = "the crate `gemm` takes pointers")]
            fn add_product(
                [m, n, k]: [usize; 3],
                (to, to_at): (&mut [Self], Matrix),
                (left, left_at): (&[Self], Matrix),
                (right, right_at): (&[Self], Matrix),
            ) {
                assert!(
                    to_at.fits(m, n, to.len())
                        && left_at.fits(m, k, left.len())
                        && right_at.fits(k, n, right.len()),
                    "a matrix lies within its slice"
                );
                if m == 0 || n == 0 || k == 0 {
                    return;
                }
                // SAFETY: the assertion holds all elements of the three matrices within their slices, which live
                // through the call; `to` is borrowed alone, and its elements are distinct as its columns and rows
                // are those of a dense array. All elements are initialised.
                unsafe {
                    gemm::gemm(
                        m,
                        n,
                        k,
                        to.as_mut_ptr().add(to_at.start),
                        to_at.columns.cast_signed(),
                        to_at.rows.cast_signed(),
                        true,
                        left.as_ptr().add(left_at.start),
                        left_at.columns.cast_signed(),
                        left_at.rows.cast_signed(),
                        right.as_ptr().add(right_at.start),
                        right_at.columns.cast_signed(),
                        right_at.rows.cast_signed(),
                        1.0,
                        1.0,
                        false,
                        false,
                        false,
                        Parallelism::None,
                    );
                }
            }
        }
    };
}
float_scalar!(f32);
float_scalar!(f64);

macro_rules! integer_scalar {
    ($($type:ty),*) => {
        $(impl Scalar for $type {
            fn add_product(
                [m, n, k]: [usize; 3],
                (to, to_at): (&mut [Self], Matrix),
                (left, left_at): (&[Self], Matrix),
                (right, right_at): (&[Self], Matrix),
            ) {
                for row in 0..m {
                    for middle in 0..k {
                        let a = left[left_at.start + row * left_at.rows + middle * left_at.columns];
                        for column in 0..n {
                            let b = right_at.start + middle * right_at.rows + column * right_at.columns;
                            let at = to_at.start + row * to_at.rows + column * to_at.columns;
                            to[at] = Integer::add(to[at], Integer::multiply(a, right[b]));
                        }
                    }
                }
            }
        })*
    };
}
integer_scalar!(i8, i16, i32, i64, u8, u16, u32, u64);

/// Runs a block with `$type` standing for the type of matrices of these elements.
macro_rules! for_scalar {
    ($element:expr, $type:ident => $block:expr) => {
        match $element {
            crate::hlo::ElementType::F32
            | crate::hlo::ElementType::F16
            | crate::hlo::ElementType::Bf16 => {
                type $type = f32;
                $block
            }
            crate::hlo::ElementType::F64 => {
                type $type = f64;
                $block
            }
            crate::hlo::ElementType::S8 => {
                type $type = i8;
                $block
            }
            crate::hlo::ElementType::S16 => {
                type $type = i16;
                $block
            }
            crate::hlo::ElementType::S32 => {
                type $type = i32;
                $block
            }
            crate::hlo::ElementType::S64 => {
                type $type = i64;
                $block
            }
            crate::hlo::ElementType::U8 | crate::hlo::ElementType::Pred => {
                type $type = u8;
                $block
            }
            crate::hlo::ElementType::U16 => {
                type $type = u16;
                $block
            }
            crate::hlo::ElementType::U32 => {
                type $type = u32;
                $block
            }
            crate::hlo::ElementType::U64 => {
                type $type = u64;
                $block
            }
        }
    };
}
pub(super) use for_scalar;
