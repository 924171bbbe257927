//! Small random weights in the names of others, written as safetensors.

use neuron_random::{Rng, Stream};
use neuron_train::checkpoint::{TensorSlice, save_safetensors};
use safetensors::Dtype;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Extents of a model of others.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) dim: usize,
    pub(crate) depth: usize,
    pub(crate) mlp: usize,
    pub(crate) bands: usize,
    pub(crate) patch: usize,
    /// Patches along a side.
    pub(crate) side: usize,
    pub(crate) classes: usize,
}

pub(crate) const SMALL: Size =
    Size { dim: 24, depth: 2, mlp: 48, bands: 3, patch: 4, side: 4, classes: 5 };

/// Tensors by name: shape and values.
pub(crate) type Tensors = BTreeMap<String, (Vec<usize>, Vec<f32>)>;

/// Noise that depends on the name alone: near 1 for what scales, near 0 for the rest.
pub(crate) fn noise(name: &str, shape: &[usize]) -> (Vec<usize>, Vec<f32>) {
    let mut rng = Stream::new(5, name).rng();
    let scales = name.contains("norm") && name.ends_with("weight");
    let middle = if scales { 1.0 } else { 0.0 };
    let count = shape.iter().product();
    let values = (0..count).map(|_| middle + rng.random_range(-0.3..0.3)).collect();
    (shape.to_vec(), values)
}

fn add(tensors: &mut Tensors, name: &str, shape: &[usize]) {
    tensors.insert(name.to_owned(), noise(name, shape));
}

/// `name.weight` and `name.bias`.
fn layer(tensors: &mut Tensors, name: &str, shape: &[usize]) {
    add(tensors, &format!("{name}.weight"), shape);
    add(tensors, &format!("{name}.bias"), &shape[..1]);
}

/// A Vision Transformer as timm names it; of DINOv2 with a scale behind each branch.
pub(crate) fn timm(size: Size, scaled: bool) -> Tensors {
    let Size { dim, depth, mlp, bands, patch, side, classes } = size;
    let mut tensors = Tensors::new();
    add(&mut tensors, "cls_token", &[1, 1, dim]);
    add(&mut tensors, "pos_embed", &[1, 1 + side * side, dim]);
    layer(&mut tensors, "patch_embed.proj", &[dim, bands, patch, patch]);
    for i in 0..depth {
        let mut inner = |name: &str, shape: &[usize]| {
            layer(&mut tensors, &format!("blocks.{i}.{name}"), shape);
        };
        inner("norm1", &[dim]);
        inner("attn.qkv", &[3 * dim, dim]);
        inner("attn.proj", &[dim, dim]);
        inner("norm2", &[dim]);
        inner("mlp.fc1", &[mlp, dim]);
        inner("mlp.fc2", &[dim, mlp]);
        if scaled {
            add(&mut tensors, &format!("blocks.{i}.ls1.gamma"), &[dim]);
            add(&mut tensors, &format!("blocks.{i}.ls2.gamma"), &[dim]);
        }
    }
    layer(&mut tensors, "norm", &[dim]);
    // The linear head of DINOv2 reads the class token and the mean of all patches.
    let read = if scaled { 2 * dim } else { dim };
    layer(&mut tensors, "head", &[classes, read]);
    tensors
}

/// The same values under the names of transformers: its ViT, or its DINOv2.
pub(crate) fn transformers(timm: &Tensors, prefix: &str, dinov2: bool) -> Tensors {
    let mut renamed = Tensors::new();
    for (name, (shape, values)) in timm {
        let mut put = |name: String, shape: &[usize], values: &[f32]| {
            renamed.insert(name, (shape.to_vec(), values.to_vec()));
        };
        if let Some(kind) = name.strip_prefix("head.") {
            put(format!("classifier.{kind}"), shape, values);
            continue;
        }
        let Some((block, inner)) =
            name.strip_prefix("blocks.").and_then(|rest| rest.split_once('.'))
        else {
            let outer = name
                .replace("cls_token", "embeddings.cls_token")
                .replace("pos_embed", "embeddings.position_embeddings")
                .replace("patch_embed.proj", "embeddings.patch_embeddings.projection")
                .replace("norm.", "layernorm.");
            put(format!("{prefix}{outer}"), shape, values);
            continue;
        };
        let block = format!("{prefix}encoder.layer.{block}.");
        if let Some(kind) = inner.strip_prefix("attn.qkv.") {
            let mut third = shape.clone();
            third[0] /= 3;
            for (part, values) in
                ["query", "key", "value"].iter().zip(values.chunks(values.len() / 3))
            {
                put(format!("{block}attention.attention.{part}.{kind}"), &third, values);
            }
            continue;
        }
        let inner = inner.replace("attn.proj", "attention.output.dense");
        let inner = if dinov2 {
            inner
                .replace("ls1.gamma", "layer_scale1.lambda1")
                .replace("ls2.gamma", "layer_scale2.lambda1")
        } else {
            inner
                .replace("norm1", "layernorm_before")
                .replace("norm2", "layernorm_after")
                .replace("mlp.fc1", "intermediate.dense")
                .replace("mlp.fc2", "output.dense")
        };
        put(format!("{block}{inner}"), shape, values);
    }
    renamed
}

/// Writes tensors as a file of f32.
pub(crate) fn write(folder: &Path, tensors: &Tensors) -> PathBuf {
    let path = folder.join("foreign.safetensors");
    let bytes: Vec<(&String, &Vec<usize>, Vec<u8>)> = tensors
        .iter()
        .map(|(name, (shape, values))| {
            (name, shape, values.iter().flat_map(|v| v.to_le_bytes()).collect())
        })
        .collect();
    let slices: Vec<TensorSlice<'_>> = bytes
        .iter()
        .map(|(name, shape, bytes)| TensorSlice { name, dtype: Dtype::F32, shape, bytes })
        .collect();
    save_safetensors(&path, &slices, &BTreeMap::new()).unwrap();
    path
}
