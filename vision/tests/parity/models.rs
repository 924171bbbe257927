//! Each model on each executor of the processor.

use crate::agree::assert_agree;
use crate::case::Case;
use crate::{ours, torch};
use neuron_rt::Device;
use neuron_vision::models::{CnnConfig, ImageShape, ModelConfig, Pool, ResNetConfig, VitConfig};

fn check(what: &str, case: &Case, devices: &[Device]) {
    let theirs = torch::run(case);
    for device in devices {
        assert_agree(&ours::run(case, device), &theirs, &format!("{what} on {device}"));
    }
}

const BOTH: [Device; 2] = [Device::Cpu, Device::Reference];
const SMALL: ImageShape = ImageShape { bands: 4, height: 16, width: 12, classes: 5 };

fn small_vit(pool: Pool) -> VitConfig {
    VitConfig { patch: 4, dim: 48, depth: 2, heads: 4, mlp: 96, pool, ..VitConfig::default() }
}

#[test]
fn a_small_vit_of_a_class_token() {
    let case = Case::new(ModelConfig::Vit(small_vit(Pool::Cls)), SMALL, 5);
    check("vit (cls)", &case, &BOTH);
}

#[test]
fn a_small_vit_of_mean_tokens() {
    let case = Case::new(ModelConfig::Vit(small_vit(Pool::Mean)), SMALL, 5);
    check("vit (mean)", &case, &BOTH);
}

#[test]
fn the_default_vit() {
    let shape = ImageShape { bands: 3, height: 64, width: 64, classes: 10 };
    let case = Case::new(ModelConfig::Vit(VitConfig::default()), shape, 4);
    check("default vit", &case, &[Device::Cpu]);
}

#[test]
fn a_cnn_in_training_mode() {
    let config = CnnConfig { channels: vec![8, 12], dropout: 0.0 };
    check("cnn", &Case::new(ModelConfig::Cnn(config), SMALL, 5), &BOTH);
}

#[test]
fn a_resnet_in_training_mode() {
    let config = ResNetConfig { channels: vec![8, 12, 16], blocks: 2, dropout: 0.0 };
    check("resnet", &Case::new(ModelConfig::ResNet(config), SMALL, 5), &BOTH);
}

#[test]
fn a_resnet_on_patches_too_small_to_halve() {
    let shape = ImageShape { bands: 4, height: 3, width: 3, classes: 6 };
    let config = ResNetConfig { channels: vec![16, 24], blocks: 1, dropout: 0.0 };
    check("resnet (3×3)", &Case::new(ModelConfig::ResNet(config), shape, 16), &BOTH);
}
