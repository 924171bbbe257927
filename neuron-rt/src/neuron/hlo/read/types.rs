//! Types and constants, from XLA's to the graph's.

use super::fault::{Fault, Read, missing, wrong};
use super::limits;
use crate::graph::{DType, Literal, TensorType};
use crate::neuron::hlo::proto::{self, PrimitiveType, Shape};

/// The graph's counterpart of an element type; that of 64-bit integers has 32 bits.
pub(super) fn dtype(ty: PrimitiveType) -> Read<DType> {
    Ok(match ty {
        PrimitiveType::Pred => DType::Bool,
        PrimitiveType::U8 => DType::U8,
        PrimitiveType::S32 | PrimitiveType::S64 => DType::I32,
        PrimitiveType::U32 | PrimitiveType::U64 => DType::U32,
        PrimitiveType::F16 => DType::F16,
        PrimitiveType::Bf16 => DType::BF16,
        PrimitiveType::F32 => DType::F32,
        PrimitiveType::F64 => DType::F64,
        other => return missing(format!("the element type {other:?}")),
    })
}

/// The type of an array.
pub(super) fn tensor(shape: &Shape) -> Read<TensorType> {
    if shape.is_dynamic_dimension.contains(&true) {
        return missing("an extent that is known only when it runs");
    }
    let dtype = dtype(shape.element_type())?;
    let extents = shape.dimensions.iter().map(|&extent| usize::try_from(extent));
    let extents: Vec<usize> = extents
        .collect::<Result<_, _>>()
        .map_err(|_| Fault::Wrong(format!("has the extents {:?}", shape.dimensions)))?;
    limits::check_extents(&extents)?;
    Ok(TensorType::new(dtype, extents))
}

/// The value of a constant.
pub(super) fn literal(value: &proto::Literal) -> Read<Literal> {
    let Some(shape) = &value.shape else { return wrong("has a constant without a type") };
    let ty = tensor(shape)?;
    if let Some(layout) = shape.layout.as_ref().filter(|l| !l.minor_to_major.is_empty()) {
        let row_major = layout.minor_to_major.windows(2).all(|pair| pair[0] > pair[1]);
        if !row_major {
            return missing("a constant that is not row-major");
        }
    }
    let words = |words: &[i32]| -> Vec<u8> { words.iter().flat_map(|w| w.to_le_bytes()).collect() };
    let bytes: Vec<u8> = match shape.element_type() {
        PrimitiveType::Pred => value.preds.iter().map(|&p| u8::from(p)).collect(),
        PrimitiveType::U8 => value.u8s.clone(),
        PrimitiveType::S32 => words(&value.s32s),
        PrimitiveType::U32 => value.u32s.iter().flat_map(|w| w.to_le_bytes()).collect(),
        PrimitiveType::S64 => words(&narrow::<_, i32>(&value.s64s)?),
        PrimitiveType::U64 => {
            narrow::<_, u32>(&value.u64s)?.iter().flat_map(|w| w.to_le_bytes()).collect()
        }
        PrimitiveType::F16 => value.f16s.clone(),
        PrimitiveType::Bf16 => value.bf16s.clone(),
        PrimitiveType::F32 => value.f32s.iter().flat_map(|w| w.to_le_bytes()).collect(),
        _ => value.f64s.iter().flat_map(|w| w.to_le_bytes()).collect(),
    };
    Ok(Literal::from_bytes(ty, bytes)?)
}

/// 64-bit integers in 32 bits.
fn narrow<W: Copy + std::fmt::Display, N: TryFrom<W>>(values: &[W]) -> Read<Vec<N>> {
    let each = values.iter().map(|&value| {
        N::try_from(value).map_err(|_| {
            Fault::Missing(format!("the 64-bit constant {value}, which needs more than 32 bits,"))
        })
    });
    each.collect()
}
