//! Principal components. R 4.2.2, DESeq2 1.38.3:
//! `plotPCA(varianceStabilizingTransformation(dds, blind = TRUE), intgroup = "type", returnData = TRUE)`, whose signs are
//! arbitrary.

use neuron_expression::transformation::{
    TransformTrend, principal_components, variance_stabilised,
};
use neuron_expression::{Experiment, FitOptions, datasets, fit};

#[test]
fn principal_components_of_real_samples() {
    let (counts, samples) = datasets::pasilla().unwrap();
    let formula = "~ type + condition".parse().unwrap();
    let experiment = Experiment::new(&counts, samples, &formula, &[]).unwrap();
    let fitted = fit(&experiment, &FitOptions::default()).unwrap();
    let transformed = variance_stabilised(&fitted, TransformTrend::Blind).unwrap();
    let found = principal_components(&transformed, 500, 2).unwrap();
    let expected = [
        (-8.98678109493019, 6.68892588191641),
        (-8.83188985202745, 4.14769197153440),
        (-6.58039195868517, -7.28784147486914),
        (-6.42277451942944, -6.71951677286494),
        (8.40607875794790, 10.66020831909368),
        (11.18850824582134, -2.70139585914094),
        (11.22725042130302, -4.78807206566950),
    ];
    for (found, expected) in found.scores.iter().zip(expected) {
        assert!((found[0] - expected.0).abs() < 1e-6 && (found[1] - expected.1).abs() < 1e-6);
    }
    assert!((found.explained[0] - 0.565199872637382).abs() < 1e-8);
    assert!((found.explained[1] - 0.304065160753920).abs() < 1e-8);
}
