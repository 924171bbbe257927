//! Integers wrap, and nothing that they do fails. Expected values by hand: results modulo 2^32 or
//! 2^8, division truncated towards zero, and zero where the divisor is.

use crate::expect::{F64, expect, i32s, of};
use neuron_rt::graph::{DType, Literal, Result, Tensor};

type Unary = fn(&Tensor) -> Result<Tensor>;
type Binary = fn(&Tensor, &Tensor) -> Result<Tensor>;
type Reduce = fn(&Tensor, &[isize]) -> Result<Tensor>;

fn u32s(values: &[u32]) -> Literal {
    Literal::from_u32([values.len()], values).unwrap()
}

#[test]
fn i32_wraps() {
    let a = i32s(&[6], &[i32::MAX, i32::MIN, 65536, -7, 7, i32::MIN]);
    let b = i32s(&[6], &[1, -1, 65537, 2, -2, 0]);
    let all: [(Binary, [i32; 6]); 9] = [
        (Tensor::add, [i32::MIN, i32::MAX, 131_073, -5, 5, i32::MIN]),
        (Tensor::sub, [i32::MAX - 1, i32::MIN + 1, -1, -9, 9, i32::MIN]),
        (Tensor::mul, [i32::MAX, i32::MIN, 65536, -14, -14, 0]),
        (Tensor::div, [i32::MAX, i32::MIN, 0, -3, -3, 0]),
        (Tensor::maximum, [i32::MAX, -1, 65537, 2, 7, 0]),
        (Tensor::minimum, [1, i32::MIN, 65536, -7, -2, i32::MIN]),
        (Tensor::and, [1, i32::MIN, 65536, 0, 6, 0]),
        (Tensor::or, [i32::MAX, -1, 65537, -5, -1, i32::MIN]),
        (Tensor::xor, [i32::MAX - 1, i32::MAX, 1, -5, -7, i32::MIN]),
    ];
    for (f, expected) in all {
        expect(&[a.clone(), b.clone()], F64, |x| f(&x[0], &x[1]), &i32s(&[6], &expected));
    }
}

#[test]
fn u32_wraps() {
    let a = u32s(&[u32::MAX, 0, 0xFFFF_FFFF, 0x8000_0001, 7]);
    let b = u32s(&[1, 1, 0xFFFF_FFFF, 2, 0]);
    let all: [(Binary, [u32; 5]); 7] = [
        (Tensor::add, [0, 1, 0xFFFF_FFFE, 0x8000_0003, 7]),
        (Tensor::sub, [u32::MAX - 1, u32::MAX, 0, 0x7FFF_FFFF, 7]),
        (Tensor::mul, [u32::MAX, 0, 1, 2, 0]),
        (Tensor::div, [u32::MAX, 0, 1, 0x4000_0000, 0]),
        (Tensor::maximum, [u32::MAX, 1, u32::MAX, 0x8000_0001, 7]),
        (Tensor::minimum, [1, 0, u32::MAX, 2, 0]),
        (Tensor::xor, [0xFFFF_FFFE, 1, 0, 0x8000_0003, 7]),
    ];
    for (f, expected) in all {
        expect(&[a.clone(), b.clone()], F64, |x| f(&x[0], &x[1]), &u32s(&expected));
    }
}

#[test]
fn u8_wraps() {
    let a = of(DType::U8, &[4], &[255.0, 0.0, 16.0, 9.0]);
    let b = of(DType::U8, &[4], &[1.0, 1.0, 16.0, 2.0]);
    let all: [(Binary, [f64; 4]); 6] = [
        (Tensor::add, [0.0, 1.0, 32.0, 11.0]),
        (Tensor::sub, [254.0, 255.0, 0.0, 7.0]),
        (Tensor::mul, [255.0, 0.0, 0.0, 18.0]),
        (Tensor::div, [255.0, 0.0, 1.0, 4.0]),
        (Tensor::and, [1.0, 0.0, 16.0, 0.0]),
        (Tensor::or, [255.0, 1.0, 16.0, 11.0]),
    ];
    for (f, expected) in all {
        let expected = of(DType::U8, &[4], &expected);
        expect(&[a.clone(), b.clone()], F64, |x| f(&x[0], &x[1]), &expected);
    }
}

#[test]
fn signs() {
    let x = i32s(&[4], &[i32::MIN, -3, 0, 5]);
    let all: [(Unary, [i32; 4]); 3] = [
        (Tensor::neg, [i32::MIN, 3, 0, -5]),
        (Tensor::abs, [i32::MIN, 3, 0, 5]),
        (Tensor::sign, [-1, -1, 0, 1]),
    ];
    for (f, expected) in all {
        expect(std::slice::from_ref(&x), F64, |x| f(&x[0]), &i32s(&[4], &expected));
    }
}

#[test]
fn reductions_wrap() {
    let x = i32s(&[2, 3], &[i32::MAX, 1, 1, 65536, 65536, 3]);
    let all: [(Reduce, [i32; 2]); 4] = [
        (Tensor::sum, [i32::MIN + 1, 131_075]),
        (Tensor::prod, [i32::MAX, 0]),
        (Tensor::max, [i32::MAX, 65536]),
        (Tensor::min, [1, 3]),
    ];
    for (f, expected) in all {
        expect(std::slice::from_ref(&x), F64, |x| f(&x[0], &[1]), &i32s(&[2], &expected));
    }
    let sums = i32s(&[2, 3], &[i32::MAX, i32::MIN, i32::MIN + 1, 65536, 131_072, 131_075]);
    expect(&[x], F64, |x| x[0].cumulative_sum(1), &sums);
    let bytes = of(DType::U8, &[3], &[200.0, 100.0, 3.0]);
    expect(std::slice::from_ref(&bytes), F64, |x| x[0].sum_all(), &of(DType::U8, &[], &[47.0]));
    // 200 × 100 × 3 = 60,000 = 234 × 256 + 96
    expect(&[bytes], F64, |x| x[0].prod(&[0]), &of(DType::U8, &[], &[96.0]));
    expect(&[u32s(&[u32::MAX, 3])], F64, |x| x[0].max(&[0]), &of(DType::U32, &[], &[4294967295.0]));
}

#[test]
fn comparisons_of_unsigned_numbers_are_unsigned() {
    let given = [u32s(&[u32::MAX, 1]), u32s(&[1, u32::MAX])];
    expect(&given, F64, |x| x[0].less(&x[1]), &of(DType::Bool, &[2], &[0.0, 1.0]));
    let (a, b) = (i32s(&[2], &[-1, 1]), i32s(&[2], &[1, -1]));
    expect(&[a, b], F64, |x| x[0].less(&x[1]), &of(DType::Bool, &[2], &[1.0, 0.0]));
}
