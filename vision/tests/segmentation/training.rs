//! From a folder to a trained network: a few seconds on images of disks.

use crate::made::disks;
use neuron_rt::Device;
use neuron_train::run_folder::RunManifest;
use neuron_train::signals::Interrupt;
use neuron_train::trainer::{Export, Silent, Summary};
use neuron_vision::models::unet::{Norm, UNet};
use neuron_vision::segmentation::{Segmentation, SegmentationConfig, SegmentationLoss, recipe};
use neuron_vision::tasks::{
    DOMAIN, Kind, Measured, ModelFile, Split, TrainRequest, Training, train,
};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

fn config(folder: &Path, loss: SegmentationLoss) -> SegmentationConfig {
    let mut config = recipe(folder.to_str().unwrap());
    config.loss = loss;
    (config.tile, config.overlap, config.test_time_views) = (32, 8, false);
    config.model = UNet { channels: vec![6, 12], norm: Norm::Batch };
    config.trainer.epochs = 12;
    config.trainer.batch_size = 4;
    config.trainer.learning_rate = 1e-2;
    config.trainer.ema = 0.0;
    config.trainer.export = Export::Last;
    config.tiles_per_epoch = 24;
    config
}

fn trained(config: SegmentationConfig, runs: &Path) -> (PathBuf, Summary, Measured) {
    let toml = toml::to_string(&config).unwrap();
    let mut task =
        Segmentation::open(config, &neuron_vision::tasks::DataOptions::default()).unwrap();
    let request = TrainRequest {
        domain: &DOMAIN,
        toml: &toml,
        runs: runs.to_path_buf(),
        name: None,
        resume: false,
        manifest: RunManifest::default(),
        device: &Device::Cpu,
        interrupt: &Interrupt::default(),
    };
    let Training::Kept(trained) = train(&mut *task, request, &mut Silent).unwrap() else {
        panic!("one process keeps what it does");
    };
    let (summary, measured) = trained.finished.unwrap();
    (trained.run.paths().model(), summary, measured)
}

/// A network that knows disks, trained once for all tests: its folder of images, and its model.
pub(crate) fn network() -> &'static (TempDir, PathBuf, Measured) {
    static NETWORK: OnceLock<(TempDir, PathBuf, Measured)> = OnceLock::new();
    NETWORK.get_or_init(|| {
        let made = disks(12, 40);
        let config = config(made.path(), SegmentationLoss::CrossEntropyDice);
        let (model, _, measured) = trained(config, &made.path().join("runs"));
        (made, model, measured)
    })
}

#[test]
fn a_network_learns_what_a_threshold_does_not_know() {
    let (_, model, measured) = network();
    let iou = measured.metrics.get("iou").unwrap();
    let baseline = measured.more["baseline"]["metrics"]["iou"].as_f64().unwrap();
    assert!(iou > 0.85, "IoU {iou}");
    assert!(iou > baseline + 0.03, "IoU {iou}, by a threshold {baseline}");
    assert_eq!(measured.samples, 2);
    assert!(measured.metrics.get("hd95_pixels").unwrap() < 6.0);
    assert!(model.is_file());
    // What a report needs is there: methods, classes, images, images to look at.
    assert_eq!(measured.sections.len(), 4);
}

/// What was measured after training is measured again from the file alone, bit for bit.
#[test]
fn a_run_is_measured_again_to_the_same_bits() {
    let (_, path, measured) = network();
    let file = ModelFile::read(&DOMAIN, path).unwrap();
    let task = file.kind.reopen(&file, &neuron_vision::tasks::DataOptions::default()).unwrap();
    let again = task.measure(Split::Test, &file.weights, &Device::Cpu).unwrap();
    assert_eq!(again.metrics, measured.metrics);
    assert!(task.measure(Split::Validation, &file.weights, &Device::Cpu).is_ok());
}

#[test]
fn every_loss_and_norm_learns() {
    let made = disks(6, 32);
    for (loss, norm) in [
        (SegmentationLoss::CrossEntropy, Norm::None),
        (SegmentationLoss::Dice, Norm::Group),
        (SegmentationLoss::Focal, Norm::Batch),
    ] {
        let mut config = config(made.path(), loss);
        config.model.norm = norm;
        config.class_weights = toml::from_str::<toml::Table>("w = 'balanced'").unwrap()["w"]
            .clone()
            .try_into()
            .unwrap();
        let runs = made.path().join(format!("runs {loss:?}"));
        let (_, summary, measured) = trained(config, &runs);
        assert_eq!(summary.steps, 12 * 6);
        let iou = measured.metrics.get("mean_iou").unwrap();
        assert!(iou > 0.7, "{loss:?} with {norm:?}: {iou}");
    }
}

#[test]
fn a_folder_that_changed_its_classes_is_no_longer_measured() {
    let (made, path, _) = network();
    let copy = tempfile::tempdir().unwrap();
    for part in ["images", "masks"] {
        std::fs::create_dir(copy.path().join(part)).unwrap();
        for file in std::fs::read_dir(made.path().join(part)).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), copy.path().join(part).join(file.file_name())).unwrap();
        }
    }
    std::fs::write(copy.path().join("classes.txt"), "ground\nplate\n").unwrap();
    let mut file = ModelFile::read(&DOMAIN, path).unwrap();
    file.info["config"]["dataset"] = copy.path().to_str().unwrap().into();
    let error = file
        .kind
        .reopen(&file, &neuron_vision::tasks::DataOptions::default())
        .err()
        .unwrap()
        .to_string();
    assert!(error.contains("the classes ground, plate, but the model was trained on"), "{error}");
}
