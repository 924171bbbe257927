use super::{Absence, Case, score::Ratio};

/// Mean squared error over the mean squared seasonal difference of the history (M5 uses season 1);
/// the root is taken after pooling. Not defined where MASE is not.
pub(super) fn ratio(case: &Case<'_>) -> Result<Ratio, Absence> {
    let points = case.points()?;
    let scale = case.scale(|step| step * step)?;
    Ok(Ratio::mean(points.iter().map(|(_, y, f)| (y - f).powi(2) / scale).sum(), points.len()))
}
