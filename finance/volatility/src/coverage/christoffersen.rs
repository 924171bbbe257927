use super::{chi_squared_tail, kupiec, log_power};
use crate::VolatilityError;
use serde::Serialize;

/// Christoffersen's tests of independence and of conditional coverage.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Christoffersen {
    /// Days by whether the day before and the day itself had a violation: `[[n00, n01], [n10, n11]]`.
    pub transitions: [[usize; 2]; 2],
    /// Likelihood ratio of independence, chi-squared with 1 degree of freedom.
    pub independence: f64,
    /// Probability of a ratio as large if violations are independent.
    pub independence_p_value: f64,
    /// Independence and the number of violations together, chi-squared with 2 degrees of freedom.
    pub conditional_coverage: f64,
    /// Probability of a ratio as large if both are right.
    pub conditional_coverage_p_value: f64,
}

/// Tests whether violations come independently and as often as `level` says (Christoffersen,
/// *Evaluating interval forecasts*, 1998). `hits` says of each day in order whether its value at risk
/// was exceeded.
///
/// # Errors
///
/// [`VolatilityError`] for fewer than 2 days or a level outside (0, 1).
pub fn christoffersen(hits: &[bool], level: f64) -> Result<Christoffersen, VolatilityError> {
    if hits.len() < 2 {
        let (series, what) = ("hits", "the test of independence".to_owned());
        return Err(VolatilityError::TooShort { series, what, found: hits.len(), needed: 2 });
    }
    let mut transitions = [[0; 2]; 2];
    for pair in hits.windows(2) {
        transitions[usize::from(pair[0])][usize::from(pair[1])] += 1;
    }
    let violations = hits.iter().filter(|hit| **hit).count();
    let coverage = kupiec(violations, hits.len(), level)?;
    let [[n00, n01], [n10, n11]] = transitions;
    let share = |hit: usize, total: usize| hit as f64 / total.max(1) as f64;
    let both =
        |kept: usize, hit: usize, share: f64| log_power(kept, 1.0 - share) + log_power(hit, share);
    let together = share(n01 + n11, n00 + n01 + n10 + n11);
    let independent = both(n00 + n10, n01 + n11, together);
    let dependent = both(n00, n01, share(n01, n00 + n01)) + both(n10, n11, share(n11, n10 + n11));
    let independence = (2.0 * (dependent - independent)).max(0.0);
    let conditional_coverage = coverage.statistic + independence;
    Ok(Christoffersen {
        transitions,
        independence,
        independence_p_value: chi_squared_tail(independence, 1.0),
        conditional_coverage,
        conditional_coverage_p_value: chi_squared_tail(conditional_coverage, 2.0),
    })
}
