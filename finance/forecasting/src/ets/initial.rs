use super::parameters::Parameters;
use super::{EtsModel, EtsSeason, EtsTrend};
use crate::seasonality::{SeasonalKind, classical_decomposition};

/// First states by a rule of thumb: seasonal effects by classical decomposition, level and slope by
/// a line through the first ten observations, or two seasons, without their season (Hyndman et al.
/// 2008, §2.6.1). Smoothing parameters are a start for the optimiser: alpha, and gamma as a share of
/// its range.
pub(super) fn initial(
    series: &[f64],
    season: usize,
    model: EtsModel,
    alpha: f64,
    share: f64,
) -> Parameters {
    let seasonal = effects(series, season, model.season);
    let adjusted: Vec<f64> = series
        .iter()
        .enumerate()
        .map(|(at, value)| match model.season {
            EtsSeason::None => *value,
            EtsSeason::Additive => value - seasonal[at % season],
            EtsSeason::Multiplicative => value / seasonal[at % season],
        })
        .collect();
    let window = (2 * seasonal.len()).max(10).min(adjusted.len());
    let (mean, slope) = line(&adjusted[..window]);
    let mut start = Parameters {
        alpha,
        beta: 0.1 * alpha,
        gamma: share * (1.0 - alpha),
        phi: 0.96,
        level: mean,
        slope: 0.0,
        seasonal,
    };
    if model.trend != EtsTrend::None {
        start.slope = slope;
        start.level = mean - slope * (window as f64 + 1.0) / 2.0;
    }
    if model.is_multiplicative() && start.level + start.slope <= 0.05 * mean {
        start.level = mean;
        start.slope = 0.0;
    }
    start
}

/// Mean and slope of the least squares line.
fn line(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let middle = (n - 1.0) / 2.0;
    let (mut across, mut along) = (0.0, 0.0);
    for (at, value) in values.iter().enumerate() {
        across += (at as f64 - middle) * (value - mean);
        along += (at as f64 - middle).powi(2);
    }
    (mean, if along > 0.0 { across / along } else { 0.0 })
}

fn effects(series: &[f64], season: usize, kind: EtsSeason) -> Vec<f64> {
    let kind = match kind {
        EtsSeason::None => return Vec::new(),
        EtsSeason::Additive => SeasonalKind::Additive,
        EtsSeason::Multiplicative => SeasonalKind::Multiplicative,
    };
    let mut effects = if series.len() >= 3 * season {
        classical_decomposition(series, season, kind)
            .map(|parts| parts.seasonal[..season].to_vec())
            .unwrap_or_default()
    } else {
        Vec::new()
    };
    if effects.is_empty() {
        // Too little for a moving average: what a line leaves over, averaged by place.
        let (mean, slope) = line(series);
        let middle = (series.len() - 1) as f64 / 2.0;
        effects = (0..season)
            .map(|place| {
                let left: Vec<f64> = series
                    .iter()
                    .enumerate()
                    .skip(place)
                    .step_by(season)
                    .map(|(at, value)| {
                        let level = mean + slope * (at as f64 - middle);
                        match kind {
                            SeasonalKind::Additive => value - level,
                            SeasonalKind::Multiplicative => value / level.max(1e-3 * mean),
                        }
                    })
                    .collect();
                left.iter().sum::<f64>() / left.len().max(1) as f64
            })
            .collect();
    }
    let mean = effects.iter().sum::<f64>() / season as f64;
    match kind {
        SeasonalKind::Additive => effects.iter_mut().for_each(|effect| *effect -= mean),
        SeasonalKind::Multiplicative => {
            effects.iter_mut().for_each(|effect| *effect = (*effect / mean).max(0.01));
            let mean = effects.iter().sum::<f64>() / season as f64;
            effects.iter_mut().for_each(|effect| *effect /= mean);
        }
    }
    effects
}
