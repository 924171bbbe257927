use super::ocsb;
use crate::seasonality::seasonal_strength;
use serde::Serialize;

/// A season stronger than this is differenced away (Hyndman and Athanasopoulos, *Forecasting:
/// Principles and Practice*, 3rd edition, §9.1).
const STRONG_SEASON: f64 = 0.64;

/// What decides whether a series is differenced by a season.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SeasonalTest {
    /// A season whose strength, by STL, is above 0.64.
    #[default]
    Strength,
    /// The test of Osborn, Chui, Smith and Birchenhall at 5 %, with 0 to 3 lags by Akaike's criterion. R's
    /// package forecast takes, by the same criterion, one lag less than the best, at most 2.
    Ocsb,
}

impl SeasonalTest {
    /// Seasonal differences that the series asks for: 0 or 1.
    pub(super) fn differences(self, series: &[f64], season: usize) -> usize {
        let long_enough = season >= 2 && series.len() >= 2 * season + 5;
        usize::from(
            long_enough
                && match self {
                    Self::Strength => seasonal_strength(series, season) > STRONG_SEASON,
                    Self::Ocsb => ocsb::asks_for_difference(series, season),
                },
        )
    }
}
