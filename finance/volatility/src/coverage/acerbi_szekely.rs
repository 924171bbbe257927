use crate::{RiskBacktest, TailLaw, VolatilityError};
use neuron_random::Stream;
use rayon::prelude::*;
use serde::Serialize;

/// Acerbi and Székely's first two statistics of an expected shortfall.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AcerbiSzekely {
    /// Mean over the violations of 1 less the ratio of loss and expected shortfall: 0 if right,
    /// negative if losses beyond the value at risk are worse than forecast. None without violation.
    pub z1: Option<f64>,
    /// The same with the number of violations that the level expects: negative if they are too
    /// many or too bad.
    pub z2: f64,
    /// Share of simulated statistics at most as high, if the forecasts are right; of those with a
    /// violation.
    pub z1_p_value: Option<f64>,
    /// Share of simulated statistics at most as high, if the forecasts are right.
    pub z2_p_value: f64,
    /// Simulated series.
    pub simulations: usize,
}

/// The statistics Z1 and Z2 of Acerbi and Székely (*Backtesting expected shortfall*, 2014).
///
/// `returns`, `value_at_risk` and `expected_shortfall` are `[n]`, risks as losses above 0. Z1 is none
/// if nothing was violated.
///
/// # Errors
///
/// [`VolatilityError`] for different lengths, NaN, an expected shortfall that is not positive or a
/// level outside (0, 1).
pub fn acerbi_szekely_statistics(
    returns: &[f64],
    value_at_risk: &[f64],
    expected_shortfall: &[f64],
    level: f64,
) -> Result<(Option<f64>, f64), VolatilityError> {
    crate::series::probability("level", level)?;
    crate::series::at_least("returns", returns, 1, "the test")?;
    crate::series::finite("returns", returns)?;
    crate::series::finite("value at risk", value_at_risk)?;
    crate::series::positive("expected shortfall", expected_shortfall)?;
    crate::series::same_length("returns", returns, "value at risk", value_at_risk)?;
    crate::series::same_length("returns", returns, "expected shortfall", expected_shortfall)?;
    let risks = value_at_risk.iter().zip(expected_shortfall);
    let beyond = returns.iter().zip(risks).filter(|(y, (var, _))| **y < -**var);
    let (sum, count) =
        beyond.fold((0.0, 0), |(sum, count), (y, (_, es))| (sum + y / es, count + 1));
    Ok(statistics(sum, count, returns.len(), level))
}

/// Tests the expected shortfalls of a rolling forecast against `simulations` series drawn from the
/// forecasts themselves, each from a random stream of its own under `seed`.
///
/// # Errors
///
/// As [`acerbi_szekely_statistics`], and for 0 simulations.
pub fn acerbi_szekely(
    forecasts: &RiskBacktest,
    simulations: usize,
    seed: u64,
) -> Result<AcerbiSzekely, VolatilityError> {
    crate::series::at_least_one("simulations", simulations)?;
    let shortfall = forecasts.expected_shortfall();
    let value_at_risk = forecasts.value_at_risk();
    let level = forecasts.level;
    let (z1, z2) =
        acerbi_szekely_statistics(&forecasts.returns(), &value_at_risk, &shortfall, level)?;
    let tails: Vec<&TailLaw> = forecasts.days.iter().map(|day| &day.tail).collect();
    let stream = Stream::new(seed, "volatility/acerbi-szekely");
    let drawn: Vec<(Option<f64>, f64)> = (0..simulations)
        .into_par_iter()
        .map(|simulation| {
            let mut rng = stream.sample(simulation as u64).rng();
            let (mut sum, mut count) = (0.0, 0);
            for (tail, es) in tails.iter().zip(&shortfall) {
                if let Some(y) = tail.draw(1.0 - level, &mut rng) {
                    sum += y / es;
                    count += 1;
                }
            }
            statistics(sum, count, tails.len(), level)
        })
        .collect();
    let z1_p_value = z1.and_then(|z1| {
        let simulated: Vec<f64> = drawn.iter().filter_map(|drawn| drawn.0).collect();
        let lower = simulated.iter().filter(|drawn| **drawn <= z1).count();
        (!simulated.is_empty()).then(|| lower as f64 / simulated.len() as f64)
    });
    let z2_p_value = drawn.iter().filter(|drawn| drawn.1 <= z2).count() as f64 / simulations as f64;
    Ok(AcerbiSzekely { z1, z2, z1_p_value, z2_p_value, simulations })
}

/// From the sum of returns by expected shortfall over the violations, and their number.
fn statistics(sum: f64, count: usize, observations: usize, level: f64) -> (Option<f64>, f64) {
    let z1 = (count > 0).then(|| sum / count as f64 + 1.0);
    (z1, sum / (observations as f64 * (1.0 - level)) + 1.0)
}
