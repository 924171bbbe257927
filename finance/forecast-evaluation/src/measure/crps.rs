use super::{Absence, Case, pinball::loss, score::Ratio};

/// Mean continuous ranked probability score, as twice the integral of the pinball loss over the
/// levels (Laio and Tamea 2007). The integral is a midpoint sum: a level stands for the levels
/// nearer to it than to its neighbours, the outermost ones up to 0 and 1.
pub(super) fn ratio(case: &Case<'_>) -> Result<Ratio, Absence> {
    let quantiles = &case.forecast.quantiles;
    if quantiles.is_empty() {
        return Err(Absence::NoQuantiles);
    }
    let (mut sum, mut count) = (0.0, 0);
    for (i, path) in quantiles.iter().enumerate() {
        let from = if i == 0 { 0.0 } else { (quantiles[i - 1].level + path.level) / 2.0 };
        let to = quantiles.get(i + 1).map_or(1.0, |next| (next.level + path.level) / 2.0);
        let steps = case.quantile(path.level)?;
        count = steps.len();
        sum += (to - from) * steps.iter().map(|&(_, y, q)| loss(path.level, y, q)).sum::<f64>();
    }
    Ok(Ratio::mean(2.0 * sum, count))
}
