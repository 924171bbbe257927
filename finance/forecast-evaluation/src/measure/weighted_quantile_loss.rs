use super::{Absence, Case, pinball::loss, score::Ratio};

/// Twice the sum of pinball losses over the sum of |actual|, as Amazon Forecast and GluonTS define
/// wQL. At the level ½ it is the WAPE of the median. Not defined where all actuals are zero.
pub(super) fn ratio(case: &Case<'_>, level: f64) -> Result<Ratio, Absence> {
    let steps = case.quantile(level)?;
    Ok(Ratio {
        numerator: 2.0 * steps.iter().map(|&(_, y, q)| loss(level, y, q)).sum::<f64>(),
        denominator: steps.iter().map(|(_, y, _)| y.abs()).sum(),
        if_zero: Absence::ZeroActuals,
    })
}

/// The mean of wQL over the levels that the forecast has.
pub(super) fn mean_ratio(case: &Case<'_>) -> Result<Ratio, Absence> {
    let quantiles = &case.forecast.quantiles;
    let Some(first) = quantiles.first() else { return Err(Absence::NoQuantiles) };
    let mut mean = ratio(case, first.level)?;
    for path in &quantiles[1..] {
        mean.numerator += ratio(case, path.level)?.numerator;
    }
    mean.numerator /= quantiles.len() as f64;
    Ok(mean)
}
