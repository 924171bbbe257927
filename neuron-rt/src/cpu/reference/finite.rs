//! Stopping at the first value that is not finite.

use super::elementwise::is_nan;
use super::walk::Site;
use crate::executable::RunError;
use crate::graph::Op;
use candle_core::{DType, Result, Tensor};

/// # Errors
/// [`RunError::NotFinite`] where a result has a NaN, or an infinity that no argument had.
pub(super) fn check(
    site: &Site<'_>,
    op: &Op,
    args: &[Tensor],
    results: &[Tensor],
) -> std::result::Result<(), RunError> {
    // Bodies are checked node by node.
    if matches!(op, Op::Scan(_) | Op::Composite(_)) {
        return Ok(());
    }
    // An infinity that was written down is meant, as in a mask.
    let meant = match op {
        Op::Constant(_) => true,
        Op::Pad { value, .. } => value.is_infinite(),
        _ => false,
    };
    let found = || -> Result<Option<&'static str>> {
        if any(results, is_nan)? {
            return Ok(Some("NaN"));
        }
        let arose = !meant && any(results, is_infinite)? && !any(args, is_infinite)?;
        Ok(arose.then_some("an infinity"))
    };
    match found().map_err(|why| site.failed(&why))? {
        Some(what) => Err(site.not_finite(what)),
        None => Ok(()),
    }
}

fn is_infinite(x: &Tensor) -> Result<Tensor> {
    let infinity = x.ones_like()?.affine(f64::INFINITY, 0.0)?;
    x.abs()?.eq(&infinity)
}

fn any(tensors: &[Tensor], property: impl Fn(&Tensor) -> Result<Tensor>) -> Result<bool> {
    for x in tensors.iter().filter(|x| x.dtype().is_float() && x.elem_count() > 0) {
        if property(&x.flatten_all()?)?.to_dtype(DType::U32)?.max(0)?.to_scalar::<u32>()? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}
