//! Where the slices of a gather or of a scatter begin, as numbers of rows of a flat table.

use super::fault::{Read, wrong};
use super::limits::check_extents;
use super::site::Site;
use crate::graph::{DType, Tensor};

/// The dimension numbers that gathers and scatters share.
pub(super) struct Numbers<'m> {
    /// Which axis of the operand each index is for.
    pub(super) map: &'m [i64],
    /// Which axis of the indices holds the indices of one place.
    pub(super) vector: i64,
    /// Axes that the operand and the indices share.
    pub(super) operand_batching: &'m [i64],
    pub(super) indices_batching: &'m [i64],
    /// Axes of the operand that slices do not have.
    pub(super) collapsed: &'m [i64],
}

/// What slices are taken of an operand.
pub(super) struct Places {
    /// Extents of the indices without the axis of one place's indices.
    pub(super) batch: Vec<usize>,
    /// For each axis of the operand, where slices begin: i32 `[batch]`, flat.
    starts: Vec<Option<Tensor>>,
    /// Whether the beginning is an index, which may be out of range.
    indexed: Vec<bool>,
    /// For each axis of the operand, whether slices have it.
    kept: Vec<bool>,
}

impl Places {
    pub(super) fn new(
        site: &Site<'_, '_>,
        operand: &Tensor,
        indices: &Tensor,
        numbers: &Numbers<'_>,
    ) -> Read<Self> {
        let rank = operand.rank();
        let mut indices = match indices.dtype() {
            DType::I32 => indices.clone(),
            // What is beyond i32 is beyond every tensor, and must not come out negative.
            DType::U32 => {
                indices.minimum(&indices.scalar_like(f64::from(i32::MAX)))?.cast(DType::I32)?
            }
            DType::U8 => indices.cast(DType::I32)?,
            other => return wrong(format!("has indices of {other}")),
        };
        if usize::try_from(numbers.vector) == Ok(indices.rank()) {
            indices = indices.unsqueeze(indices.rank())?;
        }
        let vector = site.axis(numbers.vector, indices.rank())?;
        let mut order: Vec<usize> = (0..indices.rank()).filter(|&axis| axis != vector).collect();
        let batch: Vec<usize> = order.iter().map(|&axis| indices.shape()[axis]).collect();
        order.push(vector);
        let map = site.axes(numbers.map, rank)?;
        if indices.shape()[vector] != map.len() {
            let found = indices.shape()[vector];
            return wrong(format!("has {found} indices a place for {} axes", map.len()));
        }
        let flat: usize = batch.iter().product();
        let columns = indices.transpose(&order)?.reshape([flat, map.len()])?;

        let mut starts: Vec<Option<Tensor>> = vec![None; rank];
        let mut indexed = vec![false; rank];
        for (column, &axis) in map.iter().enumerate() {
            starts[axis] = Some(columns.narrow(1, column, column + 1)?.reshape([flat])?);
            indexed[axis] = true;
        }
        let shared = site.axes(numbers.operand_batching, rank)?;
        let theirs = site.axes(numbers.indices_batching, indices.rank())?;
        if shared.len() != theirs.len() {
            return wrong(format!("shares axes {shared:?} with {theirs:?}"));
        }
        for (&axis, &other) in shared.iter().zip(&theirs) {
            if indexed[axis] || other == vector {
                return wrong(format!("shares axis {axis}, which is indexed, with {other}"));
            }
            let place = if other > vector { other - 1 } else { other };
            if batch[place] != operand.shape()[axis] {
                let extents = (operand.shape()[axis], batch[place]);
                return wrong(format!("shares axes of {} and {}", extents.0, extents.1));
            }
            starts[axis] = Some(site.iota(&batch, place)?.reshape([flat])?);
        }
        let mut kept = vec![true; rank];
        for axis in site.axes(numbers.collapsed, rank)?.into_iter().chain(shared) {
            kept[axis] = false;
        }
        Ok(Self { batch, starts, indexed, kept })
    }

