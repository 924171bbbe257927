//! Tensors in safetensors files: how the sides exchange weights, batches and results.

use anyhow::{Result, bail};
use neuron_rt::Buffer;
use neuron_rt::graph::DType;
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView, serialize_to_file};
use std::collections::BTreeMap;
use std::path::Path;

/// Reads tensors of f32.
pub(crate) fn read(path: &Path) -> Result<BTreeMap<String, Vec<f32>>> {
    let bytes = std::fs::read(path)?;
    let tensors = SafeTensors::deserialize(&bytes)?.tensors().into_iter();
    let values = |view: TensorView<'_>| -> Vec<f32> {
        let (words, _) = view.data().as_chunks::<4>();
        words.iter().map(|word| f32::from_le_bytes(*word)).collect()
    };
    Ok(tensors.map(|(name, view)| (name, values(view))).collect())
}

/// Writes tensors of f32 and i32.
pub(crate) fn save<'a>(
    path: &Path,
    tensors: impl Iterator<Item = (&'a String, &'a Buffer)>,
) -> Result<()> {
    let views: Vec<(&String, TensorView<'_>)> =
        tensors.map(|(name, buffer)| Ok((name, view(buffer)?))).collect::<Result<_>>()?;
    Ok(serialize_to_file(views, None, path)?)
}

fn view(buffer: &Buffer) -> Result<TensorView<'_>> {
    let dtype = match buffer.ty().dtype {
        DType::F32 => Dtype::F32,
        DType::I32 => Dtype::I32,
        other => bail!("no workload holds {other}"),
    };
    Ok(TensorView::new(dtype, buffer.ty().shape.dims().to_vec(), buffer.bytes())?)
}
