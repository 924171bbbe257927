//! What the rules ask of shapes.

use crate::neuron::hlo::proto::{PrimitiveType, Shape};

/// Bytes of one element, by its name, and of types that are no numbers none.
const fn element_bytes(ty: PrimitiveType) -> u64 {
    match ty {
        PrimitiveType::Invalid
        | PrimitiveType::Tuple
        | PrimitiveType::Opaque
        | PrimitiveType::Token => 0,
        PrimitiveType::Pred
        | PrimitiveType::S8
        | PrimitiveType::U8
        | PrimitiveType::F8e5m2
        | PrimitiveType::F8e4m3fn
        | PrimitiveType::F8e4m3 => 1,
        PrimitiveType::S16 | PrimitiveType::U16 | PrimitiveType::F16 | PrimitiveType::Bf16 => 2,
        PrimitiveType::S32 | PrimitiveType::U32 | PrimitiveType::F32 => 4,
        PrimitiveType::S64 | PrimitiveType::U64 | PrimitiveType::F64 | PrimitiveType::C64 => 8,
        PrimitiveType::C128 => 16,
    }
}

/// The arrays of a shape: itself, or the parts of a tuple.
pub(super) fn arrays(shape: &Shape) -> Vec<&Shape> {
    let mut found = Vec::new();
    let mut left = vec![shape];
    while let Some(shape) = left.pop() {
        if shape.element_type() == PrimitiveType::Tuple {
            left.extend(shape.tuple_shapes.iter().rev());
        } else {
            found.push(shape);
        }
    }
    found
}

/// Bytes of all arrays of a shape; too many to count are the most that there are.
pub(super) fn bytes(shape: &Shape) -> u64 {
    arrays(shape).into_iter().map(array_bytes).fold(0, u64::saturating_add)
}

/// Bytes of one array.
pub(super) fn array_bytes(shape: &Shape) -> u64 {
    let extents = shape.dimensions.iter().map(|&extent| u64::try_from(extent).unwrap_or(0));
    if shape.dimensions.iter().any(|&extent| extent <= 0) {
        return 0;
    }
    extents.fold(element_bytes(shape.element_type()), u64::saturating_mul)
}

/// The type as XLA writes it, such as `f32[2,3]`.
pub(super) fn text(shape: &Shape) -> String {
    let ty = match shape.element_type() {
        PrimitiveType::Tuple => return "a tuple".to_owned(),
        PrimitiveType::F8e5m2 => "f8e5m2".to_owned(),
        PrimitiveType::F8e4m3fn => "f8e4m3fn".to_owned(),
        PrimitiveType::F8e4m3 => "f8e4m3".to_owned(),
        PrimitiveType::Invalid => format!("type {}", shape.element_type),
        other => format!("{other:?}").to_lowercase(),
    };
    let dims: Vec<String> = shape.dimensions.iter().map(i64::to_string).collect();
    format!("{ty}[{}]", dims.join(","))
}

/// Whether it is a signed or unsigned integer.
pub(super) const fn is_integer(ty: PrimitiveType) -> bool {
    matches!(
        ty,
        PrimitiveType::S8
            | PrimitiveType::S16
            | PrimitiveType::S32
            | PrimitiveType::S64
            | PrimitiveType::U8
            | PrimitiveType::U16
            | PrimitiveType::U32
            | PrimitiveType::U64
    )
}

/// Whether it is a real floating-point type.
pub(super) const fn is_float(ty: PrimitiveType) -> bool {
    matches!(
        ty,
        PrimitiveType::F16
            | PrimitiveType::Bf16
            | PrimitiveType::F32
            | PrimitiveType::F64
            | PrimitiveType::F8e5m2
            | PrimitiveType::F8e4m3fn
            | PrimitiveType::F8e4m3
    )
}
