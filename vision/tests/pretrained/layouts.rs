//! The same weights under the names of each library.

use super::foreign::{SMALL, Tensors, noise, timm, transformers, write};
use super::ours::{Wanted, config, run, shape};
use neuron_vision::models::pretrained::{Layout, NewBands, load};
use neuron_vision::models::{Pool, VitConfig};

fn logits(tensors: &Tensors, layout: Layout) -> Vec<f32> {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), tensors);
    let (config, shape) = (config(SMALL), shape(SMALL));
    let loaded = load(&path, &config, shape, NewBands::Average).unwrap();
    assert_eq!(loaded.layout, layout);
    run(&config, shape, &loaded.weights, Wanted::Tokens)
}

#[test]
fn names_change_nothing() {
    let plain = timm(SMALL, false);
    let expected = logits(&plain, Layout::Timm);
    for prefix in ["", "vit."] {
        assert_eq!(logits(&transformers(&plain, prefix, false), Layout::Transformers), expected);
    }
    let scaled = timm(SMALL, true);
    let expected = logits(&scaled, Layout::Timm);
    for prefix in ["", "dinov2."] {
        assert_eq!(logits(&transformers(&scaled, prefix, true), Layout::Transformers), expected);
    }
}

#[test]
fn what_only_pre_training_needs_is_left() {
    let mut mae = timm(SMALL, false);
    let expected = logits(&mae, Layout::Timm);
    mae.remove("head.weight");
    mae.remove("head.bias");
    let mut theirs = transformers(&mae, "vit.", false);
    for name in ["mask_token", "decoder_pos_embed", "decoder_blocks.0.attn.qkv.weight"] {
        mae.insert(name.into(), noise(name, &[1, 1, 8]));
    }
    assert_eq!(logits(&mae, Layout::Timm), expected);
    for name in ["vit.pooler.dense.weight", "decoder.mask_token", "decoder.decoder_pos_embed"] {
        theirs.insert(name.into(), noise(name, &[8, 8]));
    }
    assert_eq!(logits(&theirs, Layout::Transformers), expected);
}

#[test]
fn a_class_token_is_left_where_nobody_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let tensors = timm(SMALL, false);
    let path = write(folder.path(), &tensors);
    let config = VitConfig { pool: Pool::Mean, ..config(SMALL) };
    let weights = load(&path, &config, shape(SMALL), NewBands::Average).unwrap().weights;
    assert!(!weights.contains_key("cls_token"));
    assert_eq!(weights["pos_embed"].as_slice::<f32>(), &tensors["pos_embed"].1[SMALL.dim..]);
}
