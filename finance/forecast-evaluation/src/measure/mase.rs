use super::{Absence, Case, score::Ratio};

/// Mean absolute error over the mean absolute seasonal difference of the history (Hyndman and
/// Koehler 2006). Not defined for a history that repeats itself or is no longer than a season.
pub(super) fn ratio(case: &Case<'_>) -> Result<Ratio, Absence> {
    let points = case.points()?;
    let scale = case.scale(|step| step)?;
    Ok(Ratio::mean(points.iter().map(|(_, y, f)| (y - f).abs() / scale).sum(), points.len()))
}
