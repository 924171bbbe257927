use serde::Serialize;

/// How a season meets the level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum SeasonalKind {
    /// Added to it.
    Additive,
    /// Multiplied with it.
    Multiplicative,
}

/// A series as trend, season and remainder, each `[observations]`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decomposition {
    /// How the parts make the series.
    pub kind: SeasonalKind,
    /// Centred moving average over one season; `None` for half a season at either end.
    pub trend: Vec<Option<f64>>,
    /// Seasonal effects: they sum to 0 over a season, or average 1 where they multiply.
    pub seasonal: Vec<f64>,
}

impl Decomposition {
    /// The series without its season, `[observations]`.
    #[must_use]
    pub fn adjusted(&self, series: &[f64]) -> Vec<f64> {
        let parts = series.iter().zip(&self.seasonal);
        match self.kind {
            SeasonalKind::Additive => parts.map(|(y, s)| y - s).collect(),
            SeasonalKind::Multiplicative => parts.map(|(y, s)| y / s).collect(),
        }
    }
}

/// Classical decomposition by moving averages (Macaulay's ratio-to-moving-average method where it
/// is multiplicative): the season is the mean of what the centred moving average leaves over, for
/// each place in the season, normalised. `None` with fewer than two seasons, a season below 2, or
/// a moving average that touches zero where it divides.
#[must_use]
pub fn classical_decomposition(
    series: &[f64],
    season: usize,
    kind: SeasonalKind,
) -> Option<Decomposition> {
    if season < 2 || series.len() < 2 * season {
        return None;
    }
    let trend = centred_average(series, season);
    let mut totals = vec![(0.0, 0_usize); season];
    for (at, (value, level)) in series.iter().zip(&trend).enumerate() {
        if let Some(level) = level {
            let left = match kind {
                SeasonalKind::Additive => value - level,
                SeasonalKind::Multiplicative => value / level,
            };
            totals[at % season].0 += left;
            totals[at % season].1 += 1;
        }
    }
    let mut effects: Vec<f64> =
        totals.iter().map(|&(sum, count)| sum / count.max(1) as f64).collect();
    let mean = effects.iter().sum::<f64>() / season as f64;
    for effect in &mut effects {
        match kind {
            SeasonalKind::Additive => *effect -= mean,
            SeasonalKind::Multiplicative => *effect /= mean,
        }
    }
    if effects.iter().any(|effect| !effect.is_finite()) {
        return None;
    }
    let seasonal = (0..series.len()).map(|at| effects[at % season]).collect();
    Some(Decomposition { kind, trend, seasonal })
}

/// Moving average over one season, centred; an even season is centred by halving its two ends.
fn centred_average(series: &[f64], season: usize) -> Vec<Option<f64>> {
    let half = season / 2;
    let n = series.len();
    (0..n)
        .map(|at| {
            if at < half || at + half >= n {
                return None;
            }
            let window = &series[at - half..=at + half];
            let sum: f64 = window.iter().sum();
            let ends =
                if season.is_multiple_of(2) { 0.5 * (window[0] + window[season]) } else { 0.0 };
            Some((sum - ends) / season as f64)
        })
        .collect()
}

/// A series with its season taken out for a model that knows none, and the way back.
#[derive(Debug, Clone)]
pub(crate) struct Adjusted {
    /// Without season, `[observations]`.
    pub(crate) series: Vec<f64>,
    /// Effects within the series; absent where there is no season.
    seasonal: Option<(SeasonalKind, Vec<f64>)>,
    season: usize,
}

impl Adjusted {
    /// Leaves the series as it is.
    pub(crate) fn none(series: &[f64]) -> Self {
        Self { series: series.to_vec(), seasonal: None, season: 1 }
    }

    /// Takes out the season of a decomposition.
    pub(crate) fn by(series: &[f64], season: usize, parts: Decomposition) -> Self {
        Self {
            series: parts.adjusted(series),
            seasonal: Some((parts.kind, parts.seasonal)),
            season,
        }
    }

    /// Gives fitted values their season back.
    pub(crate) fn restore_fitted(&self, fitted: &mut [f64]) {
        if let Some((kind, seasonal)) = &self.seasonal {
            for (value, effect) in fitted.iter_mut().zip(seasonal) {
                *value = apply(*kind, *value, *effect);
            }
        }
    }

    /// Gives forecasts their season back.
    pub(crate) fn restore(&self, mean: &mut [f64]) {
        if let Some((kind, seasonal)) = &self.seasonal {
            let last = &seasonal[seasonal.len() - self.season..];
            for (step, value) in mean.iter_mut().enumerate() {
                *value = apply(*kind, *value, last[step % self.season]);
            }
        }
    }

    /// Scales standard deviations where the season multiplies.
    pub(crate) fn restore_deviations(&self, deviations: &mut [f64]) {
        if let Some((SeasonalKind::Multiplicative, _)) = self.seasonal {
            self.restore(deviations);
        }
    }

    /// How the season was taken out.
    pub(crate) fn kind(&self) -> Option<SeasonalKind> {
        self.seasonal.as_ref().map(|(kind, _)| *kind)
    }
}

fn apply(kind: SeasonalKind, value: f64, effect: f64) -> f64 {
    match kind {
        SeasonalKind::Additive => value + effect,
        SeasonalKind::Multiplicative => value * effect,
    }
}
