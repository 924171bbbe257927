use super::{Absence, Case, score::Ratio};

/// Share of actuals that lie within the central interval, ends included.
pub(super) fn ratio(case: &Case<'_>, nominal: f64) -> Result<Ratio, Absence> {
    let steps = case.interval(nominal)?;
    let within = steps.iter().filter(|(y, lower, upper)| lower <= y && y <= upper).count();
    Ok(Ratio::mean(within as f64, steps.len()))
}
