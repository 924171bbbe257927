//! Corrected probabilities against scipy 1.17.1, by `forest.py`.

use neuron_vision::environmental_monitoring::false_discovery::benjamini_hochberg;

#[test]
fn corrected_probabilities_are_those_of_scipy() {
    let p = [
        0.039, 0.001, 0.6, 0.008, 0.0415, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251,
        0.269, 0.275, 0.34, 0.041, 0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975,
        0.986, 0.041, 1.0, 0.0,
    ];
    let expected = [
        0.1575,
        0.015,
        0.782_608_7,
        0.08,
        0.1575,
        0.1575,
        0.2,
        0.222,
        0.475_714_3,
        0.475_714_3,
        0.475_714_3,
        0.475_714_3,
        0.485_294_1,
        0.485_294_1,
        0.485_294_1,
        0.538_421_05,
        0.1575,
        0.538_421_05,
        0.576,
        0.782_608_7,
        0.782_608_7,
        0.87,
        0.9144,
        1.0,
        1.0,
        1.0,
        1.0,
        0.1575,
        1.0,
        0.0,
    ];
    let found = benjamini_hochberg(&p);
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected as f32).abs() < 1e-6, "{found} is not {expected}");
    }
    // What was not tested does not count.
    let mut with_gaps = vec![f32::NAN];
    with_gaps.extend(p.iter().flat_map(|p| [*p, f32::NAN]));
    let again = benjamini_hochberg(&with_gaps);
    let kept: Vec<f32> = again.iter().copied().filter(|q| !q.is_nan()).collect();
    assert_eq!(kept, found);
    assert_eq!(again.iter().filter(|q| q.is_nan()).count(), p.len() + 1);
    assert!(benjamini_hochberg(&[]).is_empty());
}
