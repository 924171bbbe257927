use super::{Absence, Case, score::Ratio};

/// Mean absolute error: the sum of |actual − forecast| over the number of observed steps.
pub(super) fn ratio(case: &Case<'_>) -> Result<Ratio, Absence> {
    let points = case.points()?;
    Ok(Ratio::mean(points.iter().map(|(_, y, f)| (y - f).abs()).sum(), points.len()))
}
