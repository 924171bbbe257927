use crate::stl::{StlOptions, decompose};

/// Strength of a season in 0 ..= 1: one less the variance of STL's remainder over the variance of
/// season and remainder together (Wang, Smith, Hyndman, *Characteristic-based clustering for time
/// series data*, 2006). 0 where the series is shorter than two seasons.
#[must_use]
pub fn seasonal_strength(series: &[f64], season: usize) -> f64 {
    if season < 2 || series.len() < 2 * season {
        return 0.0;
    }
    let Ok(parts) = decompose(series, season, &StlOptions::default()) else {
        return 0.0;
    };
    let both: Vec<f64> = parts.seasonal.iter().zip(&parts.remainder).map(|(s, r)| s + r).collect();
    let total = variance(&both);
    if total <= 0.0 { 0.0 } else { (1.0 - variance(&parts.remainder) / total).clamp(0.0, 1.0) }
}

fn variance(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64
}
