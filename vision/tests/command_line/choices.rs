//! Flags and settings that cannot be: one line that says what could.

use super::place::{Place, SMALL, error};

/// Nothing is left behind by what is refused.
fn refusal(line: &str) -> String {
    let place = Place::new();
    let said = place.refusal(line);
    let left: Vec<_> = std::fs::read_dir(place.path()).unwrap().collect();
    assert!(left.is_empty(), "{line}: {left:?}");
    said
}

#[test]
fn datasets() {
    insta::assert_snapshot!(refusal("train --dataset landsat"), @"error: there is no dataset `landsat`: expected statlog-landsat, synthetic-s2, fashion-mnist, eurosat, eurosat-ms, or the path of a folder with a subfolder a class");
    insta::assert_snapshot!(refusal("fetch landsat"), @"error: there is no dataset `landsat`: expected statlog-landsat, synthetic-s2, fashion-mnist, eurosat, eurosat-ms, synthetic-scans, pneumoniamnist, dermamnist, pathmnist, or the path of a folder with a subfolder a class");
    insta::assert_snapshot!(refusal("train --dataset-size 0"), @"error: `--dataset-size` is 0, expected 1 or more; leave it out for all");
    insta::assert_snapshot!(refusal("train --dataset-size 2 --set trainer.export=best --set validation_share=0.1"), @"error: the validation split has no examples: give a larger `--dataset-size`");
}

#[test]
fn settings() {
    insta::assert_snapshot!(refusal("train --set trainer.learning_rat=1e-3"), @"error: `--set trainer.learning_rat=1e-3`: unknown field `learning_rat`, expected one of `epochs`, `batch_size`, `accumulate`, `learning_rate`, `schedule`, `warmup`, `optimiser`, `weight_decay`, `clip_norm`, `ema`, `export`, `precision`, `seed`, `workers`, `checkpoint_steps`, `keep_checkpoints`, `patience`; did you mean `learning_rate`?");
    insta::assert_snapshot!(refusal("train --set model.dimm=8"), @"error: `--set model.dimm=8`: unknown field `dimm`, expected one of `patch`, `dim`, `depth`, `heads`, `mlp`, `dropout`, `drop_path`, `pool`, `positions`, `gelu`, `epsilon`; did you mean `dim`?");
    insta::assert_snapshot!(refusal("train --set trainer"), @"error: `--set trainer`: expected `key=value` or `table.key=value`");
    insta::assert_snapshot!(refusal("train --set trainer.epochs=many"), @r#"error: `--set trainer.epochs=many`: invalid type: string "many", expected u32"#);
    insta::assert_snapshot!(refusal("train --set trainer.precision=f8"), @"error: `--set trainer.precision=f8`: unknown variant `f8`, expected `f32` or `bf16`");
    insta::assert_snapshot!(refusal("train --epochs 0"), @"error: `epochs` is 0, expected 1 or more");
    insta::assert_snapshot!(refusal("train --batch-size 0"), @"error: `batch_size` is 0, expected 1 or more");
    insta::assert_snapshot!(refusal("train --set trainer.learning_rate=-1.0"), @"error: `learning_rate` is -1, expected a positive number");
    insta::assert_snapshot!(refusal("train --set validation_share=1.5"), @"error: `validation_share` is 1.5, expected 0 or more and less than 1");
    insta::assert_snapshot!(refusal("train --seed 18446744073709551615"), @"error: `--seed` is 18446744073709551615, expected at most 9223372036854775807");
}

#[test]
fn a_model_that_does_not_fit_is_named_by_its_layer() {
    insta::assert_snapshot!(refusal(&format!("{SMALL} --set model.heads=3")), @"error: layer `blocks.0.self_attn`: `attention` cannot part 16 features into 3 heads");
    insta::assert_snapshot!(refusal(&format!("{SMALL} --set model.patch=2")), @"error: layer `patch_embed.proj`: `patch_embed` needs [n, 4, h, w] with multiples of 2 for h and w, found f32[32, 4, 3, 3]");
    insta::assert_snapshot!(refusal(&format!("{SMALL} --set model.heads=0")), @"error: layer `blocks.0.self_attn`: `attention` cannot part 16 features into 0 heads");
}

#[test]
fn devices() {
    let place = Place::new();
    let nowhere = [("NEURON_RT_LIBRARY", "/nowhere/libnrt.so.1".to_owned())];
    let output = place.run_with(&SMALL.replace("--device cpu", "--device neuron"), &nowhere);
    insta::assert_snapshot!(error(&output.with_code(2)), @"error: no Neuron device: no Neuron runtime library: tried `/nowhere/libnrt.so.1` (named by the user: there is no such file); install AWS's package `aws-neuronx-runtime-lib`, or name the library in `NEURON_RT_LIBRARY`; use `--device cpu`");
    assert!(!place.path().join("runs").exists(), "nothing is begun");
    insta::assert_snapshot!(refusal("train --device pjrt:/nowhere/plugin.so"), @"error: no PJRT device: there is no PJRT plugin `/nowhere/plugin.so`: No such file or directory (os error 2); give the path of its shared library");
    insta::assert_snapshot!(refusal("train --device gpu"), @"error: `gpu` is no device: expected `cpu`, `reference`, `neuron`, `neuron:N` with a number of cores, `pjrt:PATH` with the path of a plugin, or `auto`");
}

#[test]
fn outputs() {
    insta::assert_snapshot!(refusal("train --output report.pdf"), @"error: `--output report.pdf` cannot be written: a report ends in `.md` or `.html`");
    insta::assert_snapshot!(refusal("train --output ."), @"error: `--output .` cannot be written: a report ends in `.md` or `.html`");
}

#[test]
fn a_configuration_is_named_with_its_line() {
    let place = Place::new();
    let refusal = |text: &str| {
        std::fs::write(place.path().join("my.toml"), text).unwrap();
        place.refusal("train --config my.toml")
    };
    let unknown = "dataset = \"statlog-landsat\"\n\n[trainer]\nepochs = 2\nlearning_rte = 1e-3\n";
    insta::assert_snapshot!(refusal(unknown), @"error: `my.toml`, line 5, `trainer.learning_rte`: unknown field `learning_rte`, expected one of `epochs`, `batch_size`, `accumulate`, `learning_rate`, `schedule`, `warmup`, `optimiser`, `weight_decay`, `clip_norm`, `ema`, `export`, `precision`, `seed`, `workers`, `checkpoint_steps`, `keep_checkpoints`, `patience`; did you mean `learning_rate`?");
    insta::assert_snapshot!(refusal("[trainer]\nepochs = \"two\"\n"), @r#"error: `my.toml`, line 2, `trainer.epochs`: invalid type: string "two", expected u32"#);
    insta::assert_snapshot!(refusal("[trainer\nepochs = 2\n"), @"error: `my.toml`, line 1, column 9: unclosed table, expected `]`");
    insta::assert_snapshot!(place.refusal("train --config other.toml"), @"error: cannot open `other.toml`: No such file or directory (os error 2)");
}
