//! Settings out of their ranges are told before anything is read.

use neuron_vision::segmentation::{
    ClassWeights, SegmentationConfig, SegmentationLoss, WeightRule, recipe,
};

#[test]
fn settings_out_of_range_are_told() {
    type Change = fn(&mut SegmentationConfig);
    let cases: [(Change, &str); 8] = [
        (|c| c.tile = 66, "`tile` is 66, expected a multiple of 4, the network's stride"),
        (|c| c.overlap = 64, "`overlap` is 64, expected less than `tile`, 64"),
        (|c| c.validation_share = 0.0, "`validation_share` is 0, expected more than 0"),
        (|c| c.test_share = 1.0, "`test_share` is 1, expected more than 0"),
        (|c| c.focal_gamma = f64::NAN, "`focal_gamma` is NaN, expected 0 or more"),
        (|c| c.augmentation.elastic = 2.0, "`augmentation.elastic_spacing` is 0"),
        (|c| c.augmentation.shift = 64, "`augmentation.shift` is 64, expected less than `tile`"),
        (|c| c.class_weights = ClassWeights::Each(vec![0.0, 0.0]), "`class_weights` is [0.0, 0.0]"),
    ];
    for (change, expected) in cases {
        let mut config = recipe("synthetic-segmentation");
        change(&mut config);
        let error = config.check().unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
    recipe("synthetic-segmentation").check().unwrap();
    recipe("some/isbi2012").check().unwrap();
    recipe("some/folder").check().unwrap();
}

#[test]
fn settings_are_written_and_read_as_toml() {
    let mut config = recipe("some/folder");
    config.loss = SegmentationLoss::CrossEntropyDice;
    for weights in [ClassWeights::Rule(WeightRule::Balanced), ClassWeights::Each(vec![0.5, 2.0])] {
        config.class_weights = weights;
        let text = toml::to_string(&config).unwrap();
        assert!(text.contains("loss = \"cross-entropy-dice\""), "{text}");
        assert_eq!(toml::from_str::<SegmentationConfig>(&text).unwrap(), config);
    }
}

/// As scikit-learn's `compute_class_weight("balanced")`: n / (classes × count).
#[test]
fn balanced_weights_are_inverse_to_the_pixels() {
    let weights = ClassWeights::Rule(WeightRule::Balanced).of(&[900, 60, 40]).unwrap().unwrap();
    let expected = [1000.0 / 2700.0, 1000.0 / 180.0, 1000.0 / 120.0];
    assert!(weights.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{weights:?}");
    let error = ClassWeights::Each(vec![1.0, 2.0]).of(&[1, 1, 1]).unwrap_err().to_string();
    assert_eq!(error, "`class_weights` is [1.0, 2.0], expected `equal`, `balanced` or 3 numbers");
}
