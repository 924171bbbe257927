//! Reading shapes: static and dense.

use super::super::proto::{LayoutProto, ShapeProto};
use super::super::shape::{ArrayShape, Shape};
use super::super::{ElementType, RefusalKind};
use super::dimension::distinct;
use super::problem::{Checked, Problem, contradiction, ensure};

/// HLO's number of tuples.
const TUPLE: i32 = 13;
/// HLO's numbers of complex numbers.
const COMPLEX: [i32; 2] = [15, 18];
/// How deep tuples may be nested.
const DEEPEST_TUPLE: usize = 8;

/// What is asked of the layouts within a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layouts {
    /// They have to be there. Which dimension lies next to which says nothing about the value of an instruction.
    Any,
    /// They have to be there, and row-major: the elements lie in that order.
    RowMajor,
    /// They may be left out, and are row-major otherwise.
    Optional,
}

/// Reads a shape that has to be there.
pub(super) fn required(shape: Option<&ShapeProto>, layouts: Layouts) -> Checked<Shape> {
    read(shape.ok_or_else(|| contradiction("there is no shape"))?, layouts, 0)
}

fn read(shape: &ShapeProto, layouts: Layouts, depth: usize) -> Checked<Shape> {
    if shape.element_type != TUPLE {
        return array(shape, layouts).map(Shape::Array);
    }
    if depth == DEEPEST_TUPLE {
        let detail = format!("tuples are nested deeper than {DEEPEST_TUPLE}");
        return Err(Problem::new(RefusalKind::TooLarge, detail));
    }
    let members = shape.tuple_shapes.iter().map(|member| read(member, layouts, depth + 1));
    Ok(Shape::Tuple(members.collect::<Checked<_>>()?))
}

fn array(shape: &ShapeProto, layouts: Layouts) -> Checked<ArrayShape> {
    let number = shape.element_type;
    if COMPLEX.contains(&number) {
        return Err(Problem::new(RefusalKind::Complex, "complex numbers are not supported"));
    }
    let element = ElementType::from_number(number).ok_or_else(|| {
        let detail = format!("elements of type number {number} are not supported");
        Problem::new(RefusalKind::ElementType, detail)
    })?;
    if shape.is_dynamic_dimension.contains(&true) {
        return Err(Problem::new(RefusalKind::DynamicShape, "a dimension is dynamic"));
    }
    let rank = shape.dimensions.len();
    let dynamic = shape.is_dynamic_dimension.len();
    ensure(dynamic == 0 || dynamic == rank, || {
        format!("{rank} dimensions, but {dynamic} marks of dynamic ones")
    })?;
    let dims = shape.dimensions.iter().map(|&dim| {
        let kind =
            if dim == i64::MIN { RefusalKind::DynamicShape } else { RefusalKind::Verification };
        usize::try_from(dim)
            .map_err(|_| Problem::new(kind, format!("a dimension has extent {dim}")))
    });
    let dims: Vec<usize> = dims.collect::<Checked<_>>()?;
    match &shape.layout {
        Some(found) => layout(found, rank, layouts)?,
        None => ensure(layouts == Layouts::Optional, || "a shape has no layout".to_owned())?,
    }
    let size = format!("{element}{dims:?}");
    ArrayShape::new(element, dims)
        .ok_or_else(|| Problem::new(RefusalKind::TooLarge, format!("an array of shape {size}")))
}

fn layout(layout: &LayoutProto, rank: usize, layouts: Layouts) -> Checked<()> {
    let order = &layout.minor_to_major;
    let dims = distinct(order, rank)?;
    ensure(dims.len() == rank, || {
        format!("a layout of {} dimensions for a shape of {rank}", order.len())
    })?;
    let row_major = dims.into_iter().rev().eq(0..rank);
    let plain = layout.tiles.is_empty() && layout.memory_space == 0;
    if plain && (row_major || layouts == Layouts::Any) {
        return Ok(());
    }
    let detail = format!("the layout {order:?} is not plain row-major");
    Err(Problem::new(RefusalKind::Layout, detail))
}
