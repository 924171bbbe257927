//! Rules of reductions.

use super::super::{DType, TensorType};

pub(super) fn check_axes(axes: &[usize], x: &TensorType) -> Result<(), String> {
    let ascending = axes.windows(2).all(|pair| pair[0] < pair[1]);
    if ascending && axes.iter().all(|&axis| axis < x.shape.rank()) {
        Ok(())
    } else {
        Err(format!("works along axes {axes:?}, but the argument is {x}"))
    }
}

pub(super) fn reduce(axes: &[usize], [x]: &[&TensorType; 1]) -> Result<TensorType, String> {
    check_axes(axes, x)?;
    if x.dtype == DType::Bool {
        return Err("does not take bool: cast it first".to_owned());
    }
    Ok(TensorType::new(x.dtype, x.shape.without(axes)))
}
