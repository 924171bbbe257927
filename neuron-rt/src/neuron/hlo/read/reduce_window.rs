//! Reductions over windows: pooling and running sums where they are such, and any other.

use super::combiner::Combiner;
use super::fault::{Read, missing, wrong};
use super::fold::lifted;
use super::known::splat;
use super::limits::{CELLS, check_extents};
use super::movement::{Edge, padded};
use super::pooling;
use super::site::{Site, count, extent};
use crate::graph::{DType, Op, ReduceOp, Shape, Tensor, TensorType};
use crate::neuron::hlo::proto::WindowDimension;

/// A window along one axis.
#[derive(Clone, Copy, Debug)]
pub(super) struct Along {
    pub(super) size: usize,
    pub(super) stride: usize,
    pub(super) low: i64,
    pub(super) high: i64,
    /// Spacing of the window's cells.
    pub(super) gaps: usize,
    /// Spacing of the cells that it slides over.
    pub(super) spread: usize,
}

impl Along {
    fn of(d: &WindowDimension) -> Read<Self> {
        Ok(Self {
            size: extent(d.size)?,
            stride: count(d.stride)?,
            low: d.padding_low,
            high: d.padding_high,
            gaps: count(d.window_dilation)?,
            spread: count(d.base_dilation)?,
        })
    }

    /// Whether every cell is a window of its own.
    pub(super) fn is_trivial(&self) -> bool {
        self.size == 1 && self.stride == 1 && self.low == 0 && self.high == 0 && self.spread == 1
    }

    /// Whether it is a window of pooling: without gaps, and none that sees padding alone.
    pub(super) fn is_pool(&self) -> bool {
        let covers = |padding: i64| usize::try_from(padding).is_ok_and(|p| p < self.size);
        self.gaps == 1 && self.spread == 1 && covers(self.low) && covers(self.high)
    }

    /// Whether the windows of an axis end, or begin, at one of its cells each; if so, whether they
    /// begin there.
    fn runs(&self, cells: usize) -> Option<bool> {
        let all = self.size == cells && self.stride == 1 && self.gaps == 1 && self.spread == 1;
        let before = i64::try_from(cells).ok()?.checked_sub(1)?;
        match (self.low, self.high) {
            (low, 0) if all && low == before => Some(false),
            (0, high) if all && high == before => Some(true),
            _ => None,
        }
    }
}

/// The windows of an instruction, an axis each.
pub(super) fn windows(site: &Site<'_, '_>, rank: usize) -> Read<Vec<Along>> {
    let dimensions = site.instruction.window.as_ref().map_or(&[][..], |w| &w.dimensions);
    if dimensions.len() != rank {
        return wrong(format!("has a window of {} axes over {rank}", dimensions.len()));
    }
    dimensions.iter().map(Along::of).collect()
}

pub(super) fn reduce_window(site: &Site<'_, '_>) -> Read<Tensor> {
    let operands = site.all_tensors()?;
    let &[x, start] = &operands[..] else {
        return missing("a reduction of several arrays over windows");
    };
    if start.rank() > 0 || start.dtype() != x.dtype() {
        return wrong(format!("reduces {} from {}", x.ty(), start.ty()));
    }
    let along = windows(site, x.rank())?;
    let Some(combiner) = Combiner::of(site.reader.view, site.called(0)?) else {
        return cell_by_cell(site, x, start, &along);
    };
    let Some(identity) = combiner.identity(x.dtype()) else {
        return missing("a reduction over windows by bits");
    };
    let made = joined(site, combiner, identity, x, &along)?;
    if splat(start) == Some(identity) {
        return Ok(made);
    }
    combiner.join(&made, &start.broadcast_to(made.shape().clone())?)
}

fn joined(
    site: &Site<'_, '_>,
    combiner: Combiner,
    identity: f64,
    x: &Tensor,
    along: &[Along],
) -> Read<Tensor> {
    let wide: Vec<usize> = (0..x.rank()).filter(|&axis| !along[axis].is_trivial()).collect();
    if let ([axis], Combiner::Add, true) = (&wide[..], combiner, !is_truth(x))
        && let Some(reverse) = along[*axis].runs(x.shape()[*axis])
    {
        return site.apply(Op::CumSum { axis: *axis, reverse }, &[x]);
    }
    let op = match combiner {
        Combiner::Add => Some(ReduceOp::Sum),
        Combiner::Maximum => Some(ReduceOp::Max),
        _ => None,
    };
    if let Some(op) = op
        && x.dtype().is_float()
        && (1..=2).contains(&wide.len())
        && wide.iter().all(|&axis| along[axis].is_pool())
        && !x.shape().contains(&0)
    {
        return pooling::pool(site, op, x, along, &wide);
    }
    // Windows are rectangular: one axis after another.
    let mut made = padded(x, &edges(along), identity)?;
    for &axis in &wide {
        made = along_axis(combiner, &made, axis, &along[axis])?;
    }
    Ok(made)
}

