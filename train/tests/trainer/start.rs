//! Weights to begin with.

use crate::clouds::{train, train_from};
use neuron_rt::graph::{DType, TensorType};
use neuron_rt::{Buffer, Resident};
use neuron_train::trainer::{Export, TrainerConfig};

/// One step that moves nothing that f32 can tell.
fn standing_still() -> TrainerConfig {
    TrainerConfig {
        epochs: 1,
        learning_rate: 1e-12,
        export: Export::Last,
        ..TrainerConfig::default()
    }
}

fn given(name: &str, shape: &[usize], value: f32) -> Resident {
    let ty = TensorType::new(DType::F32, shape.to_vec());
    let values = vec![value; ty.shape.elements()];
    [(name.to_owned(), Buffer::from_slice(ty, &values))].into()
}

#[test]
fn a_run_begins_at_them_and_draws_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    for ema in [0.0, 0.9] {
        let config = TrainerConfig { ema, ..standing_still() };
        let plain = train(folder.path(), &config, false, [40, 0]).unwrap().1;
        let start = given("head.bias", &[2], 3.25);
        let begun = train_from(start, folder.path(), &config, false, [40, 0]).unwrap().1;
        assert!(begun["head.bias"].iter().all(|v| (v - 3.25).abs() < 1e-5), "{begun:?}");
        assert!(plain["head.bias"].iter().all(|v| v.abs() < 1.0), "drawn: {plain:?}");
        let apart = |name: &str| {
            plain[name]
                .iter()
                .zip(&begun[name])
                .fold(0.0f32, |most, (a, b)| most.max((a - b).abs()))
        };
        assert!(apart("first.weight") < 1e-5 && apart("head.weight") < 1e-5);
    }
}

#[test]
fn what_the_model_has_not_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let said = |start: Resident| {
        let runs = folder.path().join("runs");
        train_from(start, &runs, &standing_still(), false, [40, 0]).unwrap_err().to_string()
    };
    assert_eq!(
        said(given("head.bias", &[3], 0.0)),
        "the weight `head.bias` to begin with is f32[3], but the model has f32[2]"
    );
    assert_eq!(
        said(given("tail.bias", &[2], 0.0)),
        "the weight `tail.bias` to begin with is f32[2], but the model has no such weight"
    );
}
