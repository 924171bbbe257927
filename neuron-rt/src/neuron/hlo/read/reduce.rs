//! Reductions: plain ones, the places of extremes, and any other.

use super::combiner::Combiner;
use super::fault::{Read, missing, wrong};
use super::fold::fold;
use super::known::{counts_along, splat};
use super::site::{Site, leading, transposed};
use super::value::Value;
use crate::graph::{DType, Op, Shape, Tensor};
use crate::neuron::hlo::view::Body;

pub(super) fn reduce(site: &Site<'_, '_>) -> Read<Value> {
    let operands = site.all_tensors()?;
    if operands.is_empty() || operands.len() % 2 == 1 {
        return wrong(format!("has {} operands", operands.len()));
    }
    let (inputs, starts) = operands.split_at(operands.len() / 2);
    let shape = inputs[0].shape().clone();
    for (input, start) in inputs.iter().zip(starts) {
        if input.shape() != &shape || start.rank() > 0 || input.dtype() != start.dtype() {
            return wrong(format!("reduces {} from {}", input.ty(), start.ty()));
        }
    }
    let mut axes = site.axes(&site.instruction.dimensions, shape.rank())?;
    axes.sort_unstable();
    let body = site.called(0)?;
    if let ([x], [start]) = (inputs, starts)
        && let Some(made) = plain(site, body, x, start, &axes)?
    {
        return Ok(made.into());
    }
    if let ([x, places], [axis]) = (inputs, &axes[..])
        && let Some(max) = extreme(body)
        && counts_along(places) == Some(*axis)
        && splat(starts[0])
            == if max { Combiner::Maximum } else { Combiner::Minimum }.identity(x.dtype())
    {
        return place_of_extreme(site, max, x, places, *axis);
    }
    any(site, body, inputs, starts, &axes)
}

/// A reduction by one operation.
fn plain(
    site: &Site<'_, '_>,
    body: &Body<'_>,
    x: &Tensor,
    start: &Tensor,
    axes: &[usize],
) -> Read<Option<Tensor>> {
    let Some(combiner) = Combiner::of(site.reader.view, body) else { return Ok(None) };
    let dtype = x.dtype();
    let Some(op) = combiner.reduction(dtype) else { return Ok(None) };
    let mut made = (*x).clone();
    if !axes.is_empty() {
        // Truth values are no numbers to a graph.
        let number = if dtype == DType::Bool { x.cast(DType::U8)? } else { x.clone() };
        made = site.apply(Op::Reduce { op, axes: axes.to_vec() }, &[&number])?.cast(dtype)?;
    }
    if splat(start).is_none() || splat(start) != combiner.identity(dtype) {
        let start = start.broadcast_to(made.shape().clone())?;
        made = combiner.join(&made, &start)?;
    }
    Ok(Some(made))
}

/// Whether a computation of two values and two places keeps the larger value (or the smaller) and
/// its place, and of equals the one before.
///
/// That is how jax writes it: `keep_a = a > b or a ≠ a`, the place of `a` where `keep_a` holds or the
/// values are equal and the place is less.
fn extreme(body: &Body<'_>) -> Option<bool> {
    let root = body.root()?;
    let known = ["parameter", "compare", "or", "and", "select", "tuple"];
    let all = body.instructions().iter().all(|i| known.contains(&i.opcode.as_str()));
    if root.opcode != "tuple" || root.operand_ids.len() != 2 || !all {
        return None;
    }
    let parameter = |id: i64| {
        let found = body.instruction(id)?;
        (found.opcode == "parameter").then_some(found.parameter_number)
    };
    // The directions in which pairs of parameters are compared.
    let mut found = Vec::new();
    for compare in body.instructions().iter().filter(|i| i.opcode == "compare") {
        let &[a, b] = &compare.operand_ids[..] else { return None };
        found.push((parameter(a)?, parameter(b)?, compare.comparison_direction.as_str()));
    }
    found.sort_unstable();
    match found[..] {
        [(0, 0, "NE"), (0, 2, "EQ"), (0, 2, how), (1, 3, "LT")] => match how {
            "GT" => Some(true),
            "LT" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn place_of_extreme(
    site: &Site<'_, '_>,
    max: bool,
    x: &Tensor,
    places: &Tensor,
    axis: usize,
) -> Read<Value> {
    if x.shape()[axis] == 0 || x.dtype() == DType::Bool {
        return missing("the place of an extreme among these");
    }
    let op = if max { Combiner::Maximum } else { Combiner::Minimum };
    let Some(op) = op.reduction(x.dtype()) else { return missing("this reduction") };
    let value = site.apply(Op::Reduce { op, axes: vec![axis] }, &[x])?;
    let place = site.apply(Op::ArgReduce { max, axis }, &[x])?.cast(places.dtype())?;
    Ok(Value::Tuple(vec![value.into(), place.into()]))
}

/// Any computation, one element after another.
fn any(
    site: &Site<'_, '_>,
    body: &Body<'_>,
    inputs: &[&Tensor],
    starts: &[&Tensor],
    axes: &[usize],
) -> Read<Value> {
    let shape = inputs[0].shape();
    let rest: Shape = shape.without(axes);
    let turns = axes.iter().map(|&axis| shape[axis]).product();
    let flat: Vec<usize> = std::iter::once(turns).chain(rest.iter().copied()).collect();
    super::limits::check_extents(&flat)?;
    let mut sequences = Vec::with_capacity(inputs.len());
    for x in inputs {
        sequences.push(transposed(x, &leading(axes, shape.rank()))?.reshape(flat.clone())?);
    }
    let begin = starts.iter().map(|start| Ok(start.broadcast_in_dim(rest.clone(), &[])?));
    let begin: Vec<Tensor> = begin.collect::<Read<_>>()?;
    let made = fold(site, body, turns, &begin, &sequences)?;
    match (&made[..], made.len() == inputs.len()) {
        ([one], true) => Ok(one.clone().into()),
        (_, true) => Ok(Value::Tuple(made.into_iter().map(Value::Tensor).collect())),
        (_, false) => wrong(format!("joins {} values to {}", inputs.len(), made.len())),
    }
}
