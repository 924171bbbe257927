//! The task from the command line, on made-up pictures: what is written says what it is not for, and
//! what was chosen on validation images travels with the weights.

use crate::made::real;
use image::{GrayImage, Luma};
use neuron_testkit::command::{Command, Output};
use neuron_train::checkpoint::load_safetensors;
use neuron_vision::medical_imaging::RESEARCH_ONLY;
use serde_json::Value;
use std::path::Path;

fn vision(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_neuron-vision"))
        .args(arguments.iter().copied())
        .args(["--runs-dir", folder.join("runs").to_str().unwrap(), "--device", "cpu", "--quiet"])
        .run()
}

fn line(output: &Output) -> Value {
    assert_eq!(output.stdout.lines().count(), 1, "{}", output.stdout);
    serde_json::from_str(&output.stdout).unwrap()
}

/// A run of two short epochs.
fn train(folder: &Path, name: &str, more: &[&str]) -> Value {
    let arguments = [
        "train",
        "--task",
        "medical_imaging",
        "--dataset-size",
        "432",
        "--epochs",
        "2",
        "--model",
        "cnn",
        "--set",
        "model.channels=[8, 16]",
        "--name",
        name,
        "--json",
    ];
    line(&vision(folder, &[&arguments[..], more].concat()).with_code(0))
}

#[test]
fn everything_written_says_what_it_is_not_for() {
    let folder = tempfile::tempdir().unwrap();
    let trained = train(folder.path(), "a", &[]);
    assert_eq!(trained["notice"], RESEARCH_ONLY);
    assert_eq!(
        (&trained["dataset"], &trained["synthetic"]),
        (&"synthetic-scans".into(), &true.into())
    );
    let run = folder.path().join("runs/vision/a");
    let run =
        if run.is_dir() { run } else { Path::new(trained["run"].as_str().unwrap()).to_owned() };
    for file in ["report.html", "report.md", "model-card.md"] {
        let text = std::fs::read_to_string(run.join(file)).unwrap();
        assert!(text.contains("not a medical device"), "{file}");
        assert!(text.contains("SYNTHETIC"), "{file}");
        assert!(text.contains("NOT A MEDICAL DEVICE"), "{file}");
    }
    let report = std::fs::read_to_string(run.join("report.md")).unwrap();
    // Two epochs are few: there are mistakes, and where the model looked.
    let page = std::fs::read_to_string(run.join("report.html")).unwrap();
    assert!(page.contains("by Grad-CAM"), "no heat maps");
    for heading in
        ["Findings", "Which is called what", "At every threshold", "How sure", "Worst mistakes"]
    {
        assert!(report.contains(&format!("## {heading}")), "{heading}");
    }

    let eval = vision(folder.path(), &["eval", "--run", "a", "--json"]).with_code(0);
    let measured = line(&eval);
    assert_eq!(measured["notice"], RESEARCH_ONLY);
    assert_eq!(measured["metrics"], trained["metrics"]);
    assert_eq!(measured["images"], 144);
    let text = vision(folder.path(), &["eval", "--run", "a"]).with_code(0).stdout;
    assert!(text.contains(RESEARCH_ONLY), "{text}");
    let again = line(&vision(folder.path(), &["report", "--run", "a", "--json"]).with_code(0));
    assert_eq!(again["notice"], RESEARCH_ONLY);
    assert_eq!(again["metrics"], trained["metrics"]);
}

#[test]
fn the_decision_travels_with_the_weights() {
    let folder = tempfile::tempdir().unwrap();
    let trained = train(folder.path(), "a", &["--set", "members=2"]);
    let weights = load_safetensors(Path::new(trained["weights"].as_str().unwrap())).unwrap();
    let info: Value =
        serde_json::from_str(&weights.metadata()["neuron_vision.medical_imaging"]).unwrap();
    assert_eq!(info["notice"], RESEARCH_ONLY);
    for key in ["temperature", "threshold"] {
        assert_eq!(info["decision"][key], trained["metrics"][key]);
    }
    // 216 training images, 36 of them rare.
    assert_eq!(info["class_weights"], serde_json::json!([0.6, 3.0]));
    // It is the same on another part: it is read, and not chosen anew.
    let eval = ["eval", "--run", "a", "--split", "validation", "--json"];
    let validation = line(&vision(folder.path(), &eval).with_code(0));
    let metrics = &validation["metrics"];
    assert_eq!(metrics["threshold"], trained["metrics"]["threshold"]);
    assert!(real(&metrics["balanced_accuracy"]) >= real(&metrics["balanced_accuracy_at_half"]));

    let file = folder.path().join("chest.png");
    GrayImage::from_fn(28, 28, |x, y| Luma([(x * y % 255) as u8])).save(&file).unwrap();
    let name = file.to_str().unwrap();
    let predict = vision(folder.path(), &["predict", "--run", "a", "--json", name]).with_code(0);
    let said = line(&predict);
    assert_eq!(said["notice"], RESEARCH_ONLY);
    let said = &said["predictions"][0];
    assert_eq!(said["threshold"], trained["metrics"]["threshold"]);
    let found = real(&said["classes"][1][1]) >= real(&said["threshold"]);
    assert_eq!(said["class"], if found { "opacity" } else { "clear" });
    let text = vision(folder.path(), &["predict", "--run", "a", name]).with_code(0);
    assert_eq!(text.stdout.lines().count(), 1);
    assert!(text.stderr.contains(RESEARCH_ONLY), "{}", text.stderr);
    GrayImage::new(32, 28).save(&file).unwrap();
    let refused = vision(folder.path(), &["predict", "--run", "a", name]).with_code(2);
    assert!(
        refused
            .stderr
            .contains("32×28 pixels, but the model was trained on 1 band of 28×28 pixels"),
        "{}",
        refused.stderr
    );
}

#[test]
fn settings_out_of_range_are_refused_before_a_run_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |more: &[&str]| {
        let arguments =
            [&["train", "--task", "medical_imaging", "--dataset-size", "72"], more].concat();
        let output = vision(folder.path(), &arguments).with_code(2);
        assert_eq!(output.stderr.lines().count(), 1, "{}", output.stderr);
        assert!(!folder.path().join("runs").exists());
        output.stderr
    };
    for (setting, said) in [
        ("members=0", "`members` is 0, expected 1 or more"),
        ("specificity=1.5", "`specificity` is 1.5, expected 0 to 1"),
        ("label_smoothing=1.0", "`label_smoothing` is 1, expected 0 or more and less than 1"),
        ("augmentation.shift=-1.0", "`augmentation.shift` is -1, expected 0 to 10000"),
        ("imbalance=\"ignored\"", "ignored"),
    ] {
        let error = refused(&["--set", setting]);
        assert!(error.contains(said), "{error}");
    }
    let error =
        refused(&["--dataset", "dermamnist", "--data-dir", folder.path().to_str().unwrap()]);
    assert!(error.contains("`cargo xtask fetch vision dermamnist`"), "{error}");
}
