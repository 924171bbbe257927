//! Rules of the operations that address elements by number.

use super::super::{DType, TensorType};
use super::expect_dtype;

pub(super) fn gather([table, ids]: &[&TensorType; 2]) -> Result<TensorType, String> {
    expect_dtype(ids, DType::I32, "row number")?;
    if table.shape.rank() == 0 || table.shape[0] == 0 {
        return Err(format!("needs a table with rows, found {table}"));
    }
    let mut dims = ids.shape.to_vec();
    dims.extend_from_slice(&table.shape[1..]);
    Ok(TensorType::new(table.dtype, dims))
}

pub(super) fn scatter_add(
    rows: usize,
    [ids, values]: &[&TensorType; 2],
) -> Result<TensorType, String> {
    expect_dtype(ids, DType::I32, "row number")?;
    if !values.shape.starts_with(&ids.shape) {
        return Err(format!("needs values {}…, found {values}", ids.shape));
    }
    let mut dims = vec![rows];
    dims.extend_from_slice(&values.shape[ids.shape.rank()..]);
    Ok(TensorType::new(values.dtype, dims))
}

pub(super) fn gather_last([x, ids]: &[&TensorType; 2]) -> Result<TensorType, String> {
    expect_dtype(ids, DType::I32, "index")?;
    let rank = x.shape.rank();
    let fits = rank > 0
        && x.shape[rank - 1] > 0
        && ids.shape.rank() == rank
        && ids.shape[..rank - 1] == x.shape[..rank - 1];
    if fits {
        Ok(TensorType::new(x.dtype, ids.shape.clone()))
    } else {
        Err(format!("cannot index {x} by {ids}: all but the last extent must agree"))
    }
}

pub(super) fn scatter_add_last(
    extent: usize,
    [ids, values]: &[&TensorType; 2],
) -> Result<TensorType, String> {
    expect_dtype(ids, DType::I32, "index")?;
    if ids.shape != values.shape || ids.shape.rank() == 0 {
        return Err(format!("needs one index a value, found {ids} and {values}"));
    }
    let last = ids.shape.rank() - 1;
    Ok(TensorType::new(values.dtype, values.shape.with(last, extent)))
}

pub(super) fn top_k(k: usize, [x]: &[&TensorType; 1]) -> Result<Vec<TensorType>, String> {
    let last = x.shape.rank().checked_sub(1).filter(|&last| (1..=x.shape[last]).contains(&k));
    let last = last.ok_or_else(|| format!("cannot take the largest {k} of {x}"))?;
    if x.dtype == DType::Bool {
        return Err("does not take bool".to_owned());
    }
    let shape = x.shape.with(last, k);
    Ok(vec![TensorType::new(x.dtype, shape.clone()), TensorType::new(DType::I32, shape)])
}
