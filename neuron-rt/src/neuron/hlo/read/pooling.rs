//! Windows over one or two axes as the graph's pooling, and the gradient of the maximum.

use super::combiner::Combiner;
use super::fault::{Read, missing, wrong};
use super::known::splat;
use super::reduce_window::{Along, windows};
use super::site::{Site, inverse, transposed};
use crate::graph::{Op, ReduceOp, Tensor, WindowSpec};

/// The order that puts the pooled axes last.
fn order(rank: usize, pooled: &[usize]) -> Vec<usize> {
    let rest = (0..rank).filter(|axis| !pooled.contains(axis));
    rest.chain(pooled.iter().copied()).collect()
}

/// `[n, 1, height, width]`, the pooled axes last.
fn planes(x: &Tensor, pooled: &[usize]) -> Read<Tensor> {
    let x = transposed(x, &order(x.rank(), pooled))?;
    let (rest, last) = x.shape().split_at(x.rank() - pooled.len());
    let mut dims = vec![rest.iter().product(), 1];
    if last.len() == 1 {
        dims.push(1);
    }
    dims.extend_from_slice(last);
    Ok(x.reshape(dims)?)
}

/// The axes of a result where those of `x` were, the pooled ones with the extents of `made`.
fn back(x: &Tensor, made: &Tensor, pooled: &[usize]) -> Read<Tensor> {
    let order = order(x.rank(), pooled);
    let kept = x.rank() - pooled.len();
    let mut dims: Vec<usize> = order[..kept].iter().map(|&axis| x.shape()[axis]).collect();
    dims.extend_from_slice(&made.shape()[4 - pooled.len()..]);
    transposed(&made.reshape(dims)?, &inverse(&order))
}

fn spec(along: &[Along], pooled: &[usize]) -> Read<WindowSpec> {
    let mut spec = WindowSpec { size: [1; 2], stride: [1; 2], padding: [[0; 2]; 2] };
    for (at, &axis) in (2 - pooled.len()..).zip(pooled) {
        let along = &along[axis];
        spec.size[at] = along.size;
        spec.stride[at] = along.stride;
        let [low, high] = [along.low, along.high].map(usize::try_from);
        let (Ok(low), Ok(high)) = (low, high) else { return missing("a window that is cut") };
        spec.padding[at] = [low, high];
    }
    Ok(spec)
}

/// Windows without gaps over one or two axes.
pub(super) fn pool(
    site: &Site<'_, '_>,
    op: ReduceOp,
    x: &Tensor,
    along: &[Along],
    pooled: &[usize],
) -> Read<Tensor> {
    let spec = spec(along, pooled)?;
    let made = site.apply(Op::Window { op, spec }, &[&planes(x, pooled)?])?;
    back(x, &made, pooled)
}

/// The first of each window's largest elements takes the window's value: the gradient of pooling.
pub(super) fn select_and_scatter(site: &Site<'_, '_>) -> Read<Tensor> {
    let [x, source, start] = site.tensors()?;
    let body = site.called(0)?;
    let root = body.root();
    let direct = root.is_some_and(|root| {
        let parameter = |n| body.operand(root, n).map(|p| (p.opcode.as_str(), p.parameter_number));
        parameter(0) == Some(("parameter", 0)) && parameter(1) == Some(("parameter", 1))
    });
    let how = root.filter(|r| direct && r.opcode == "compare").map(|r| &r.comparison_direction[..]);
    let x = match how {
        Some("GE") => x.clone(),
        Some("LE") => x.neg()?,
        _ => return missing("a choice within windows that is not of the first largest or least"),
    };
    if Combiner::of(site.reader.view, site.called(1)?) != Some(Combiner::Add) {
        return missing("a scatter from windows that does not add");
    }
    let along = windows(site, x.rank())?;
    let pooled: Vec<usize> = (0..x.rank()).filter(|&axis| !along[axis].is_trivial()).collect();
    let fits = pooled.len() <= 2 && pooled.iter().all(|&axis| along[axis].is_pool());
    if !fits {
        return missing("a choice within these windows");
    }
    if source.rank() != x.rank() || source.dtype() != x.dtype() || x.shape().contains(&0) {
        return wrong(format!("scatters {} into {}", source.ty(), x.ty()));
    }
    let made = if pooled.is_empty() {
        source.clone()
    } else {
        let spec = spec(&along, &pooled)?;
        let (input, gradient) = (planes(&x, &pooled)?, planes(source, &pooled)?);
        let made = site.apply(Op::WindowMaxGrad(spec), &[&input, &gradient])?;
        back(&x, &made, &pooled)?
    };
    if splat(start) == Some(0.0) { Ok(made) } else { Ok(made.add(start)?) }
}
