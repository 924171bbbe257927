use super::{Absence, Case, score::Ratio};

/// Mean interval score of Gneiting and Raftery (2007, equation 43): the width, plus 2/α times the
/// distance by which the actual lies outside, with α = 1 − nominal coverage.
pub(super) fn ratio(case: &Case<'_>, nominal: f64) -> Result<Ratio, Absence> {
    let steps = case.interval(nominal)?;
    let penalty = 2.0 / (1.0 - nominal);
    let score = |&(y, lower, upper): &(f64, f64, f64)| {
        upper - lower + penalty * ((lower - y).max(0.0) + (y - upper).max(0.0))
    };
    Ok(Ratio::mean(steps.iter().map(score).sum(), steps.len()))
}
