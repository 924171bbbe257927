//! Files that do not fit: one line that names the tensor.

use super::foreign::{SMALL, Tensors, noise, timm, transformers, write};
use super::ours::{config, shape};
use neuron_vision::models::pretrained::{NewBands, load};
use neuron_vision::models::{Positions, VitConfig};

fn refusal(tensors: &Tensors) -> String {
    refusal_of(tensors, &config(SMALL))
}

fn refusal_of(tensors: &Tensors, config: &VitConfig) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), tensors);
    let error = load(&path, config, shape(SMALL), NewBands::Average).unwrap_err().to_string();
    error.replace(&format!("{}/", folder.path().display()), "")
}

fn without(tensors: &Tensors, name: &str) -> Tensors {
    let mut left = tensors.clone();
    assert!(left.remove(name).is_some(), "{name}");
    left
}

fn with(tensors: &Tensors, name: &str, dims: &[usize]) -> Tensors {
    let mut more = tensors.clone();
    more.insert(name.into(), noise(name, dims));
    more
}

#[test]
fn tensors_that_nobody_knows() {
    let plain = timm(SMALL, false);
    insta::assert_snapshot!(refusal(&with(&plain, "blocks.0.attn.q_norm.weight", &[8])), @"`foreign.safetensors`: tensor `blocks.0.attn.q_norm.weight` has no place in this model: it is of another architecture, depth or kind of positions");
    insta::assert_snapshot!(refusal(&with(&plain, "register_tokens", &[1, 4, 24])), @"`foreign.safetensors`: tensor `register_tokens` has no place in this model: it is of another architecture, depth or kind of positions");
    insta::assert_snapshot!(refusal(&with(&plain, "blocks.2.norm1.weight", &[24])), @"`foreign.safetensors`: tensor `blocks.2.norm1.weight` has no place in this model: it is of another architecture, depth or kind of positions");
    insta::assert_snapshot!(refusal(&with(&plain, "norm.weights", &[24])), @"`foreign.safetensors`: tensor `norm.weights` has no place in this model: it is of another architecture, depth or kind of positions");
    let theirs = transformers(&plain, "vit.", false);
    insta::assert_snapshot!(refusal(&with(&theirs, "vit.encoder.layer.0.mlp.fc3.weight", &[24])), @"`foreign.safetensors`: tensor `vit.encoder.layer.0.mlp.fc3.weight` has no place in this model: it is of another architecture, depth or kind of positions");
    let fixed = VitConfig { positions: Positions::Sinusoidal, ..config(SMALL) };
    insta::assert_snapshot!(refusal_of(&plain, &fixed), @"`foreign.safetensors`: tensor `pos_embed` has no place in this model: it is of another architecture, depth or kind of positions");
}

#[test]
fn tensors_that_are_missing() {
    let plain = timm(SMALL, false);
    for name in ["cls_token", "pos_embed", "norm.bias", "patch_embed.proj.weight"] {
        let said = refusal(&without(&plain, name));
        assert!(said.contains(&format!("has no tensor `{name}`")), "{said}");
    }
    insta::assert_snapshot!(refusal(&without(&plain, "blocks.1.mlp.fc2.weight")), @"`foreign.safetensors` has no tensor `blocks.1.mlp.fc2.weight`, which the model needs for `blocks.1.linear2.weight`");
    insta::assert_snapshot!(refusal(&without(&plain, "blocks.1.attn.qkv.bias")), @"`foreign.safetensors` has no tensor `blocks.1.attn.qkv.bias`, which the model needs for `blocks.1.self_attn.in_proj_bias`");
    let theirs = transformers(&plain, "vit.", false);
    insta::assert_snapshot!(refusal(&without(&theirs, "vit.encoder.layer.0.attention.attention.key.weight")), @"`foreign.safetensors` has no tensor `vit.encoder.layer.0.attention.attention.key.weight`, which the model needs for `blocks.0.self_attn.in_proj_weight`");
    insta::assert_snapshot!(refusal(&without(&theirs, "vit.layernorm.weight")), @"`foreign.safetensors` has no tensor `vit.layernorm.weight`, which the model needs for `norm.weight`");
    let deeper = VitConfig { depth: 3, ..config(SMALL) };
    insta::assert_snapshot!(refusal_of(&plain, &deeper), @"`foreign.safetensors` has no tensor `blocks.2.attn.qkv.weight`, which the model needs for `blocks.2.self_attn.in_proj_weight`");
}

#[test]
fn tensors_of_other_shapes() {
    let plain = timm(SMALL, false);
    insta::assert_snapshot!(refusal(&with(&plain, "blocks.0.mlp.fc1.weight", &[24, 48])), @"`foreign.safetensors`: tensor `blocks.0.mlp.fc1.weight` is [24, 48], expected [48, 24]");
    insta::assert_snapshot!(refusal(&with(&plain, "patch_embed.proj.weight", &[24, 3, 8, 8])), @"`foreign.safetensors`: tensor `patch_embed.proj.weight` is [24, 3, 8, 8], expected [24, 3, 4, 4]");
    insta::assert_snapshot!(refusal(&with(&plain, "patch_embed.proj.weight", &[24])), @"`foreign.safetensors`: tensor `patch_embed.proj.weight` is [24], expected [24, 3, 4, 4]");
    insta::assert_snapshot!(refusal(&with(&plain, "pos_embed", &[1, 14, 24])), @"`foreign.safetensors`: tensor `pos_embed` is [1, 14, 24], expected [1, 1 + a square number of patches, 24]");
    insta::assert_snapshot!(refusal(&with(&plain, "pos_embed", &[17, 24])), @"`foreign.safetensors`: tensor `pos_embed` is [17, 24], expected [1, 1 + a square number of patches, 24]");
    insta::assert_snapshot!(refusal(&with(&plain, "blocks.1.ls1.gamma", &[12])), @"`foreign.safetensors`: tensor `blocks.1.ls1.gamma` is [12], expected [24] as of `blocks.1.attn.proj.weight`");
    let theirs = transformers(&plain, "", false);
    insta::assert_snapshot!(refusal(&with(&theirs, "encoder.layer.0.attention.attention.key.weight", &[12, 24])), @"`foreign.safetensors`: tensor `encoder.layer.0.attention.attention.key.weight` is [12, 24], expected [24, 24] as of `encoder.layer.0.attention.attention.query.weight`");
    let wider = VitConfig { dim: 48, ..config(SMALL) };
    insta::assert_snapshot!(refusal_of(&plain, &wider), @"`foreign.safetensors`: tensor `pos_embed` is [1, 17, 24], expected [1, 1 + a square number of patches, 48]");
}

#[test]
fn files_of_something_else() {
    let mut other = Tensors::new();
    other.insert("conv1.weight".into(), noise("conv1.weight", &[8, 3, 3, 3]));
    insta::assert_snapshot!(refusal(&other), @"`foreign.safetensors` holds no Vision Transformer: it has neither `blocks.0.attn.qkv.weight` (timm, MAE, DINOv2) nor `encoder.layer.0.attention.attention.query.weight` (transformers) nor `blocks.0.self_attn.in_proj_weight` (runs of this program)");
    let folder = tempfile::tempdir().unwrap();
    let gone = load(folder.path(), &config(SMALL), shape(SMALL), NewBands::Average);
    let said = gone.unwrap_err().to_string();
    assert!(said.contains("model.safetensors"), "{said}");
}
