//! What candle has no kernel for, or none that is exact, element by element in host memory.

use candle_core::{DType, Result, Tensor};

/// `f` of each element, in f64, which holds every element type's values.
fn map(x: &Tensor, f: impl Fn(f64) -> f64) -> Result<Tensor> {
    let values = x.to_dtype(DType::F64)?.flatten_all()?.to_vec1::<f64>()?;
    let values: Vec<f64> = values.into_iter().map(f).collect();
    Tensor::from_vec(values, x.dims(), x.device())?.to_dtype(x.dtype())
}

pub(super) fn expm1(x: &Tensor) -> Result<Tensor> {
    map(x, f64::exp_m1)
}

pub(super) fn log1p(x: &Tensor) -> Result<Tensor> {
    map(x, f64::ln_1p)
}

/// candle's own rounds ties away from zero.
pub(super) fn round_ties_even(x: &Tensor) -> Result<Tensor> {
    map(x, f64::round_ties_even)
}

/// candle's own is `exp(b ln a)`, which is wrong for a negative base.
pub(super) fn pow(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    let read = |x: &Tensor| x.to_dtype(DType::F64)?.flatten_all()?.to_vec1::<f64>();
    let values: Vec<f64> = read(a)?.into_iter().zip(read(b)?).map(|(a, b)| a.powf(b)).collect();
    Tensor::from_vec(values, a.dims(), a.device())?.to_dtype(a.dtype())
}

/// `f` of the bits of integers of one type, given and taken as i64.
pub(super) fn bitwise(a: &Tensor, b: &Tensor, f: impl Fn(i64, i64) -> i64) -> Result<Tensor> {
    let read = |x: &Tensor| x.to_dtype(DType::I64)?.flatten_all()?.to_vec1::<i64>();
    let values: Vec<i64> = read(a)?.into_iter().zip(read(b)?).map(|(a, b)| f(a, b)).collect();
    Tensor::from_vec(values, a.dims(), a.device())?.to_dtype(a.dtype())
}

/// f64 to f32, rounded to odd: the result can be rounded once more, to 16 bits, as if at once
/// (S. Boldo and G. Melquiond, *Emulation of FMA and correctly rounded sums*, 2008).
pub(super) fn round_to_odd(x: &Tensor) -> Result<Tensor> {
    let values = x.flatten_all()?.to_vec1::<f64>()?;
    let values: Vec<f32> = values.into_iter().map(crate::graph::round_to_odd).collect();
    Tensor::from_vec(values, x.dims(), x.device())
}

/// Indices of the `k` largest of each row of `n`, descending; the first of equals first, NaN
/// before all numbers.
pub(super) fn largest(x: &Tensor, k: usize) -> Result<Tensor> {
    let n = x.dims().last().copied().unwrap_or(1);
    let values = x.to_dtype(DType::F64)?.flatten_all()?.to_vec1::<f64>()?;
    let mut found: Vec<u32> = Vec::with_capacity(values.len() / n * k);
    for row in values.chunks_exact(n) {
        let mut order: Vec<u32> = (0..n as u32).collect();
        order.sort_by(|&i, &j| {
            let (a, b) = (row[i as usize], row[j as usize]);
            b.is_nan().cmp(&a.is_nan()).then(b.partial_cmp(&a).unwrap_or(std::cmp::Ordering::Equal))
        });
        found.extend_from_slice(&order[..k]);
    }
    let mut dims = x.dims().to_vec();
    if let Some(last) = dims.last_mut() {
        *last = k;
    }
    Tensor::from_vec(found, dims, x.device())
}
