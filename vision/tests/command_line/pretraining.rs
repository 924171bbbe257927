//! Masked pre-training, and a classifier that begins where it ended.

use super::folders::two_classes;
use super::place::Place;
use neuron_rt::Resident;
use neuron_train::checkpoint::load_safetensors;
use neuron_vision::tasks::{DOMAIN, ModelFile};
use std::fs;

/// A pre-training of a second.
const ENCODER: &str = "train --task pretraining --dataset synthetic-s2 --dataset-size 60 --epochs 1 \
    --batch-size 16 --set validation_share=0.25 --set encoder.patch=16 --set encoder.dim=16 --set encoder.depth=1 \
    --set encoder.mlp=32 --set decoder.dim=16 --set decoder.depth=1 --device cpu --quiet";

/// A classifier of the same shape that hardly moves.
const CLASSIFIER: &str = "train --dataset synthetic-s2 --dataset-size 60 --model vit --epochs 1 \
    --batch-size 16 --set validation_share=0.25 --set model.patch=16 --set model.dim=16 --set model.depth=1 --set model.mlp=32 \
    --set trainer.learning_rate=1e-30 --set trainer.ema=0.0 --device cpu --quiet";

fn weights(place: &Place, run: &str) -> Resident {
    let path = place.path().join(format!("runs/vision/{run}/model.safetensors"));
    ModelFile::read(&DOMAIN, &path).unwrap().weights
}

#[test]
fn a_classifier_begins_with_the_encoder() {
    let place = Place::new();
    for method in ["mae", "simmim"] {
        let output = place.run(&format!("{ENCODER} --model {method} --name {method}"));
        let output = output.with_code(0);
        assert!(output.stdout.contains("linear probe"), "{}", output.stdout);
        let report = place.path().join(format!("runs/vision/{method}/report.md"));
        let report = fs::read_to_string(report).unwrap();
        for heading in ["Reconstructions", "What the embeddings know", "SYNTHETIC DATA"] {
            assert!(report.contains(heading), "{heading}: {report}");
        }
        let from = format!("--name from-{method} --set pretrained=runs/vision/{method}");
        let _trained = place.run(&format!("{CLASSIFIER} {from}")).with_code(0);
        let (encoder, classifier) =
            (weights(&place, method), weights(&place, &format!("from-{method}")));
        let mut shared = 0;
        for (name, buffer) in &classifier {
            let Some(before) = encoder.get(name) else {
                assert!(name.starts_with("head."), "{name} was drawn");
                continue;
            };
            assert_eq!(before.as_slice::<f32>(), buffer.as_slice::<f32>(), "{name}");
            shared += 1;
        }
        assert_eq!(shared, 2 + 2 + 12 + 2, "patches, class and places, one block, the last norm");
    }
}

#[test]
fn images_are_embedded_by_a_run() {
    let place = Place::new();
    let _trained = place.run(&format!("{ENCODER} --name first")).with_code(0);
    let evaluated = place.run("eval --run first --split validation --json").with_code(0);
    let said: serde_json::Value = serde_json::from_str(&evaluated.stdout).unwrap();
    assert!(said.to_string().contains("linear_accuracy_untrained"), "{said}");
    let path = place.path().join("runs/vision/first/model.safetensors");
    assert!(load_safetensors(&path).unwrap().metadata().contains_key("neuron_vision.pretraining"));
    insta::assert_snapshot!(place.refusal("predict --run first runs/vision/first/config.toml"), @"error: `runs/vision/first/config.toml`: is no image, expected PNG, JPEG or TIFF");
}

#[test]
fn pictures_of_a_folder_are_embedded() {
    let place = Place::new();
    two_classes(&place.path().join("mine"), 12);
    let folder = ENCODER.replace("synthetic-s2 --dataset-size 60", "mine").replace("=16", "=8");
    let line = folder.replace("encoder.patch=8", "encoder.patch=2");
    let _trained = place.run(&format!("{line} --name first")).with_code(0);
    fs::copy(place.path().join("mine/field/001.png"), place.path().join("copy.png")).unwrap();
    let files = "mine/field/001.png mine/water/003.png copy.png";
    let said = place.run(&format!("predict --run first {files} --json")).with_code(0).stdout;
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let of = |i: usize| said["predictions"][i]["embedding"].as_array().unwrap().clone();
    assert_eq!(of(0).len(), 8);
    assert_eq!(of(0), of(2));
    assert_ne!(of(0), of(1));
    let lines = place.run(&format!("predict --run first {files}")).with_code(0).stdout;
    assert!(lines.lines().all(|line| line.split('\t').count() == 9), "{lines}");
}

#[test]
fn few_labels_and_settings_that_do_not_fit() {
    let place = Place::new();
    let few = place.run(&format!("{CLASSIFIER} --name few --set label_share=0.5")).with_code(0);
    assert!(few.stdout.contains("accuracy"), "{}", few.stdout);
    let card = fs::read_to_string(place.path().join("runs/vision/few/model-card.md")).unwrap();
    // 48 of 60 are to learn from, 24 of them labelled, of which a quarter of each class is held out.
    let count = card.split("synthetic-s2: ").nth(1).and_then(|rest| rest.split(' ').next());
    assert!((14..20).contains(&count.unwrap().parse::<usize>().unwrap()), "{card}");
    let refusal = |line: &str| place.refusal(line);
    insta::assert_snapshot!(refusal(&format!("{CLASSIFIER} --set label_share=0")), @"error: `label_share` is 0, expected more than 0 and at most 1");
    insta::assert_snapshot!(refusal("train --set pretrained=gone.safetensors --model vit"), @"error: cannot open `gone.safetensors`: No such file or directory (os error 2)");
    insta::assert_snapshot!(refusal("train --set pretrained=gone --model cnn"), @"error: `pretrained` is given for the model `cnn`, expected the model `vit`");
    insta::assert_snapshot!(refusal(&format!("{ENCODER} --set mask.ratio=0.99")), @"error: `mask.ratio` is 0.99, expected a share that hides and leaves some of the 16 pieces");
    insta::assert_snapshot!(refusal(&format!("{ENCODER} --set mask.block=3")), @"error: `mask.block` is 3, expected a divisor of the 4 × 4 patches of an image");
    insta::assert_snapshot!(refusal(&format!("{ENCODER} --set encoder.patch=7")), @"error: `encoder.patch` is 7, expected a divisor of 64 and of 64, the images' extents");
    insta::assert_snapshot!(refusal(&format!("{ENCODER} --set probes.temperature=0")), @"error: `probes.temperature` is 0, expected a positive number");
    insta::assert_snapshot!(refusal(&format!("{ENCODER} --model vit")), @"error: `--model` is `vit`, expected a model of pretraining: mae, simmim");
}
