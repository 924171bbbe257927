//! Arithmetic of integers as XLA defines it: it wraps, and a division by zero has a value.

use bytemuck::Pod;

/// The functions of integers that HLO has.
pub(super) trait Integer: Pod + Ord {
    fn abs(self) -> Self;
    fn add(self, other: Self) -> Self;
    fn and(self, other: Self) -> Self;
    fn divide(self, other: Self) -> Self;
    fn leading_zeros(self) -> Self;
    fn multiply(self, other: Self) -> Self;
    fn negate(self) -> Self;
    fn not(self) -> Self;
    fn or(self, other: Self) -> Self;
    fn population_count(self) -> Self;
    fn power(self, other: Self) -> Self;
    fn remainder(self, other: Self) -> Self;
    fn shift_left(self, other: Self) -> Self;
    fn shift_right_arithmetic(self, other: Self) -> Self;
    fn shift_right_logical(self, other: Self) -> Self;
    fn sign(self) -> Self;
    fn subtract(self, other: Self) -> Self;
    fn xor(self, other: Self) -> Self;
}

macro_rules! integer {
    ($type:ident, $signed:ident, $unsigned:ident) => {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_possible_wrap,
            clippy::cast_sign_loss,
            clippy::cast_lossless,
            trivial_numeric_casts,
            unused_comparisons,
            reason = "bits of one width, looked at with and without a sign"
        )]
        impl Integer for $type {
            fn abs(self) -> Self {
                if self < 0 as $type { self.negate() } else { self }
            }
            fn add(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            fn and(self, other: Self) -> Self {
                self & other
            }
            fn divide(self, other: Self) -> Self {
                // All bits set: -1, or the largest unsigned number.
                if other == 0 { !0 } else { self.wrapping_div(other) }
            }
            fn leading_zeros(self) -> Self {
                $type::leading_zeros(self) as $type
            }
            fn multiply(self, other: Self) -> Self {
                self.wrapping_mul(other)
            }
            fn negate(self) -> Self {
                self.wrapping_neg()
            }
            fn not(self) -> Self {
                !self
            }
            fn or(self, other: Self) -> Self {
                self | other
            }
            fn population_count(self) -> Self {
                self.count_ones() as $type
            }
            fn power(self, other: Self) -> Self {
                if (other as $signed) < 0 && $type::MIN != 0 {
                    // 1 / self^n: only ±1 have one that is no fraction.
                    return match self as $signed {
                        1 => 1,
                        -1 if other & 1 == 1 => self,
                        -1 => 1,
                        _ => 0,
                    };
                }
                let (mut base, mut exponent, mut power) = (self, other as $unsigned, 1 as $type);
                while exponent > 0 {
                    if exponent & 1 == 1 {
                        power = power.wrapping_mul(base);
                    }
                    base = base.wrapping_mul(base);
                    exponent >>= 1;
                }
                power
            }
            fn remainder(self, other: Self) -> Self {
                if other == 0 { self } else { self.wrapping_rem(other) }
            }
            fn shift_left(self, other: Self) -> Self {
                if (other as $unsigned) < $type::BITS as $unsigned {
                    self << (other as u32)
                } else {
                    0
                }
            }
            fn shift_right_arithmetic(self, other: Self) -> Self {
                let shift = (other as $unsigned).min($type::BITS as $unsigned - 1);
                ((self as $signed) >> (shift as u32)) as $type
            }
            fn shift_right_logical(self, other: Self) -> Self {
                if (other as $unsigned) < $type::BITS as $unsigned {
                    ((self as $unsigned) >> (other as u32)) as $type
                } else {
                    0
                }
            }
            fn sign(self) -> Self {
                match self.cmp(&0) {
                    std::cmp::Ordering::Less => !0,
                    std::cmp::Ordering::Equal => 0,
                    std::cmp::Ordering::Greater => 1,
                }
            }
            fn subtract(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
            fn xor(self, other: Self) -> Self {
                self ^ other
            }
        }
    };
}
integer!(i8, i8, u8);
integer!(i16, i16, u16);
integer!(i32, i32, u32);
integer!(i64, i64, u64);
integer!(u8, i8, u8);
integer!(u16, i16, u16);
integer!(u32, i32, u32);
integer!(u64, i64, u64);

#[cfg(test)]
mod tests {
    use super::Integer;

    #[test]
    fn division_by_zero_has_a_value() {
        assert_eq!(Integer::divide(7_i32, 0), -1);
        assert_eq!(Integer::divide(7_u8, 0), 255);
        assert_eq!(Integer::remainder(7_i32, 0), 7);
        assert_eq!(Integer::divide(i32::MIN, -1), i32::MIN);
        assert_eq!(Integer::remainder(i32::MIN, -1), 0);
    }

    #[test]
    fn shifts_beyond_the_width() {
        assert_eq!(Integer::shift_left(1_i32, 32), 0);
        assert_eq!(Integer::shift_left(1_i32, -1), 0);
        assert_eq!(Integer::shift_right_logical(-1_i32, 31), 1);
        assert_eq!(Integer::shift_right_arithmetic(-8_i32, 40), -1);
        assert_eq!(Integer::shift_right_arithmetic(0x8000_0000_u32, 31), u32::MAX);
    }

    #[test]
    fn powers() {
        assert_eq!(Integer::power(3_i32, 4), 81);
        assert_eq!(Integer::power(-1_i32, -3), -1);
        assert_eq!(Integer::power(2_i32, -1), 0);
        assert_eq!(Integer::power(2_u8, 200), 0);
        assert_eq!(Integer::power(1_u8, 200), 1);
    }
}
