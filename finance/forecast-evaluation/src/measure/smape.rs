use super::{Absence, Case, score::Ratio};

/// Mean of 200 |actual − forecast| / (|actual| + |forecast|) (Makridakis 1993; M3 and M4). Where
/// both are zero the forecast was exact, and the term is zero.
pub(super) fn ratio(case: &Case<'_>) -> Result<Ratio, Absence> {
    let points = case.points()?;
    let term = |&(_, y, f): &(usize, f64, f64)| {
        let size = y.abs() + f.abs();
        if size == 0.0 { 0.0 } else { 200.0 * (y - f).abs() / size }
    };
    Ok(Ratio::mean(points.iter().map(term).sum(), points.len()))
}
