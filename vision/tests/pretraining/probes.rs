//! Probes against values that numpy 1.24, scikit-learn 1.2 (answers) and SciPy (the optimum of the same
//! function, to a gradient of 1e-9) give for the same numbers.

use neuron_vision::pretraining::ProbeConfig;
use neuron_vision::pretraining::probes::{Embedded, LinearProbe, NearestNeighbours, probe};

/// `sin(1.7 i (j + 1) + 0.3 j)`, and 0.5 more where `j` is the class, `i mod 3`.
fn embedded(first: usize, count: usize) -> Embedded {
    let value = |i: usize, j: usize| {
        let wave = (1.7 * i as f64 * (j + 1) as f64 + 0.3 * j as f64).sin();
        (wave + if i % 3 == j { 0.5 } else { 0.0 }) as f32
    };
    let images = first..first + count;
    Embedded {
        values: images.clone().flat_map(|i| (0..5).map(move |j| value(i, j))).collect(),
        dim: 5,
        labels: images.map(|i| (i % 3) as u32).collect(),
    }
}

#[test]
fn neighbours_vote_as_numpy_has_it() {
    let found = NearestNeighbours { neighbours: 7, temperature: 0.07 }
        .classify(&embedded(0, 60), &embedded(60, 20));
    assert_eq!(found, [0, 2, 2, 0, 1, 2, 0, 1, 2, 2, 1, 2, 0, 1, 2, 0, 1, 2, 0, 0]);
}

#[test]
fn more_neighbours_than_there_are_all_vote() {
    let (known, asked) = (embedded(0, 4), embedded(60, 3));
    let all =
        |neighbours| NearestNeighbours { neighbours, temperature: 0.07 }.classify(&known, &asked);
    assert_eq!(all(4), all(400));
}

#[test]
fn the_linear_probe_is_the_optimum_that_scipy_finds() {
    let probe = LinearProbe::fit(&embedded(0, 60), 3, 1e-2);
    let (weight, bias) = probe.coefficients();
    let expected = [
        [0.4211227, -0.249844, -0.2180325, -0.0089151, 0.2164824],
        [-0.2584203, 0.4783173, -0.2374008, 0.0272988, -0.1215034],
        [-0.1627024, -0.2284733, 0.4554333, -0.0183837, -0.094979],
    ];
    for (class, row) in expected.iter().enumerate() {
        for (feature, expected) in row.iter().enumerate() {
            let found = weight[(class, feature)];
            assert!((found - expected).abs() < 1e-5, "{class}, {feature}: {found}, {expected}");
        }
    }
    // Biases are free, so known up to a common constant.
    for (class, expected) in [0.0, -0.0263982, 0.0208088].into_iter().enumerate() {
        assert!((bias[class] - bias[0] - expected).abs() < 1e-5, "{bias}");
    }
    let said = probe.classify(&embedded(60, 20).values);
    assert_eq!(said, [0, 1, 2, 2, 0, 1, 0, 1, 2, 1, 1, 0, 0, 2, 2, 0, 1, 2, 1, 2]);
}

#[test]
fn scores_are_shares_of_right_answers() {
    let config =
        ProbeConfig { neighbours: 7, temperature: 0.07, penalty: 1e-2, ..ProbeConfig::default() };
    let scores = probe(&embedded(0, 60), &embedded(60, 20), 3, &config);
    assert!((scores.neighbours - 0.85).abs() < 1e-12, "{scores:?}");
    // Against the labels 0, 1, 2, 0, …: counted by hand from the answers above.
    assert!((scores.linear - 12.0 / 20.0).abs() < 1e-12, "{scores:?}");
    // A feature that never changes says nothing, and hurts nothing.
    let mut flat = embedded(0, 60);
    flat.values.iter_mut().skip(4).step_by(5).for_each(|v| *v = 2.0);
    assert!(LinearProbe::fit(&flat, 3, 1e-2).coefficients().0.iter().all(|v| v.is_finite()));
}
