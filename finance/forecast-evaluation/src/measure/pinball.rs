use super::{Absence, Case, score::Ratio};

/// Mean pinball loss: `level` times the error where the actual lies above the quantile, `1 − level`
/// times it below (Koenker and Bassett 1978).
pub(super) fn ratio(case: &Case<'_>, level: f64) -> Result<Ratio, Absence> {
    let steps = case.quantile(level)?;
    Ok(Ratio::mean(steps.iter().map(|&(_, y, q)| loss(level, y, q)).sum(), steps.len()))
}

/// The pinball loss of one value.
pub(super) fn loss(level: f64, actual: f64, quantile: f64) -> f64 {
    let error = actual - quantile;
    if error >= 0.0 { level * error } else { (level - 1.0) * error }
}
