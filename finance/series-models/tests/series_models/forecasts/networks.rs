use super::table::small;
use crate::recorded::{batch_of, gradients, run};
use neuron_random::{Rng, Stream};
use neuron_rt::Buffer;
use neuron_rt::graph::{DType, Tensor, TensorType};
use neuron_series_models::forecasts::{
    Architecture, Forecasts, interpolation, masked_pinball, ordered_quantiles,
};
use neuron_tasks::{DataOptions, Kind, Split};
use std::collections::BTreeMap;

#[test]
fn every_parameter_is_reached() {
    for architecture in [Architecture::Nhits, Architecture::Lstm, Architecture::Patch] {
        let mut config = small(architecture);
        (config.members, config.layers) = (2, 2);
        let task = Forecasts::open(config, &DataOptions::default()).unwrap();
        let examples = task.examples(Split::Train);
        let inputs = batch_of(&*examples, 64);
        let all = gradients(task.objective(), &inputs);
        for (name, gradient) in &all {
            assert!(gradient.iter().all(|v| v.is_finite()), "`{name}` is not finite");
            assert!(gradient.iter().any(|&v| v != 0.0), "`{name}` gets none");
        }
        assert!(all.keys().any(|name| name.starts_with("members.1.head.fc2")), "{all:?}");
    }
}

/// Evenly drawn numbers from -2 to 2.
fn drawn(purpose: &str, count: usize) -> Vec<f32> {
    let mut rng = Stream::new(3, purpose).rng();
    (0..count).map(|_| rng.random_range(-2.0..2.0)).collect()
}

fn buffer(shape: &[usize], values: &[f32]) -> Buffer {
    Buffer::from_slice(TensorType::new(DType::F32, shape.to_vec()), values)
}

fn softplus(x: f64) -> f64 {
    x.exp().ln_1p()
}

#[test]
fn quantiles_ascend_from_the_median_outwards() {
    for levels in [vec![0.1, 0.5, 0.9], vec![0.5], vec![0.05, 0.25, 0.5, 0.95], vec![0.5, 0.9]] {
        let count = levels.len();
        let median = levels.iter().position(|&level| level == 0.5).unwrap();
        let raw = drawn("quantiles", 2 * 3 * count);
        let inputs: BTreeMap<String, Buffer> =
            [("raw".to_owned(), buffer(&[2, 3, count], &raw))].into();
        let made = run(&inputs, false, |_, batch| {
            vec![("q".to_owned(), ordered_quantiles(&batch["raw"], &levels).unwrap())]
        });
        for (raw, made) in raw.chunks(count).zip(made["q"].chunks(count)) {
            for (at, found) in made.iter().enumerate() {
                let steps = |range: std::ops::Range<usize>| -> f64 {
                    range.map(|step| softplus(f64::from(raw[step]) - 1.5)).sum()
                };
                let above = steps(median + 1..(at + 1).max(median + 1));
                let below = steps(at.min(median)..median);
                let expected = f64::from(raw[median]) + above - below;
                assert!((f64::from(*found) - expected).abs() < 1e-5, "{found} and {expected}");
            }
            assert!(made.windows(2).all(|pair| pair[0] < pair[1]), "{made:?}");
        }
    }
}

#[test]
fn the_loss_is_koenkers_over_what_is_known() {
    let (n, steps, levels) = (4, 5, [0.1, 0.5, 0.8]);
    let predicted = drawn("predicted", n * steps * levels.len());
    let target = drawn("target", n * steps);
    let observed: Vec<f32> = (0..n * steps).map(|at| f32::from(u8::from(at % 3 != 1))).collect();
    let inputs: BTreeMap<String, Buffer> = [
        ("predicted".to_owned(), buffer(&[n, steps, levels.len()], &predicted)),
        ("target".to_owned(), buffer(&[n, steps], &target)),
        ("observed".to_owned(), buffer(&[n, steps], &observed)),
    ]
    .into();
    let made = run(&inputs, false, |_, batch| {
        let loss =
            masked_pinball(&batch["predicted"], &batch["target"], &batch["observed"], &levels)
                .unwrap();
        let sum: Tensor = loss.sum_all().unwrap();
        let gradient = sum.gradients(&[&batch["predicted"]]).unwrap().remove(0).unwrap();
        vec![("loss".to_owned(), loss), ("gradient".to_owned(), gradient)]
    });
    let share = 1.0 / (steps * levels.len()) as f64;
    for example in 0..n {
        let mut expected = 0.0;
        for step in 0..steps {
            let at = example * steps + step;
            for (which, level) in levels.iter().enumerate() {
                let place = at * levels.len() + which;
                let error = f64::from(target[at]) - f64::from(predicted[place]);
                let weight = f64::from(observed[at]) * share;
                expected +=
                    weight * if error > 0.0 { level * error } else { (level - 1.0) * error };
                let slope = weight * if error > 0.0 { -level } else { 1.0 - level };
                let found = f64::from(made["gradient"][place]);
                assert!((found - slope).abs() < 1e-6, "{found} and {slope}");
            }
        }
        let found = f64::from(made["loss"][example]);
        assert!((found - expected).abs() < 1e-5, "{found} and {expected}");
    }
}

#[test]
fn interpolation_keeps_constants_and_knows_every_knot() {
    for (knots, steps) in [(1, 5), (2, 13), (4, 13), (7, 14), (13, 13), (5, 3)] {
        let weights = interpolation(knots, steps);
        for step in 0..steps {
            let sum: f64 = (0..knots).map(|knot| weights[knot * steps + step]).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{knots} {steps} {step}");
        }
        if knots <= steps {
            let known = |knot: usize| weights[knot * steps..][..steps].iter().any(|w| *w > 0.0);
            assert!((0..knots).all(known), "{knots} {steps}");
        }
    }
    // By hand, from places -.2, .4, 1, 1.6, 2.2 among the knots: 1, 1.4, 2, 3.2, 4
    let weights = interpolation(3, 5);
    let values: Vec<f64> = (0..5)
        .map(|step| (0..3).map(|knot| [1.0, 2.0, 4.0][knot] * weights[knot * 5 + step]).sum())
        .collect();
    for (found, expected) in values.iter().zip([1.0, 1.4, 2.0, 3.2, 4.0]) {
        assert!((found - expected).abs() < 1e-12, "{values:?}");
    }
}
