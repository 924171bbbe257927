use super::CesSeason;
use crate::seasonality::{SeasonalKind, classical_decomposition};

/// Complex smoothing weights, as real and imaginary part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weights {
    pub(super) alpha: (f64, f64),
    pub(super) beta: (f64, f64),
}

impl Weights {
    pub(super) fn of(point: &[f64]) -> Self {
        let at = |place: usize| point.get(place).copied().unwrap_or(0.0);
        Self { alpha: (at(0), at(1)), beta: (at(2), at(3)) }
    }
}

/// Two components that are smoothed together.
type Pair = (f64, f64);

/// What the model knows: one pair, or one for each place in the season, and seasonal effects.
#[derive(Debug, Clone)]
pub(super) struct CesState {
    kind: CesSeason,
    level: Vec<Pair>,
    effects: Vec<Pair>,
    /// Place in the season of the next observation.
    place: usize,
}

/// The second component starts at the first over this, as is the custom with this model.
const SECOND: f64 = 1.1;

impl CesState {
    /// Before the first observation, by a rule of thumb that casting back improves.
    pub(super) fn initial(series: &[f64], season: usize, kind: CesSeason) -> Self {
        let pair = |value: f64| (value, value / SECOND);
        let mean = |count: usize| {
            let first = &series[..count.min(series.len())];
            first.iter().sum::<f64>() / first.len() as f64
        };
        let level = match kind {
            CesSeason::None => vec![pair(mean(season.max(10)))],
            CesSeason::Simple => series[..season].iter().map(|&value| pair(value)).collect(),
            CesSeason::Partial | CesSeason::Full => vec![pair(mean(season))],
        };
        let effects = match kind {
            CesSeason::None | CesSeason::Simple => Vec::new(),
            CesSeason::Partial | CesSeason::Full => {
                classical_decomposition(series, season, SeasonalKind::Additive)
                    .map(|parts| parts.seasonal[..season].iter().map(|&s| pair(s)).collect())
                    .unwrap_or_else(|| vec![(0.0, 0.0); season])
            }
        };
        Self { kind, level, effects, place: 0 }
    }

    fn level_place(&self) -> usize {
        if self.level.len() > 1 { self.place } else { 0 }
    }

    /// Forecast of the observation at the present place.
    pub(super) fn forecast(&self) -> f64 {
        let level = self.level[self.level_place()].0;
        self.effects.get(self.place).map_or(level, |effect| level + effect.0)
    }

    /// Takes in the error of the observation at the present place.
    fn learn(&mut self, error: f64, weights: &Weights) {
        let at = self.level_place();
        self.level[at] = turn(self.level[at], error, weights.alpha);
        if let Some(effect) = self.effects.get_mut(self.place) {
            *effect = match self.kind {
                CesSeason::Full => turn(*effect, error, weights.beta),
                _ => (effect.0 + weights.beta.0 * error, 0.0),
            };
        }
    }

    fn season(&self) -> usize {
        self.level.len().max(self.effects.len())
    }

    /// Takes in an error and goes on one step.
    pub(super) fn advance(&mut self, error: f64, weights: &Weights) {
        self.learn(error, weights);
        self.place = (self.place + 1) % self.season();
    }

    /// Runs forwards and backwards, which gives first states that suit the series, and forwards
    /// again; `seen` gets the forecasts of the last run, whose sum of squared errors comes back.
    /// The state is then after the series.
    pub(super) fn cast_back(
        &mut self,
        series: &[f64],
        weights: &Weights,
        seen: impl FnMut(f64),
    ) -> f64 {
        self.forwards(series, weights, |_| {});
        let season = self.season();
        for &value in series.iter().rev() {
            self.place = (self.place + season - 1) % season;
            let error = value - self.forecast();
            self.learn(error, weights);
        }
        self.forwards(series, weights, seen)
    }

    fn forwards(&mut self, series: &[f64], weights: &Weights, mut seen: impl FnMut(f64)) -> f64 {
        let mut squares = 0.0;
        for value in series {
            let forecast = self.forecast();
            seen(forecast);
            let error = value - forecast;
            squares += error * error;
            self.advance(error, weights);
        }
        squares
    }
}

fn turn((first, second): Pair, error: f64, (real, imaginary): Pair) -> Pair {
    (
        first - (1.0 - imaginary) * second + (real - imaginary) * error,
        first + (1.0 - real) * second + (real + imaginary) * error,
    )
}
