//! Operations between devices.

use super::super::op::{Binary, Collective, Exchange, Op};
use super::super::program::Pattern;
use super::super::shape::{ArrayShape, Shape};
use super::dimension::{dimension, extent};
use super::problem::{Checked, contradiction, ensure};
use super::scope::Scope;

pub(super) fn collective(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let arrays = scope.all_arrays()?;
    let Some(first) = arrays.first() else { return Err(contradiction("no operand")) };
    let groups = groups(scope)?;
    let along = || {
        let [number, ..] = scope.proto.dimensions[..] else {
            return Err(contradiction("a collective names no dimension"));
        };
        dimension(number, first.rank())
    };
    let mut members = groups.first().map(Vec::len);
    let mut shapes: Vec<ArrayShape> = arrays.iter().map(|&array| array.clone()).collect();
    let exchange = match scope.proto.opcode.as_str() {
        "all-reduce" => Exchange::AllReduce(combination(scope, &arrays)?),
        "all-gather" => {
            let dimension = along()?;
            let members = members.get_or_insert(ratio(scope, first, dimension, false)?);
            resize(&mut shapes, dimension, |extent| extent.checked_mul(*members))?;
            Exchange::AllGather { dimension }
        }
        "reduce-scatter" => {
            let dimension = along()?;
            let combine = combination(scope, &arrays)?;
            let members = members.get_or_insert(ratio(scope, first, dimension, true)?);
            let part = |extent: usize| extent.is_multiple_of(*members).then(|| extent / *members);
            resize(&mut shapes, dimension, part)?;
            Exchange::ReduceScatter { combine, dimension }
        }
        _ if scope.proto.dimensions.is_empty() => {
            let given = members.is_none_or(|members| members == arrays.len());
            ensure(given, || format!("{} operands for groups {groups:?}", arrays.len()))?;
            ensure(arrays.iter().all(|array| array == first), || "operands differ".to_owned())?;
            members = Some(arrays.len());
            Exchange::AllToAllOperands
        }
        _ => {
            let split = along()?;
            ensure(arrays.len() == 1, || "several operands along a dimension".to_owned())?;
            let whole = members.is_none_or(|members| first.dims[split].is_multiple_of(members));
            ensure(whole, || format!("{first} does not split among {members:?}"))?;
            Exchange::AllToAll { split, join: split }
        }
    };
    let op = Op::Collective(Box::new(Collective { exchange, groups, members }));
    let is_tuple = matches!(exchange, Exchange::AllToAllOperands) || shapes.len() > 1;
    let mut shapes: Vec<Shape> = shapes.into_iter().map(Shape::Array).collect();
    match shapes.pop() {
        Some(one) if !is_tuple => Ok((op, one)),
        last => {
            shapes.extend(last);
            Ok((op, Shape::Tuple(shapes)))
        }
    }
}

/// The groups, which have to be of one size and name each device once.
fn groups(scope: &Scope<'_>) -> Checked<Vec<Vec<usize>>> {
    let given = scope.proto.replica_groups.iter();
    let groups = given.map(|group| group.replica_ids.iter().map(|&id| extent(id)).collect());
    let mut groups: Vec<Vec<usize>> = groups.collect::<Checked<_>>()?;
    groups.retain(|group| !group.is_empty());
    let size = groups.first().map_or(0, Vec::len);
    let mut all: Vec<usize> = groups.concat();
    all.sort_unstable();
    let distinct = all.windows(2).all(|pair| pair[0] != pair[1]);
    ensure(distinct && groups.iter().all(|group| group.len() == size), || {
        format!("the groups {groups:?} differ in size or share a device")
    })?;
    Ok(groups)
}

/// The function that combines operands.
fn combination(scope: &Scope<'_>, arrays: &[&ArrayShape]) -> Checked<Binary> {
    let [computation] = scope.calls()?;
    for array in arrays {
        let scalar = Shape::Array(ArrayShape::scalar(array.element));
        scope.signature(computation, &[&scalar, &scalar], &scalar)?;
    }
    match scope.computations[computation].pattern {
        Pattern::Combine(combine) => Ok(combine),
        _ => Err(contradiction("the computation is no sum, product, minimum or maximum")),
    }
}

/// Members of a group as the declared shape shows them.
fn ratio(
    scope: &Scope<'_>,
    operand: &ArrayShape,
    dimension: usize,
    shrinks: bool,
) -> Checked<usize> {
    let declared = match scope.declared {
        Shape::Tuple(members) => members.first().and_then(Shape::array),
        Shape::Array(array) => Some(array),
    };
    let after = declared.and_then(|array| array.dims.get(dimension)).copied().unwrap_or(0);
    let before = operand.dims[dimension];
    let (large, small) = if shrinks { (before, after) } else { (after, before) };
    let ratio = large.checked_div(small).filter(|ratio| *ratio > 0 && ratio * small == large);
    ratio.ok_or_else(|| contradiction(format!("an extent of {before} becomes {after}")))
}

fn resize(
    shapes: &mut [ArrayShape],
    dimension: usize,
    resized: impl Fn(usize) -> Option<usize>,
) -> Checked<()> {
    for shape in shapes {
        let mut dims = shape.dims.clone();
        let own = dims.get_mut(dimension).and_then(|dim| {
            *dim = resized(*dim)?;
            Some(())
        });
        let fits = own.and_then(|()| ArrayShape::new(shape.element, dims));
        *shape = fits.ok_or_else(|| contradiction(format!("{shape} does not divide up")))?;
    }
    Ok(())
}
