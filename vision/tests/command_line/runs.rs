//! Names of runs, and runs that are not what they should be.

use super::place::{Place, SMALL};
use std::fs;

#[test]
fn a_name_that_is_taken_unknown_or_none() {
    let place = Place::with_run();
    let before = fs::read(place.of_run("model.safetensors")).unwrap();
    insta::assert_snapshot!(place.refusal(&format!("{SMALL} --name first")), @"error: the run `runs/vision/first` exists already; go on with it by `--name first --resume`, or choose another `--name`");
    insta::assert_snapshot!(place.refusal(&format!("{SMALL} --resume")), @"error: `--resume` is without a run, expected `--name RUN`");
    insta::assert_snapshot!(place.refusal(&format!("{SMALL} --name frist --resume")), @"error: there is no run `runs/vision/frist`; did you mean `first`?");
    insta::assert_snapshot!(place.refusal(&format!("{SMALL} --name ../first")), @"error: `../first` cannot be the name of a run: it does not begin with a letter or digit; use letters, digits, `-`, `_` and `.`, beginning with a letter or digit, at most 100");
    insta::assert_snapshot!(place.refusal("eval --run frist"), @"error: there is no run `runs/vision/frist`; did you mean `first`?");
    insta::assert_snapshot!(place.refusal("predict --run none a.png"), @"error: there is no run `runs/vision/none`");
    insta::assert_snapshot!(place.refusal("report --run frist"), @"error: there is no run `runs/vision/frist`; did you mean `first`?");
    assert_eq!(fs::read(place.of_run("model.safetensors")).unwrap(), before);
    let names: Vec<_> = fs::read_dir(place.path().join("runs/vision")).unwrap().collect();
    assert_eq!(names.len(), 1, "no other run came of it: {names:?}");
}

#[test]
fn a_run_goes_on_only_as_it_was_begun() {
    let place = Place::with_run();
    insta::assert_snapshot!(place.refusal("train --name first --resume --seed 7"), @"error: the run was started with another configuration and cannot go on with this one: `trainer.seed` was 0, is now 7; leave these out, or start a run under another `--name`");
    let changed = "train --name first --resume --set trainer.learning_rate=0.5 --epochs 9";
    insta::assert_snapshot!(place.refusal(changed), @"error: the run was started with another configuration and cannot go on with this one: `trainer.epochs` was 2, is now 9, `trainer.learning_rate` was 0.001, is now 0.5; leave these out, or start a run under another `--name`");
}

#[test]
fn a_finished_run_that_is_resumed_ends_again_alike() {
    let place = Place::with_run();
    let model = || fs::read(place.of_run("model.safetensors")).unwrap();
    let before = model();
    let _again = place.run("train --name first --resume --quiet").with_code(0);
    assert!(model() == before);
}

#[test]
fn splits() {
    let place = Place::with_run();
    insta::assert_snapshot!(place.refusal("eval --run first --split tset"), @"error: `split` is `tset`, expected `train`, `validation` or `test`");
    let output = place.run("eval --run first --split validation").with_code(0);
    assert!(output.stdout.starts_with("statlog-landsat validation, "), "{}", output.stdout);
}

#[test]
fn a_model_file_that_is_cut_damaged_or_gone() {
    let place = Place::with_run();
    let path = place.of_run("model.safetensors");
    let whole = fs::read(&path).unwrap();
    for (bytes, what) in [(whole.len() - 3, "cut"), (6, "almost nothing"), (0, "empty")] {
        fs::write(&path, &whole[..bytes]).unwrap();
        let said = place.refusal("eval --run first");
        assert!(said.contains("runs/vision/first/model.safetensors"), "{what}: {said}");
    }
    fs::write(&path, &whole[..whole.len() - 3]).unwrap();
    insta::assert_snapshot!(place.refusal("eval --run first"), @"error: `runs/vision/first/model.safetensors` is not a sound safetensors file: tensor `pos_embed` ends at byte 10456 of the data, the file has 10453; was it cut short?");
    fs::remove_file(&path).unwrap();
    insta::assert_snapshot!(place.refusal("eval --run first"), @"error: the run `runs/vision/first` has no `model.safetensors` yet; train it to its end by `train --name first --resume`");
}
