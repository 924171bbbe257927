//! Operations that move elements and compute nothing.

use super::super::op::{Op, SliceRange, StridedPadding};
use super::super::shape::{ArrayShape, Shape};
use super::super::{ElementType, RefusalKind};
use super::dimension::{dimension, distinct, extent, pick};
use super::problem::{Checked, Problem, contradiction, ensure};
use super::scope::Scope;

/// Beyond any use, and small enough that places of elements cannot overflow.
const LARGEST_PADDING: i64 = 1 << 40;

pub(super) fn iota(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    scope.exactly::<0>()?;
    let shape = scope.declared_array()?;
    ensure(shape.element != ElementType::Pred, || "truth values cannot count".to_owned())?;
    let [number] = scope.proto.dimensions[..] else {
        return Err(contradiction("an iota runs along one dimension"));
    };
    Ok((Op::Iota { dimension: dimension(number, shape.rank())? }, scope.declared.clone()))
}

pub(super) fn broadcast(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [operand] = scope.arrays()?;
    let shape = scope.declared_array()?.with(operand.element);
    let dimensions = distinct(&scope.proto.dimensions, shape.rank())?;
    let fits = pick(&shape.dims, &dimensions) == operand.dims;
    ensure(fits, || format!("{operand} does not go into dimensions {dimensions:?} of {shape}"))?;
    Ok((Op::Broadcast { dimensions }, shape.into()))
}

pub(super) fn reshape(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [operand] = scope.arrays()?;
    let shape = scope.declared_array()?.with(operand.element);
    ensure(shape.count() == operand.count(), || format!("{operand} does not fill {shape}"))?;
    Ok((Op::Identity, shape.into()))
}

pub(super) fn transpose(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [operand] = scope.arrays()?;
    let permutation = distinct(&scope.proto.dimensions, operand.rank())?;
    ensure(permutation.len() == operand.rank(), || {
        format!("{permutation:?} is no permutation of {} dimensions", operand.rank())
    })?;
    let dims = pick(&operand.dims, &permutation);
    Ok((Op::Transpose { permutation }, Shape::Array(ArrayShape { element: operand.element, dims })))
}

pub(super) fn reverse(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [operand] = scope.arrays()?;
    let dimensions = distinct(&scope.proto.dimensions, operand.rank())?;
    Ok((Op::Reverse { dimensions }, operand.clone().into()))
}

pub(super) fn slice(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [operand] = scope.arrays()?;
    let given = &scope.proto.slice_dimensions;
    ensure(given.len() == operand.rank(), || format!("{} ranges for {operand}", given.len()))?;
    let ranges = given.iter().zip(&operand.dims).map(|(range, &dim)| {
        let (start, limit) = (extent(range.start)?, extent(range.limit)?);
        let stride = extent(range.stride)?;
        ensure(start <= limit && limit <= dim && stride > 0, || {
            format!("elements {start} to {limit} by {stride} of {dim}")
        })?;
        Ok(SliceRange { start, limit, stride })
    });
    let ranges: Vec<SliceRange> = ranges.collect::<Checked<_>>()?;
    let dims = ranges.iter().map(SliceRange::count).collect();
    Ok((Op::Slice(ranges), Shape::Array(ArrayShape { element: operand.element, dims })))
}

pub(super) fn dynamic_slice(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let arrays = scope.all_arrays()?;
    let [operand, starts @ ..] = arrays.as_slice() else {
        return Err(contradiction("no operand"));
    };
    starts_fit(starts, operand.rank())?;
    let sizes = scope.proto.dynamic_slice_sizes.iter().map(|&size| extent(size));
    let dims: Vec<usize> = sizes.collect::<Checked<_>>()?;
    let fits = dims.len() == operand.rank() && dims.iter().zip(&operand.dims).all(|(a, b)| a <= b);
    ensure(fits, || format!("a slice of {dims:?} of {operand}"))?;
    Ok((Op::DynamicSlice, Shape::Array(ArrayShape { element: operand.element, dims })))
}

pub(super) fn dynamic_update_slice(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let arrays = scope.all_arrays()?;
    let [operand, update, starts @ ..] = arrays.as_slice() else {
        return Err(contradiction("expected an operand and an update"));
    };
    starts_fit(starts, operand.rank())?;
    let fits = update.element == operand.element
        && update.rank() == operand.rank()
        && update.dims.iter().zip(&operand.dims).all(|(a, b)| a <= b);
    ensure(fits, || format!("an update of {update} for {operand}"))?;
    Ok((Op::DynamicUpdateSlice, Shape::Array((*operand).clone())))
}

fn starts_fit(starts: &[&ArrayShape], rank: usize) -> Checked<()> {
    ensure(starts.len() == rank, || format!("{} starts for {rank} dimensions", starts.len()))?;
    let odd = starts.iter().find(|start| {
        start.rank() > 0 || !start.element.is_integer() || start.element != starts[0].element
    });
    odd.map_or(Ok(()), |odd| Err(contradiction(format!("a start of {odd}"))))
}

pub(super) fn concatenate(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let arrays = scope.all_arrays()?;
    let Some(first) = arrays.first() else { return Err(contradiction("no operand")) };
    let [number] = scope.proto.dimensions[..] else {
        return Err(contradiction("a concatenation runs along one dimension"));
    };
    let along = dimension(number, first.rank())?;
    let mut dims = first.dims.clone();
    dims[along] = 0;
    for array in &arrays {
        let fits = array.element == first.element
            && array.rank() == first.rank()
            && (0..dims.len()).all(|dim| dim == along || array.dims[dim] == first.dims[dim]);
        ensure(fits, || format!("{array} does not continue {first}"))?;
        dims[along] += array.dims[along];
    }
    Ok((Op::Concatenate { dimension: along }, array_shape(first.element, dims)?))
}

pub(super) fn pad(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let [operand, value] = scope.arrays()?;
    ensure(value.rank() == 0 && value.element == operand.element, || {
        format!("a padding of {value} for {operand}")
    })?;
    let config = scope.proto.padding_config.as_ref();
    let given = config.map_or(&[][..], |config| &config.dimensions);
    ensure(given.len() == operand.rank(), || format!("{} paddings for {operand}", given.len()))?;
    let mut paddings = Vec::with_capacity(given.len());
    let mut dims = Vec::with_capacity(given.len());
    for (padding, &dim) in given.iter().zip(&operand.dims) {
        let (low, high) = (padding.edge_padding_low, padding.edge_padding_high);
        let interior = padding.interior_padding;
        let range = -LARGEST_PADDING..LARGEST_PADDING;
        ensure([low, high, interior].iter().all(|size| range.contains(size)), || {
            format!("a padding of {low}, {high} and {interior} between")
        })?;
        let interior = extent(interior)?;
        let spread =
            (dim.saturating_sub(1)).checked_mul(interior).and_then(|gaps| gaps.checked_add(dim));
        let padded = spread.and_then(|spread| i64::try_from(spread).ok()?.checked_add(low + high));
        let padded = padded.and_then(|padded| usize::try_from(padded).ok());
        dims.push(padded.ok_or_else(|| contradiction("padding leaves less than nothing"))?);
        paddings.push(StridedPadding { low, high, interior });
    }
    Ok((Op::Pad(paddings), array_shape(operand.element, dims)?))
}

fn array_shape(element: ElementType, dims: Vec<usize>) -> Checked<Shape> {
    let shape = ArrayShape::new(element, dims);
    shape.map(Shape::Array).ok_or_else(|| Problem::new(RefusalKind::TooLarge, "too many elements"))
}
