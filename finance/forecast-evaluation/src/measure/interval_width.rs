use super::{Absence, Case, score::Ratio};

/// Mean of upper minus lower end of the central interval.
pub(super) fn ratio(case: &Case<'_>, nominal: f64) -> Result<Ratio, Absence> {
    let steps = case.interval(nominal)?;
    Ok(Ratio::mean(steps.iter().map(|(_, lower, upper)| upper - lower).sum(), steps.len()))
}
