use super::{Absence, Case, score::Ratio};

/// Mean of the squared errors; the root is taken after pooling.
pub(super) fn ratio(case: &Case<'_>) -> Result<Ratio, Absence> {
    let points = case.points()?;
    Ok(Ratio::mean(points.iter().map(|(_, y, f)| (y - f).powi(2)).sum(), points.len()))
}
