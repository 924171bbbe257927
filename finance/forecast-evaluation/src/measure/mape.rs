use super::{Absence, Case, score::Ratio};

/// Mean of 100 |actual − forecast| / |actual|. Not defined where an actual is zero: the step is said,
/// and the item is left out rather than the step, which would flatter the forecast.
pub(super) fn ratio(case: &Case<'_>) -> Result<Ratio, Absence> {
    let points = case.points()?;
    let mut sum = 0.0;
    for &(step, y, f) in &points {
        if y == 0.0 {
            return Err(Absence::ZeroActual { step });
        }
        sum += 100.0 * ((y - f) / y).abs();
    }
    Ok(Ratio::mean(sum, points.len()))
}
