//! Slices put, or joined, into an operand at indices; those that do not fit whole are left out.

use super::combiner::Combiner;
use super::fault::{Read, missing, wrong};
use super::indices::{Numbers, Places, table};
use super::known::splat;
use super::limits::check_extents;
use super::site::{Site, transposed};
use crate::graph::{DType, Tensor};

/// Rows to be put into a table.
struct Rows {
    /// Where, i32 `[n]`.
    numbers: Tensor,
    /// What, `[n, …]`.
    values: Tensor,
    /// Which, bool `[n]`; all where there is nothing.
    wanted: Option<Tensor>,
}

pub(super) fn scatter(site: &Site<'_, '_>) -> Read<Tensor> {
    let operands = site.all_tensors()?;
    let &[x, indices, updates] = &operands[..] else {
        return missing("a scatter into several arrays");
    };
    let Some(numbers) = &site.instruction.scatter_dimension_numbers else {
        return wrong("has no dimension numbers");
    };
    let Some(combiner) = Combiner::of(site.reader.view, site.called(0)?) else {
        return missing("a scatter that joins by more than one operation");
    };
    let places = Places::new(
        site,
        x,
        indices,
        &Numbers {
            map: &numbers.scatter_dims_to_operand_dims,
            vector: numbers.index_vector_dim,
            operand_batching: &numbers.input_batching_dims,
            indices_batching: &numbers.scatter_indices_batching_dims,
            collapsed: &numbers.inserted_window_dims,
        },
    )?;
    let windows = site.axes(&numbers.update_window_dims, updates.rank())?;
    let rest: Vec<usize> = (0..updates.rank()).filter(|axis| !windows.contains(axis)).collect();
    let extents = |axes: &[usize]| axes.iter().map(|&a| updates.shape()[a]).collect::<Vec<_>>();
    let sizes = places.whole(&extents(&windows))?;
    let fits = sizes.iter().zip(x.shape().iter()).all(|(size, extent)| size <= extent);
    if updates.dtype() != x.dtype() || extents(&rest) != places.batch || !fits {
        return wrong(format!("puts {} into {} at {}", updates.ty(), x.ty(), indices.ty()));
    }
    if updates.shape().contains(&0) {
        return Ok(x.clone());
    }
    let row = places.row(x, &sizes);
    let numbers = places.rows(site, x, &sizes)?;
    let &[flat, within] = &numbers.shape()[..] else { return wrong("has no rows") };
    let count = flat * within;
    check_extents(&[count])?;
    let trailing = &x.shape()[x.rank() - row..];
    let dims: Vec<usize> = std::iter::once(count).chain(trailing.iter().copied()).collect();
    let values = transposed(updates, &[&rest[..], &windows].concat())?.reshape(dims)?;
    let wanted = match places.inside(x, &sizes)? {
        None => None,
        Some(inside) => Some(inside.broadcast_in_dim([flat, within], &[0])?.reshape([count])?),
    };
    let rows = Rows { numbers: numbers.reshape([count])?, values, wanted };
    let distinct = site.instruction.unique_indices || flat == 1;
    let into = table(x, row)?;
    let made = match combiner {
        Combiner::Add if x.dtype() != DType::Bool => add(&into, &rows)?,
        Combiner::Assign if distinct => assign(site, &into, &rows)?,
        Combiner::Assign => assign(site, &into, &last_of_each(&rows)?)?,
        _ if distinct => {
            let values = combiner.join(&into.gather(&rows.numbers)?, &rows.values)?;
            assign(site, &into, &Rows { values, ..rows })?
        }
        _ => {
            return missing(
                "a scatter that joins otherwise than by adding, at places that may repeat,",
            );
        }
    };
    Ok(made.reshape(x.shape().clone())?)
}

/// The values of unwanted rows made zero.
fn masked(rows: &Rows) -> Read<Tensor> {
    let Some(wanted) = &rows.wanted else { return Ok(rows.values.clone()) };
    let wanted = wanted.broadcast_in_dim(rows.values.shape().clone(), &[0])?;
    Ok(wanted.select(&rows.values, &rows.values.scalar_like(0.0))?)
}

fn add(into: &Tensor, rows: &Rows) -> Read<Tensor> {
    let dtype = into.dtype();
    let wide = if dtype == DType::U8 { DType::U32 } else { dtype };
    let sum = masked(rows)?.cast(wide)?.scatter_add(&rows.numbers, into.shape()[0])?.cast(dtype)?;
    if splat(into) == Some(0.0) { Ok(sum) } else { Ok(into.add(&sum)?) }
}

/// f32 counts without gaps below this.
const COUNTED_BY_F32: usize = 1 << 24;

/// Rows at different places: what is added up at each place is the number of one row, from 1. Numbers
/// are scattered as f32, since neuronx-cc refuses to add integers so.
fn assign(site: &Site<'_, '_>, into: &Tensor, rows: &Rows) -> Read<Tensor> {
    let count = rows.numbers.shape()[0];
    let dtype = if count < COUNTED_BY_F32 { DType::F32 } else { DType::I32 };
    let mut which = site.iota(&[count], 0)?.add_scalar(1.0)?.cast(dtype)?;
    if let Some(wanted) = &rows.wanted {
        which = wanted.select(&which, &which.scalar_like(0.0))?;
    }
    let which = which.scatter_add(&rows.numbers, into.shape()[0])?.cast(DType::I32)?;
    let hit = which.greater(&which.scalar_like(0.0))?;
    let row = which.maximum(&which.scalar_like(1.0))?.add_scalar(-1.0)?;
    let hit = hit.broadcast_in_dim(into.shape().clone(), &[0])?;
    Ok(hit.select(&rows.values.gather(&row)?, into)?)
}

/// Of the rows that go to one place, the last; in another order.
fn last_of_each(rows: &Rows) -> Read<Rows> {
    let count = rows.numbers.shape()[0];
    // Unwanted rows come before the first place.
    let nowhere = rows.numbers.scalar_like(-1.0);
    let numbers = match &rows.wanted {
        Some(wanted) => wanted.select(&rows.numbers, &nowhere)?,
        None => rows.numbers.clone(),
    };
    // Sorting keeps the order of equals: from the end, the last of them comes first.
    let (sorted, order) = numbers.reverse(&[0])?.top_k(count)?;
    let order = order.scalar_like(count as f64 - 1.0).sub(&order)?;
    let before = sorted.narrow(0, 0, count - 1)?.pad(&[1], &[0], -2.0)?;
    let first = sorted.not_equal(&before)?;
    let wanted = first.and(&sorted.greater_equal(&sorted.scalar_like(0.0))?)?;
    let numbers = sorted.maximum(&sorted.scalar_like(0.0))?;
    let values = rows.values.gather(&order)?;
    Ok(Rows { numbers, values, wanted: Some(wanted) })
}
