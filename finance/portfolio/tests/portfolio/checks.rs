use neuron_portfolio::Solution;

/// The objective to a relative 1e-8, each weight to 1e-6 (0 where none is named), and the conditions
/// of an optimum to 1e-9.
#[track_caller]
pub(crate) fn is(solution: &Solution, objective: f64, weights: &[(&str, f64)]) {
    let off = (solution.objective / objective - 1.0).abs();
    assert!(off < 1e-8, "objective {} instead of {objective}", solution.objective);
    for (name, &weight) in solution.names.iter().zip(&solution.weights) {
        let expected = weights.iter().find(|(known, _)| known == name).map_or(0.0, |w| w.1);
        assert!((weight - expected).abs() < 1e-6, "`{name}` {weight} instead of {expected}");
    }
    assert!(solution.kkt.largest() < 1e-9, "{:?}", solution.kkt);
}
