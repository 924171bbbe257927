use neuron_rt::graph::Shape;
use neuron_rt::nn::{Init, fans};

/// Mean, standard deviation, smallest and largest of 40,000 draws.
fn statistics(init: Init) -> [f64; 4] {
    let values = init.values(3, "statistics", &Shape::from([200, 200]));
    let count = values.len() as f64;
    let mean = values.iter().map(|&v| f64::from(v)).sum::<f64>() / count;
    let variance = values.iter().map(|&v| (f64::from(v) - mean).powi(2)).sum::<f64>() / count;
    let bound =
        |of: fn(f32, f32) -> f32, from: f32| f64::from(values.iter().copied().fold(from, of));
    [mean, variance.sqrt(), bound(f32::min, f32::MAX), bound(f32::max, f32::MIN)]
}

#[test]
fn draws_have_the_distribution_that_they_are_named_after() {
    let third = 3f64.sqrt();
    // Standard deviation, and the bound where there is one.
    for (init, std, bound) in [
        (Init::Uniform { low: -2.0, high: 2.0 }, 2.0 / third, Some(2.0)),
        (Init::Normal { mean: 0.0, std: 0.3 }, 0.3, None),
        (Init::KaimingUniform { fan: 50, gain: 1.0 }, 50f64.sqrt().recip(), Some((0.06f64).sqrt())),
        (Init::KaimingNormal { fan: 50, gain: 2f64.sqrt() }, 0.2, None),
        (
            Init::XavierUniform { inputs: 30, outputs: 70, gain: 1.0 },
            0.02f64.sqrt(),
            Some(0.06f64.sqrt()),
        ),
        (Init::XavierNormal { inputs: 30, outputs: 70, gain: 1.0 }, 0.02f64.sqrt(), None),
        (Init::torch_default(16), 0.25 / third, Some(0.25)),
        // A standard normal within ±2 has a standard deviation of 0.8796, within ±0.5 of 0.2840
        // (scipy.stats.truncnorm(-2, 2).std(), truncnorm(-0.5, 0.5).std()).
        (Init::TruncatedNormal { std: 1.0, bound: 2.0 }, 0.879_6, Some(2.0)),
        (Init::TruncatedNormal { std: 1.0, bound: 0.5 }, 0.284_0, Some(0.5)),
    ] {
        let [mean, found, low, high] = statistics(init);
        assert!(mean.abs() < 0.02 * std, "{init:?}: mean {mean}");
        assert!((found / std - 1.0).abs() < 0.01, "{init:?}: deviation {found}, not {std}");
        if let Some(bound) = bound {
            let near = 0.99 * bound..=bound * (1.0 + 1e-6);
            assert!(near.contains(&high) && near.contains(&-low), "{init:?}: {low}..{high}");
        }
    }
}

#[test]
fn constants_are_constant() {
    for (init, value) in [(Init::Zeros, 0.0), (Init::Ones, 1.0), (Init::Constant(0.5), 0.5)] {
        assert_eq!(init.values(0, "a", &Shape::from([3])), [value; 3]);
    }
}

#[test]
fn values_depend_on_seed_and_name_alone() {
    let init = Init::Normal { mean: 0.0, std: 1.0 };
    let draw = |seed, name| init.values(seed, name, &Shape::from([4]));
    assert_eq!(draw(1, "a"), draw(1, "a"));
    assert_ne!(draw(1, "a"), draw(2, "a"));
    assert_ne!(draw(1, "a"), draw(1, "b"));
}

#[test]
fn fans_are_those_of_pytorch() {
    assert_eq!(fans(&Shape::from([5, 3])), (3, 5));
    assert_eq!(fans(&Shape::from([6, 2, 3, 3])), (18, 54));
}
