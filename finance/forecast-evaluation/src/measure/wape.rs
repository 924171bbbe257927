use super::{Absence, Case, score::Ratio};

/// Sum of |actual − forecast| over the sum of |actual| (Kolassa and Schütz 2007). Not defined where
/// all actuals of the item are zero; pooled, such an item still adds its errors.
pub(super) fn ratio(case: &Case<'_>) -> Result<Ratio, Absence> {
    let points = case.points()?;
    Ok(Ratio {
        numerator: points.iter().map(|(_, y, f)| (y - f).abs()).sum(),
        denominator: points.iter().map(|(_, y, _)| y.abs()).sum(),
        if_zero: Absence::ZeroActuals,
    })
}
