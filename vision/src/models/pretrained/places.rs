//! The tensors of a file at the places of our model, in the file's own extents.

use super::layout::Place;
use super::tensor::Tensor;
use super::{Layout, PretrainedError};
use neuron_train::checkpoint::TensorFile;
use std::collections::BTreeMap;
use std::path::Path;

/// Tensors by our names.
pub(super) type Placed = BTreeMap<String, Tensor>;

/// Puts all tensors of a file in their places: thirds are put together, scales multiplied in.
///
/// # Errors
/// Where a tensor has no place or does not fit together with its neighbours.
pub(super) fn placed(
    file: &Path,
    stored: &TensorFile,
    layout: Layout,
    prefix: &str,
) -> Result<Placed, PretrainedError> {
    let mut whole = Placed::new();
    let mut thirds: BTreeMap<String, [Option<Tensor>; 3]> = BTreeMap::new();
    let mut scales: Vec<(String, Tensor)> = Vec::new();
    for (name, tensor) in stored.tensors() {
        // Heads and decoders stand outside the encoder, so without its prefix.
        let known = layout.place(name.strip_prefix(prefix).unwrap_or(name));
        match known {
            None => {
                let (file, tensor) = (file.to_path_buf(), name.clone());
                return Err(PretrainedError::Unknown { file, tensor });
            }
            Some(Place::Unused) => {}
            Some(Place::Whole(ours)) => {
                whole.insert(ours, Tensor::new(file, name, tensor)?);
            }
            Some(Place::Third(ours, part)) => {
                thirds.entry(ours).or_default()[part] = Some(Tensor::new(file, name, tensor)?);
            }
            Some(Place::ScaleOf(layer)) => scales.push((layer, Tensor::new(file, name, tensor)?)),
        }
    }
    for (ours, parts) in thirds {
        whole.insert(ours.clone(), joined(file, layout, prefix, &ours, parts)?);
    }
    for (layer, scale) in scales {
        for kind in ["weight", "bias"] {
            if let Some(tensor) = whole.get_mut(&format!("{layer}.{kind}")) {
                multiply_rows(file, tensor, &scale)?;
            }
        }
    }
    Ok(whole)
}

/// Three tensors one after another along the first axis.
fn joined(
    file: &Path,
    layout: Layout,
    prefix: &str,
    ours: &str,
    parts: [Option<Tensor>; 3],
) -> Result<Tensor, PretrainedError> {
    let missing = parts.iter().position(Option::is_none).unwrap_or_default();
    let [Some(query), Some(key), Some(value)] = parts else {
        return Err(PretrainedError::Missing {
            file: file.to_path_buf(),
            tensor: format!("{prefix}{}", layout.name_of(ours, missing)),
            place: ours.to_owned(),
        });
    };
    for other in [&key, &value] {
        if other.shape != query.shape {
            return Err(other.misfit(file, format!("{:?} as of `{}`", query.shape, query.name)));
        }
    }
    let Tensor { name, mut shape, mut values } = query;
    if let Some(rows) = shape.first_mut() {
        *rows *= 3;
    }
    values.extend(key.values);
    values.extend(value.values);
    Ok(Tensor { name, shape, values })
}

/// Each row times its scale: `γ ⊙ (W x + b)` is `(γ ⊙ W) x + γ ⊙ b`.
fn multiply_rows(file: &Path, tensor: &mut Tensor, scale: &Tensor) -> Result<(), PretrainedError> {
    let rows = tensor.shape.first().copied().unwrap_or(0);
    if scale.shape != [rows] {
        return Err(scale.misfit(file, format!("[{rows}] as of `{}`", tensor.name)));
    }
    let length = tensor.row_len().max(1);
    for (row, &factor) in tensor.values.chunks_mut(length).zip(&scale.values) {
        row.iter_mut().for_each(|value| *value *= factor);
    }
    Ok(())
}
