use nalgebra::DMatrix;
use neuron_portfolio::Problem;

/// Synthetic returns, 240 scenarios of 6 assets: a common and an own part from a linear congruential
/// generator (Numerical Recipes' constants), which the reference computations in Python repeat to the
/// last bit. Assets with a higher number earn and vary more.
pub(crate) fn returns() -> DMatrix<f64> {
    let mut state = 12345_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state) / 4_294_967_296.0 - 0.5
    };
    let mut returns = DMatrix::zeros(240, 6);
    for t in 0..240 {
        let common = next();
        for i in 0..6 {
            let rank = i as f64;
            returns[(t, i)] =
                0.0005 * (rank + 1.0) + 0.02 * common + 0.03 * (1.0 + rank / 6.0) * next();
        }
    }
    returns
}

/// Long only and fully invested.
pub(crate) fn problem() -> Problem {
    Problem::new(["A", "B", "C", "D", "E", "F"]).scenarios(returns())
}

#[test]
fn the_scenarios_are_those_of_the_references() {
    let returns = returns();
    assert!((returns[(0, 0)] + 0.023595510838087648).abs() < 1e-15);
    assert!((returns[(239, 5)] - 0.014113322841702029).abs() < 1e-15);
}
