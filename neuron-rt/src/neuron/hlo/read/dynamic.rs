//! Slices whose beginning is known only when it runs. They are moved until they fit, as XLA does.

use super::fault::{Read, wrong};
use super::known::splat;
use super::limits::check_extents;
use super::site::{Site, extent, inverse, leading, transposed};
use crate::graph::{DType, Tensor};

/// Where a slice of `size` begins along an axis of `cells`: a scalar i32, moved until it fits.
fn begin(start: &Tensor, size: usize, cells: usize) -> Read<Tensor> {
    if start.rank() > 0 || !start.dtype().is_int() {
        return wrong(format!("begins at {}", start.ty()));
    }
    let start = match start.dtype() {
        DType::U32 => start.minimum(&start.scalar_like(f64::from(i32::MAX)))?,
        _ => start.clone(),
    };
    Ok(start.cast(DType::I32)?.clamp(0.0, (cells - size) as f64)?)
}

/// Elements of an axis by number.
fn take(x: &Tensor, axis: usize, numbers: &Tensor) -> Read<Tensor> {
    let order = leading(&[axis], x.rank());
    let made = transposed(x, &order)?.gather(numbers)?;
    transposed(&made, &inverse(&order))
}

pub(super) fn slice(site: &Site<'_, '_>) -> Read<Tensor> {
    let tensors = site.all_tensors()?;
    let (x, starts) = (site.tensor(0)?, &tensors[1..]);
    let sizes = site.instruction.dynamic_slice_sizes.iter().map(|&size| extent(size));
    let sizes: Vec<usize> = sizes.collect::<Read<_>>()?;
    let fits = starts.len() == x.rank()
        && sizes.len() == x.rank()
        && sizes.iter().zip(x.shape().iter()).all(|(size, cells)| size <= cells);
    if !fits {
        return wrong(format!("takes {sizes:?} of {} at {} places", x.ty(), starts.len()));
    }
    let mut made = x.clone();
    for (axis, (&size, start)) in sizes.iter().zip(starts).enumerate() {
        let cells = x.shape()[axis];
        if size == cells {
            continue;
        }
        if let Some(known) = splat(start) {
            let from = (known.max(0.0) as usize).min(cells - size);
            made = made.narrow(axis as isize, from, from + size)?;
            continue;
        }
        let start = begin(start, size, cells)?.reshape([1])?;
        let numbers = if size == 1 { start } else { site.iota(&[size], 0)?.add(&start)? };
        made = take(&made, axis, &numbers)?;
    }
    Ok(made)
}

pub(super) fn update(site: &Site<'_, '_>) -> Read<Tensor> {
    let tensors = site.all_tensors()?;
    let (x, update) = (site.tensor(0)?, site.tensor(1)?);
    let starts = &tensors[2..];
    let fits = starts.len() == x.rank()
        && update.rank() == x.rank()
        && update.dtype() == x.dtype()
        && update.shape().iter().zip(x.shape().iter()).all(|(size, cells)| size <= cells);
    if !fits {
        return wrong(format!("puts {} into {} at {} places", update.ty(), x.ty(), starts.len()));
    }
    if update.shape().contains(&0) {
        return Ok(x.clone());
    }
    check_extents(x.shape())?;
    let mut spread = update.clone();
    let mut inside: Option<Tensor> = None;
    for (axis, start) in starts.iter().enumerate() {
        let (size, cells) = (update.shape()[axis], x.shape()[axis]);
        if size == cells {
            continue;
        }
        let from = site.iota(&[cells], 0)?.sub(&begin(start, size, cells)?)?;
        let low = from.greater_equal(&from.scalar_like(0.0))?;
        let here = low.and(&from.less(&from.scalar_like(size as f64))?)?;
        let here = here.broadcast_in_dim(x.shape().clone(), &[axis])?;
        if size == 1 {
            let shape = spread.shape().with(axis, cells);
            spread = spread.broadcast_to(shape)?;
        } else {
            spread = take(&spread, axis, &from.clamp(0.0, size as f64 - 1.0)?)?;
        }
        inside = Some(match inside {
            None => here,
            Some(inside) => inside.and(&here)?,
        });
    }
    match inside {
        None => Ok(spread),
        Some(inside) => Ok(inside.select(&spread, x)?),
    }
}
