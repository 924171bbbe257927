use super::decomposition::{StlOptions, decompose};
use crate::ForecastError;
use crate::forecaster::check;
use serde::Serialize;

/// Parts of a series with several seasons, that add up to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MstlDecomposition {
    /// Lengths of the seasons, ascending.
    pub seasons: Vec<usize>,
    /// What moves slowly, `[observations]`.
    pub trend: Vec<f64>,
    /// What comes again, `[season][observations]`.
    pub seasonal: Vec<Vec<f64>>,
    /// What is left, `[observations]`.
    pub remainder: Vec<f64>,
}

/// MSTL (Bandara, Hyndman, Bergmeir, *MSTL: a seasonal-trend decomposition algorithm for time series
/// with multiple seasonal patterns*, 2021): STL for each season in turn, shortest first, twice.
///
/// The seasonal windows are 11, 15, 19 and so on. Seasons below 2 are left out.
///
/// # Errors
/// [`ForecastError::TooShort`] below two of the longest season; [`ForecastError::NoSeason`] where
/// no season is 2 or more.
pub fn decompose_seasons(
    series: &[f64],
    seasons: &[usize],
) -> Result<MstlDecomposition, ForecastError> {
    let mut seasons: Vec<usize> = seasons.iter().copied().filter(|&s| s >= 2).collect();
    seasons.sort_unstable();
    seasons.dedup();
    let Some(&longest) = seasons.last() else {
        return Err(ForecastError::NoSeason);
    };
    check("mstl", series, longest, (2 * longest).max(4))?;
    let mut seasonal = vec![vec![0.0; series.len()]; seasons.len()];
    let mut rest = series.to_vec();
    let mut trend = Vec::new();
    let mut remainder = Vec::new();
    for _ in 0..if seasons.len() == 1 { 1 } else { 2 } {
        for (at, &season) in seasons.iter().enumerate() {
            for (value, effect) in rest.iter_mut().zip(&seasonal[at]) {
                *value += effect;
            }
            let options = StlOptions { seasonal_window: 11 + 4 * at, ..StlOptions::default() };
            let parts = decompose(&rest, season, &options)?;
            for (value, effect) in rest.iter_mut().zip(&parts.seasonal) {
                *value -= effect;
            }
            seasonal[at] = parts.seasonal;
            trend = parts.trend;
            remainder = parts.remainder;
        }
    }
    Ok(MstlDecomposition { seasons, trend, seasonal, remainder })
}
