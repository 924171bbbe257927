//! Between host memory and candle's tensors.

use super::precision::candle_dtype;
use crate::buffer::Buffer;
use crate::graph::{DType, Literal, TensorType};
use bytemuck::Pod;
use candle_core::{Device, Result, Tensor, WithDType};
use half::{bf16, f16};

pub(super) fn from_buffer(buffer: &Buffer, device: &Device) -> Result<Tensor> {
    from_bytes(buffer.ty(), buffer.bytes(), device)
}

pub(super) fn from_literal(literal: &Literal, device: &Device) -> Result<Tensor> {
    from_bytes(literal.ty(), literal.bytes(), device)
}

fn from_bytes(ty: &TensorType, bytes: &[u8], device: &Device) -> Result<Tensor> {
    fn read<T: WithDType + Pod>(bytes: &[u8], dims: &[usize], device: &Device) -> Result<Tensor> {
        // A literal's bytes may lie anywhere.
        let values: Vec<T> =
            bytes.chunks_exact(size_of::<T>()).map(bytemuck::pod_read_unaligned).collect();
        Tensor::from_vec(values, dims, device)
    }
    let dims = ty.shape.dims();
    match ty.dtype {
        DType::F64 => read::<f64>(bytes, dims, device),
        DType::F32 => read::<f32>(bytes, dims, device),
        DType::BF16 => read::<bf16>(bytes, dims, device),
        DType::F16 => read::<f16>(bytes, dims, device),
        DType::I32 => read::<i32>(bytes, dims, device),
        DType::U32 => read::<u32>(bytes, dims, device),
        DType::U8 | DType::Bool => read::<u8>(bytes, dims, device),
    }
}

pub(super) fn into_buffer(tensor: &Tensor, buffer: &mut Buffer) -> Result<()> {
    fn write<T: WithDType + Pod>(tensor: &Tensor, buffer: &mut Buffer) -> Result<()> {
        let values = tensor.flatten_all()?.to_vec1::<T>()?;
        buffer.bytes_mut().copy_from_slice(bytemuck::cast_slice(&values));
        Ok(())
    }
    match buffer.ty().dtype {
        DType::F64 => write::<f64>(tensor, buffer),
        DType::F32 => write::<f32>(tensor, buffer),
        DType::BF16 => write::<bf16>(tensor, buffer),
        DType::F16 => write::<f16>(tensor, buffer),
        DType::I32 => write::<i32>(tensor, buffer),
        DType::U32 => write::<u32>(tensor, buffer),
        DType::U8 | DType::Bool => write::<u8>(tensor, buffer),
    }
}

/// One value over a shape.
pub(super) fn full(ty: &TensorType, value: f64, device: &Device) -> Result<Tensor> {
    let scalar = from_literal(&Literal::scalar(ty.dtype, value), device)?;
    scalar.broadcast_as(ty.shape.dims())?.contiguous()
}

/// Zeros of a type.
pub(super) fn zeros(ty: &TensorType, device: &Device) -> Result<Tensor> {
    // candle has no zeros of some integer types, but it can convert.
    Tensor::zeros(ty.shape.dims(), candle_core::DType::U8, device)?.to_dtype(candle_dtype(ty.dtype))
}