    /// The extents of a slice, from those of the axes that it keeps.
    pub(super) fn whole(&self, kept: &[usize]) -> Read<Vec<usize>> {
        let mut rest = kept.iter().copied();
        let sizes = self.kept.iter().map(|&kept| if kept { rest.next() } else { Some(1) });
        match (sizes.collect::<Option<Vec<usize>>>(), rest.next()) {
            (Some(sizes), None) => Ok(sizes),
            _ => wrong(format!("has slices of {} axes", kept.len())),
        }
    }

    /// Extents of the axes that slices keep.
    pub(super) fn kept(&self, sizes: &[usize]) -> Vec<usize> {
        sizes.iter().zip(&self.kept).filter(|&(_, &kept)| kept).map(|(&size, _)| size).collect()
    }

    pub(super) fn is_kept(&self, axis: usize) -> bool {
        self.kept[axis]
    }

    /// How many trailing axes every slice has whole: those of a row of the flat table.
    pub(super) fn row(&self, operand: &Tensor, sizes: &[usize]) -> usize {
        let whole = |&axis: &usize| {
            self.kept[axis] && !self.indexed[axis] && sizes[axis] == operand.shape()[axis]
        };
        (0..operand.rank()).rev().take_while(whole).count()
    }

    /// The numbers of the rows of each slice, i32 `[batch, rows of a slice]`; slices are moved into
    /// the operand.
    pub(super) fn rows(
        &self,
        site: &Site<'_, '_>,
        operand: &Tensor,
        sizes: &[usize],
    ) -> Read<Tensor> {
        let lead = operand.rank() - self.row(operand, sizes);
        let flat: usize = self.batch.iter().product();
        let slice = &sizes[..lead];
        let within: usize = slice.iter().product();
        check_extents(&[flat, within])?;
        let mut begin: Option<Tensor> = None;
        let mut offset: Option<Tensor> = None;
        let mut stride = 1;
        let add = |sum: Option<Tensor>, term: Tensor| -> Read<Option<Tensor>> {
            Ok(Some(match sum {
                None => term,
                Some(sum) => sum.add(&term)?,
            }))
        };
        for axis in (0..lead).rev() {
            if let Some(start) = &self.starts[axis] {
                let last = operand.shape()[axis].saturating_sub(sizes[axis]);
                let start =
                    if self.indexed[axis] { start.clamp(0.0, last as f64)? } else { start.clone() };
                begin = add(begin, start.mul_scalar(stride as f64)?)?;
            }
            if sizes[axis] > 1 {
                let count = site.iota(slice, axis)?.reshape([within])?;
                offset = add(offset, count.mul_scalar(stride as f64)?)?;
            }
            stride *= operand.shape()[axis];
        }
        let dims = [flat, within];
        let zero = site.full(&crate::graph::TensorType::new(DType::I32, dims), 0.0)?;
        let mut rows = zero;
        if let Some(begin) = begin {
            rows = begin.broadcast_in_dim(dims, &[0])?;
        }
        if let Some(offset) = offset {
            rows = rows.add(&offset.broadcast_in_dim(dims, &[1])?)?;
        }
        Ok(rows)
    }

    /// Which slices lie within the operand, `[batch]`, flat; nothing where all do.
    pub(super) fn inside(&self, operand: &Tensor, sizes: &[usize]) -> Read<Option<Tensor>> {
        let mut inside: Option<Tensor> = None;
        for (axis, start) in self.starts.iter().enumerate().filter(|&(axis, _)| self.indexed[axis])
        {
            let Some(start) = start else { continue };
            let last = operand.shape()[axis].saturating_sub(sizes[axis]);
            let low = start.greater_equal(&start.scalar_like(0.0))?;
            let here = low.and(&start.less_equal(&start.scalar_like(last as f64))?)?;
            inside = Some(match inside {
                None => here,
                Some(inside) => inside.and(&here)?,
            });
        }
        Ok(inside)
    }
}

/// A table `[rows, …]` of the trailing `row` axes.
pub(super) fn table(operand: &Tensor, row: usize) -> Read<Tensor> {
    let (lead, trailing) = operand.shape().split_at(operand.rank() - row);
    let dims: Vec<usize> =
        std::iter::once(lead.iter().product()).chain(trailing.iter().copied()).collect();
    Ok(operand.reshape(dims)?)
}
