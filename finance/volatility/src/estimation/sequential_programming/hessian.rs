use super::Objective;
use nalgebra::DMatrix;

/// The Hessian by central differences of the gradient.
pub(super) fn differences(
    objective: &mut impl Objective,
    x: &[f64],
    steps: &[f64],
) -> DMatrix<f64> {
    let n = x.len();
    // A power of two makes a step exact.
    let steps: Vec<f64> =
        steps.iter().map(|step| 2.0_f64.powi(step.log2().round() as i32)).collect();
    let mut points = Vec::with_capacity(2 * n);
    for (i, step) in steps.iter().enumerate() {
        for side in [*step, -step] {
            let mut moved = x.to_vec();
            moved[i] += side;
            points.push(moved);
        }
    }
    let gradients = objective.gradients(&points);
    let hessian = DMatrix::from_fn(n, n, |i, j| {
        (gradients[2 * i][j] - gradients[2 * i + 1][j]) / (2.0 * steps[i])
    });
    (&hessian + hessian.transpose()) * 0.5
}

/// The nearest useful convex matrix: in units of `scale`, the sizes of the eigenvalues, none below
/// a millionth of the largest.
pub(super) fn convex(hessian: DMatrix<f64>, scale: &[f64]) -> DMatrix<f64> {
    let n = scale.len();
    let scaled = DMatrix::from_fn(n, n, |i, j| hessian[(i, j)] * scale[i] * scale[j]);
    if scaled.iter().any(|value| !value.is_finite()) {
        return DMatrix::from_fn(n, n, |i, j| if i == j { scale[i].powi(-2) } else { 0.0 });
    }
    let mut eigen = scaled.symmetric_eigen();
    let least = (eigen.eigenvalues.amax() * 1e-6).max(1e-12);
    eigen.eigenvalues.apply(|value| *value = value.abs().max(least));
    let back = eigen.recompose();
    DMatrix::from_fn(n, n, |i, j| 0.5 * (back[(i, j)] + back[(j, i)]) / (scale[i] * scale[j]))
}
