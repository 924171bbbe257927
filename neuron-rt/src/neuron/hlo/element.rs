//! Element types and shapes, from the graph's to XLA's and back.

use super::proto::{self, PrimitiveType};
use crate::graph::{DType, Literal, TensorType};

/// XLA's name of an element type.
pub(super) const fn primitive(dtype: DType) -> PrimitiveType {
    match dtype {
        DType::F64 => PrimitiveType::F64,
        DType::F32 => PrimitiveType::F32,
        DType::BF16 => PrimitiveType::Bf16,
        DType::F16 => PrimitiveType::F16,
        DType::I32 => PrimitiveType::S32,
        DType::U32 => PrimitiveType::U32,
        DType::U8 => PrimitiveType::U8,
        DType::Bool => PrimitiveType::Pred,
    }
}

/// Extents as XLA writes them.
pub(super) fn longs(extents: &[usize]) -> Vec<i64> {
    extents.iter().map(|&extent| extent as i64).collect()
}

/// The shape of a tensor, row-major.
pub(super) fn shape(ty: &TensorType) -> proto::Shape {
    proto::Shape {
        element_type: primitive(ty.dtype) as i32,
        dimensions: longs(&ty.shape),
        layout: Some(proto::Layout { minor_to_major: (0..ty.shape.rank() as i64).rev().collect() }),
        ..Default::default()
    }
}

/// The shape of several values together.
pub(super) fn tuple(parts: impl IntoIterator<Item = proto::Shape>) -> proto::Shape {
    proto::Shape {
        element_type: PrimitiveType::Tuple as i32,
        tuple_shapes: parts.into_iter().collect(),
        ..Default::default()
    }
}

/// A value as XLA writes it.
pub(super) fn literal(value: &Literal) -> proto::Literal {
    let mut made = proto::Literal { shape: Some(shape(value.ty())), ..Default::default() };
    let bytes = value.bytes();
    let words = || bytes.chunks_exact(4).map(|b| [b[0], b[1], b[2], b[3]]);
    match value.ty().dtype {
        DType::F64 => made.f64s = value.to_f64(),
        DType::F32 => made.f32s = words().map(f32::from_le_bytes).collect(),
        DType::BF16 => made.bf16s = bytes.to_vec(),
        DType::F16 => made.f16s = bytes.to_vec(),
        DType::I32 => made.s32s = words().map(i32::from_le_bytes).collect(),
        DType::U32 => made.u32s = words().map(u32::from_le_bytes).collect(),
        DType::U8 => made.u8s = bytes.to_vec(),
        DType::Bool => made.preds = bytes.iter().map(|&b| b != 0).collect(),
    }
    made
}
