use crate::EvaluationError;
use nalgebra::{DMatrix, DVector};

/// Enough for weights exact to 1e-9 on badly conditioned sets of models.
const STEPS: usize = 20_000;

/// The weights w ≥ 0, Σw = 1 with the least Σ (actual − Σ w·prediction)² (the constrained
/// combination of Granger and Ramanathan 1984), by accelerated projected gradients (Beck and
/// Teboulle 2009), started from equal weights.
///
/// `predictions` has one row for each model and one column for each forecast of the validation
/// windows.
///
/// ```
/// use neuron_forecast_evaluation::combination::simplex_least_squares;
/// let weights = simplex_least_squares(&[vec![0.0, 4.0], vec![4.0, 0.0]], &[1.0, 3.0])?;
/// assert!((weights[0] - 0.75).abs() < 1e-9);
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
///
/// # Errors
/// If there is no model or no value, lengths differ, or a number is not finite.
pub fn simplex_least_squares(
    predictions: &[Vec<f64>],
    actual: &[f64],
) -> Result<Vec<f64>, EvaluationError> {
    let models = predictions.len();
    let shape = |what: &str, found, expected| EvaluationError::Shape {
        what: what.to_owned(),
        found,
        expected,
    };
    if models == 0 || actual.is_empty() {
        return Err(shape("models and values to weight by", models.min(actual.len()), 1));
    }
    for row in predictions {
        if row.len() != actual.len() {
            return Err(shape("forecasts of a model", row.len(), actual.len()));
        }
    }
    if let Some(&value) = predictions.iter().flatten().chain(actual).find(|v| !v.is_finite()) {
        return Err(EvaluationError::NotFinite { what: "a forecast or actual".to_owned(), value });
    }
    // On the simplex the problem is min wᵀQw with Q the Gram matrix of the errors.
    let errors = DMatrix::from_fn(models, actual.len(), |m, t| predictions[m][t] - actual[t]);
    let gram = &errors * errors.transpose();
    let curvature = gram.clone().symmetric_eigenvalues().max();
    let mut weights = DVector::from_element(models, 1.0 / models as f64);
    if curvature <= 0.0 {
        return Ok(weights.as_slice().to_vec());
    }
    let gram = gram / curvature;
    let (mut ahead, mut momentum) = (weights.clone(), 1.0_f64);
    for _ in 0..STEPS {
        let moved = &ahead - &gram * &ahead;
        let next = DVector::from_vec(project_onto_simplex(moved.as_slice()));
        let change = &next - &weights;
        // Momentum that leads uphill is dropped (O'Donoghue and Candès 2015).
        let uphill = (&ahead - &next).dot(&change) > 0.0;
        let grown =
            if uphill { 1.0 } else { 0.5 * (1.0 + (1.0 + 4.0 * momentum * momentum).sqrt()) };
        let pull = if uphill { 0.0 } else { (momentum - 1.0) / grown };
        ahead = &next + pull * &change;
        (weights, momentum) = (next, grown);
        if change.amax() < 1e-15 && pull > 0.0 {
            break;
        }
    }
    Ok(weights.as_slice().to_vec())
}

/// The nearest point with coordinates ≥ 0 that sum to one (Held, Wolfe and Crowder 1974).
#[must_use]
pub fn project_onto_simplex(point: &[f64]) -> Vec<f64> {
    let mut sorted = point.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let (mut sum, mut shift) = (0.0, 0.0);
    for (i, value) in sorted.iter().enumerate() {
        sum += value;
        let candidate = (sum - 1.0) / (i + 1) as f64;
        if value - candidate > 0.0 {
            shift = candidate;
        }
    }
    point.iter().map(|value| (value - shift).max(0.0)).collect()
}
