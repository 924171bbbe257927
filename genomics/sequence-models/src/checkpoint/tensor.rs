use super::CheckpointError;
use half::{bf16, f16};
use neuron_train::checkpoint::StoredTensor;
use safetensors::Dtype;
use std::path::Path;

/// The numbers of a stored tensor.
///
/// # Errors
/// [`CheckpointError::Misfit`] of integers.
pub(super) fn numbers(
    file: &Path,
    name: &str,
    stored: &StoredTensor,
) -> Result<Vec<f32>, CheckpointError> {
    let bytes = &stored.bytes;
    Ok(match stored.dtype {
        Dtype::F32 => each(bytes, f32::from_le_bytes),
        Dtype::F16 => each(bytes, |b| f16::from_le_bytes(b).to_f32()),
        Dtype::BF16 => each(bytes, |b| bf16::from_le_bytes(b).to_f32()),
        Dtype::F64 => each(bytes, |b| f64::from_le_bytes(b) as f32),
        other => {
            return Err(CheckpointError::Misfit {
                file: file.to_owned(),
                tensor: name.to_owned(),
                found: other.to_string(),
                expected: "F32, F16, BF16 or F64".to_owned(),
            });
        }
    })
}

fn each<const N: usize>(bytes: &[u8], value: impl Fn([u8; N]) -> f32) -> Vec<f32> {
    bytes.as_chunks::<N>().0.iter().map(|&chunk| value(chunk)).collect()
}
