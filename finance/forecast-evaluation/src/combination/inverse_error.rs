use crate::EvaluationError;

/// Weights in proportion to 1 / errorᵖ (Bates and Granger 1969 with the squared error and p = 1),
/// from errors on windows that lie before those to be forecast. Models without any error share the
/// whole weight.
///
/// ```
/// use neuron_forecast_evaluation::combination::inverse_error_weights;
/// assert_eq!(inverse_error_weights(&[1.0, 3.0], 1.0)?, [0.75, 0.25]);
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
///
/// # Errors
/// If there are no errors, or one is negative or not finite.
pub fn inverse_error_weights(errors: &[f64], power: f64) -> Result<Vec<f64>, EvaluationError> {
    if errors.is_empty() {
        let what = "errors to weight by".to_owned();
        return Err(EvaluationError::Shape { what, found: 0, expected: 1 });
    }
    if let Some(&value) = errors.iter().chain([&power]).find(|e| !e.is_finite() || **e < 0.0) {
        return Err(EvaluationError::Option {
            what: "an error or power to weight by",
            found: value.to_string(),
            expected: "a finite number that is not negative".to_owned(),
        });
    }
    let perfect = errors.iter().filter(|&&error| error == 0.0).count();
    if perfect > 0 {
        let share = 1.0 / perfect as f64;
        return Ok(errors.iter().map(|&e| if e == 0.0 { share } else { 0.0 }).collect());
    }
    // Relative to the least, so that no power overflows.
    let least = errors.iter().copied().fold(f64::INFINITY, f64::min);
    let raw: Vec<f64> = errors.iter().map(|error| (least / error).powf(power)).collect();
    let sum: f64 = raw.iter().sum();
    Ok(raw.into_iter().map(|weight| weight / sum).collect())
}
