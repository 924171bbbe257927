//! Where values come from.

use super::fault::{Read, wrong};
use super::site::Site;
use super::types;
use crate::graph::{DType, Tensor};

pub(super) fn constant(site: &Site<'_, '_>) -> Read<Tensor> {
    let Some(literal) = &site.instruction.literal else { return wrong("has no value") };
    let tensor = site.constant(types::literal(literal)?);
    if site.reader.lifted.is_some() && tensor.rank() == 0 {
        return Ok(tensor.broadcast_in_dim(site.result()?.shape, &[])?);
    }
    Ok(tensor)
}

pub(super) fn iota(site: &Site<'_, '_>) -> Read<Tensor> {
    let ty = site.result()?;
    let axis = site.instruction.dimensions.first().copied().unwrap_or(0);
    let axis = site.axis(axis, ty.shape.rank())?;
    Ok(site.reader.builder.iota(ty.dtype, ty.shape, axis)?)
}

/// There is one replica, and its number is 0.
pub(super) fn number_of_replica(site: &Site<'_, '_>) -> Read<Tensor> {
    Ok(site.scalar(DType::U32, 0.0))
}

pub(super) fn dimension_size(site: &Site<'_, '_>) -> Read<Tensor> {
    let x = site.tensor(0)?;
    let axis = site.instruction.dimensions.first().copied().unwrap_or(0);
    Ok(site.scalar(DType::I32, x.shape()[site.axis(axis, x.rank())?] as f64))
}