fn is_truth(x: &Tensor) -> bool {
    x.dtype() == DType::Bool
}

fn edges(along: &[Along]) -> Vec<Edge> {
    let edge = |a: &Along| Edge { low: a.low, high: a.high, interior: a.spread - 1 };
    along.iter().map(edge).collect()
}

/// How many windows fit into an axis, and how far the cells of one reach.
fn positions(cells: usize, along: &Along) -> Read<(usize, usize)> {
    let reach = along.size.checked_sub(1).and_then(|rest| rest.checked_mul(along.gaps));
    let room = reach.and_then(|reach| Some((cells.checked_sub(reach)?.checked_sub(1)?, reach)));
    match room {
        Some((room, reach)) => Ok((room / along.stride + 1, reach)),
        None => missing("a window that does not fit"),
    }
}

/// Windows along one axis, from windows of 1, 2, 4, … cells.
fn along_axis(combiner: Combiner, x: &Tensor, axis: usize, along: &Along) -> Read<Tensor> {
    let (count, reach) = positions(x.shape()[axis], along)?;
    let whole = x.shape()[axis] - reach;
    let signed = axis as isize;
    let mut power = x.clone();
    let (mut cells, mut seen) = (1, 0);
    let mut made: Option<Tensor> = None;
    loop {
        if along.size & cells != 0 {
            let from = seen * along.gaps;
            let part = power.narrow(signed, from, from + whole)?;
            made = Some(match made {
                None => part,
                Some(made) => combiner.join(&made, &part)?,
            });
            seen += cells;
        }
        if seen == along.size {
            break;
        }
        let shift = cells * along.gaps;
        let left = power.shape()[axis] - shift;
        let (a, b) = (power.narrow(signed, 0, left)?, power.narrow(signed, shift, shift + left)?);
        power = combiner.join(&a, &b)?;
        cells *= 2;
    }
    let Some(made) = made else { return wrong("has a window of no cells") };
    let mut strides = vec![1; x.rank()];
    strides[axis] = along.stride;
    let mut limits = made.shape().to_vec();
    limits[axis] = (count - 1) * along.stride + 1;
    Ok(made.slice(&vec![0; x.rank()], &limits, &strides)?)
}

/// By any computation: the cells of all windows one after another.
fn cell_by_cell(site: &Site<'_, '_>, x: &Tensor, start: &Tensor, along: &[Along]) -> Read<Tensor> {
    // Padding is passed over.
    let all = TensorType::new(DType::Bool, x.shape().clone());
    let own = padded(&site.full(&all, 1.0)?, &edges(along), 0.0)?;
    let x = padded(x, &edges(along), 0.0)?;
    let is_padded = along.iter().any(|a| a.low > 0 || a.high > 0 || a.spread > 1);
    let cells: Option<usize> =
        along.iter().try_fold(1usize, |n, a| n.checked_mul(a.size).filter(|&n| n <= CELLS));
    let Some(cells) = cells else { return missing(format!("a window of more than {CELLS} cells")) };
    let fits = x.shape().iter().zip(along).map(|(&cells, a)| Ok(positions(cells, a)?.0));
    let counts: Vec<usize> = fits.collect::<Read<_>>()?;
    check_extents(&counts)?;
    let shape = Shape::from(counts.clone());
    let mut made = start.broadcast_in_dim(shape.clone(), &[])?;
    for cell in 0..cells {
        let mut rest = cell;
        let mut starts = vec![0; along.len()];
        for axis in (0..along.len()).rev() {
            starts[axis] = rest % along[axis].size * along[axis].gaps;
            rest /= along[axis].size;
        }
        let ends = (0..along.len()).map(|a| starts[a] + (counts[a] - 1) * along[a].stride + 1);
        let limits: Vec<usize> = ends.collect();
        let strides: Vec<usize> = along.iter().map(|a| a.stride).collect();
        let part = x.slice(&starts, &limits, &strides)?;
        let value = lifted(site.reader, site.called(0)?, &[made.clone(), part], &shape)?;
        made = if is_padded {
            own.slice(&starts, &limits, &strides)?.select(value.tensor()?, &made)?
        } else {
            value.tensor()?.clone()
        };
    }
    Ok(made)
}
