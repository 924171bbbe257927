//! The same files, read by candle-transformers: the same answers.

use super::foreign::{SMALL, Size, timm, transformers, write};
use super::ours::{Wanted, assert_close, config, images, run, shape};
use candle_core::{DType, Device, Module, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::dinov2::DinoVisionTransformer;
use candle_transformers::models::vit;
use neuron_vision::models::pretrained::{Layout, NewBands, load};
use neuron_vision::models::{Gelu, ImageShape, VitConfig};
use std::path::Path;

fn variables(path: &Path) -> VarBuilder<'static> {
    let bytes = std::fs::read(path).unwrap();
    VarBuilder::from_buffered_safetensors(bytes, DType::F32, &Device::Cpu).unwrap()
}

fn image(shape: ImageShape) -> Tensor {
    let extents = (2, shape.bands, shape.height, shape.width);
    Tensor::from_vec(images(shape), extents, &Device::Cpu).unwrap()
}

fn values(tensor: &Tensor) -> Vec<f32> {
    tensor.flatten_all().unwrap().to_vec1().unwrap()
}

#[test]
fn logits_of_a_vision_transformer() {
    for qkv_bias in [true, false] {
        let mut tensors = transformers(&timm(SMALL, false), "vit.", false);
        let inner = [".query.bias", ".key.bias", ".value.bias"];
        tensors.retain(|name, _| qkv_bias || !inner.iter().any(|end| name.ends_with(end)));
        let folder = tempfile::tempdir().unwrap();
        let path = write(folder.path(), &tensors);
        let config = VitConfig { epsilon: 1e-12, ..config(SMALL) };
        let shape = shape(SMALL);
        let loaded = load(&path, &config, shape, NewBands::Average).unwrap();
        assert_eq!((loaded.layout, loaded.head), (Layout::Transformers, true));
        let theirs = vit::Config {
            hidden_size: SMALL.dim,
            num_hidden_layers: SMALL.depth,
            num_attention_heads: config.heads,
            intermediate_size: SMALL.mlp,
            hidden_act: candle_nn::Activation::Gelu,
            layer_norm_eps: config.epsilon,
            image_size: shape.height,
            patch_size: SMALL.patch,
            num_channels: SMALL.bands,
            qkv_bias,
        };
        let theirs = vit::Model::new(&theirs, SMALL.classes, variables(&path)).unwrap();
        let expected = values(&theirs.forward(&image(shape)).unwrap());
        assert_close(&run(&config, shape, &loaded.weights, Wanted::Logits), &expected, 1e-5);
    }
}

#[test]
fn all_tokens_of_dinov2() {
    // Extents that candle's DINOv2 has for good: 37 × 37 patches of 14 pixels, 1,000 classes.
    let size = Size { dim: 12, depth: 2, mlp: 48, bands: 3, patch: 14, side: 37, classes: 1000 };
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), &timm(size, true));
    // Candle takes the approximation of GELU here, and an ε of PyTorch's default.
    let config = VitConfig { gelu: Gelu::Tanh, epsilon: 1e-5, ..config(size) };
    let shape = shape(size);
    let loaded = load(&path, &config, shape, NewBands::Average).unwrap();
    assert_eq!((loaded.layout, loaded.head), (Layout::Timm, false), "a head of another width");
    let theirs = DinoVisionTransformer::new(variables(&path), size.depth, size.dim, 3).unwrap();
    // It takes one image at a time.
    let image = image(shape);
    let images = [0, 1].map(|i| image.narrow(0, i, 1).unwrap());
    let layers = [size.depth - 1];
    let said: Vec<f32> = images
        .iter()
        .flat_map(|image| {
            let said = theirs.get_intermediate_layers(image, &layers, false, false, true);
            values(&said.unwrap())
        })
        .collect();
    let ours = run(&config, shape, &loaded.weights, Wanted::Tokens);
    let (mut class, mut patches) = (Vec::new(), Vec::new());
    for tokens in ours.chunks((1 + size.side * size.side) * size.dim) {
        class.extend_from_slice(&tokens[..size.dim]);
        patches.extend_from_slice(&tokens[size.dim..]);
    }
    assert_close(&patches, &said, 1e-5);
    // The class token by way of the head, which reads it beside the mean of all patches.
    let logits: Vec<f32> =
        images.iter().flat_map(|image| values(&theirs.forward(image).unwrap())).collect();
    let head = variables(&path).pp("head");
    let weight = head.get((1000, 2 * size.dim), "weight").unwrap();
    let bias = head.get(1000, "bias").unwrap();
    let mut read = Vec::new();
    for (class, patches) in class.chunks(size.dim).zip(patches.chunks(size.side.pow(2) * size.dim))
    {
        read.extend_from_slice(class);
        let count = (size.side * size.side) as f32;
        read.extend(
            (0..size.dim)
                .map(|feature| patches.iter().skip(feature).step_by(size.dim).sum::<f32>() / count),
        );
    }
    let read = Tensor::from_vec(read, (2, 2 * size.dim), &Device::Cpu).unwrap();
    let ours = read.matmul(&weight.t().unwrap()).unwrap().broadcast_add(&bias).unwrap();
    assert_close(&values(&ours), &logits, 1e-5);
}
