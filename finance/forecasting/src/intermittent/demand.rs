use crate::ForecastError;
use crate::fitted::{Predictor, Spread};
use crate::forecaster::check;
use neuron_random::{Rng, Stream};

/// Simulated futures of demand.
const PATHS: u64 = 2_000;

/// A demand series taken apart.
#[derive(Debug, Clone)]
pub(super) struct Demand {
    /// Quantities above zero, in order.
    pub(super) sizes: Vec<f64>,
    /// Steps from one of them to the next, the first counted from before the series.
    pub(super) gaps: Vec<f64>,
}

impl Demand {
    /// Takes a series apart; refuses negative values and a series of zeros.
    pub(super) fn of(model: &str, series: &[f64], season: usize) -> Result<Self, ForecastError> {
        check(model, series, season, 1)?;
        if let Some(position) = series.iter().position(|&value| value < 0.0) {
            return Err(ForecastError::NegativeDemand {
                model: model.into(),
                position,
                value: series[position],
            });
        }
        let places: Vec<usize> = (0..series.len()).filter(|&at| series[at] > 0.0).collect();
        if places.is_empty() {
            return Err(ForecastError::NoDemand { model: model.into(), count: series.len() });
        }
        let sizes = places.iter().map(|&at| series[at]).collect();
        let mut before = 0;
        let gaps = places
            .iter()
            .map(|&at| {
                let gap = at + 1 - before;
                before = at + 1;
                gap as f64
            })
            .collect();
        Ok(Self { sizes, gaps })
    }

    /// Steps between demands on average.
    pub(super) fn mean_gap(&self) -> f64 {
        self.gaps.iter().sum::<f64>() / self.gaps.len() as f64
    }
}

/// A flat mean with the uncertainty of demand that comes by chance.
#[derive(Debug)]
pub(super) struct FlatDemand {
    mean: f64,
    sizes: Vec<f64>,
    gaps: Vec<f64>,
}

impl FlatDemand {
    pub(super) fn new(mean: f64, demand: Demand) -> Self {
        Self { mean, sizes: demand.sizes, gaps: demand.gaps }
    }
}

impl Predictor for FlatDemand {
    fn mean(&self, horizon: usize) -> Vec<f64> {
        vec![self.mean; horizon]
    }

    /// In each step there is a demand with the probability of one in the mean gap; its size is drawn
    /// from those seen, scaled so that the mean is the forecast.
    fn spread(&self, horizon: usize, _: &[f64]) -> Result<Spread, ForecastError> {
        let count = self.gaps.len() as f64;
        let chance = (count / self.gaps.iter().sum::<f64>()).min(1.0);
        let mean_size = self.sizes.iter().sum::<f64>() / count;
        let scale = self.mean / (chance * mean_size);
        let stream = Stream::new(0, "forecasting.intermittent");
        let paths = (0..PATHS)
            .map(|path| {
                let mut rng = stream.sample(path).rng();
                (0..horizon)
                    .map(|_| {
                        let comes = rng.random::<f64>() < chance;
                        let size = self.sizes[rng.random_range(0..self.sizes.len())];
                        if comes { scale * size } else { 0.0 }
                    })
                    .collect()
            })
            .collect();
        Ok(Spread::Paths(paths))
    }
}
