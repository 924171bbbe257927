use crate::graph::DType;
use pjrt_sys::ElementType;

/// PJRT's name of an element type.
pub(super) const fn element_type(dtype: DType) -> ElementType {
    match dtype {
        DType::F64 => ElementType::F64,
        DType::F32 => ElementType::F32,
        DType::BF16 => ElementType::Bf16,
        DType::F16 => ElementType::F16,
        DType::I32 => ElementType::S32,
        DType::U32 => ElementType::U32,
        DType::U8 => ElementType::U8,
        DType::Bool => ElementType::Pred,
    }
}
