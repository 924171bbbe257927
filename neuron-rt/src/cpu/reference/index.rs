//! Addressing elements by number.

use super::host;
use super::precision::{in_wide, narrow, widen};
use super::transfer;
use crate::graph::TensorType;
use candle_core::{DType, Result, Tensor};

/// Indices as candle wants them, clamped to `0..extent`.
fn clamped(ids: &Tensor, extent: usize) -> Result<Tensor> {
    let last = extent as i64 - 1;
    let flat = ids.flatten_all()?.to_dtype(DType::I64)?.maximum(0i64)?.minimum(last)?;
    flat.to_dtype(DType::U32)?.reshape(ids.dims())
}

pub(super) fn gather(table: &Tensor, ids: &Tensor, result: &TensorType) -> Result<Tensor> {
    let ids = clamped(&ids.flatten_all()?, table.dims()[0])?;
    table.contiguous()?.index_select(&ids, 0)?.reshape(result.shape.dims())
}

pub(super) fn scatter_add(ids: &Tensor, values: &Tensor, result: &TensorType) -> Result<Tensor> {
    if values.elem_count() == 0 {
        return transfer::zeros(result, values.device());
    }
    let rows = result.shape[0];
    let ids = clamped(&ids.flatten_all()?, rows)?;
    in_wide([values], |[values]| {
        let row = result.shape.elements() / rows;
        let values = values.reshape((ids.elem_count(), row))?.contiguous()?;
        let table = Tensor::zeros((rows, row), values.dtype(), values.device())?;
        table.index_add(&ids, &values, 0)?.reshape(result.shape.dims())
    })
}

pub(super) fn gather_last(x: &Tensor, ids: &Tensor) -> Result<Tensor> {
    let last = x.rank() - 1;
    x.contiguous()?.gather(&clamped(ids, x.dims()[last])?, last)
}

pub(super) fn scatter_add_last(
    ids: &Tensor,
    values: &Tensor,
    result: &TensorType,
) -> Result<Tensor> {
    if values.elem_count() == 0 {
        return transfer::zeros(result, values.device());
    }
    let last = result.shape.rank() - 1;
    let ids = clamped(ids, result.shape[last])?;
    let wide = widen(values)?;
    let zeros = Tensor::zeros(result.shape.dims(), wide.dtype(), wide.device())?;
    narrow(&zeros.scatter_add(&ids, &wide.contiguous()?, last)?, values.dtype())
}

pub(super) fn top_k(x: &Tensor, k: usize) -> Result<Vec<Tensor>> {
    let found = host::largest(x, k)?;
    let values = x.contiguous()?.gather(&found, x.rank() - 1)?;
    Ok(vec![values, found.to_dtype(DType::I32)?])
}
