use super::demand::{Demand, FlatDemand};
use super::smoothing::{best_weight, smooth};
use crate::fitted::Parameter;
use crate::{Fitted, ForecastError, Forecaster};
use serde::Serialize;

/// Which of Croston's methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum CrostonKind {
    /// Croston (*Forecasting and stock control for intermittent demands*, 1972): both weights 0.1.
    Classic,
    /// With the weights of least squares in 0.1 to 0.3.
    Optimised,
    /// Syntetos and Boylan (2005): the classic forecast times 0.95, which takes out its bias.
    SyntetosBoylan,
}

/// Croston's method: sizes and gaps of demand are smoothed apart and divided.
///
/// ```
/// use neuron_forecasting::{Forecaster, intermittent::{Croston, CrostonKind}};
/// let spares = [0.0, 0.0, 4.0, 0.0, 2.0, 0.0, 0.0, 0.0, 3.0];
/// let forecast = Croston::new(CrostonKind::Classic).fit(&spares, 1)?.forecast(2, &[])?;
/// assert!((forecast.mean[0] - 3.72 / 3.01).abs() < 1e-12);
/// # Ok::<(), neuron_forecasting::ForecastError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Croston {
    kind: CrostonKind,
}

impl Croston {
    /// One of the three.
    #[must_use]
    pub fn new(kind: CrostonKind) -> Self {
        Self { kind }
    }
}

impl Forecaster for Croston {
    fn name(&self) -> String {
        match self.kind {
            CrostonKind::Classic => "croston",
            CrostonKind::Optimised => "croston-optimised",
            CrostonKind::SyntetosBoylan => "sba",
        }
        .into()
    }

    /// Needs one demand, and none below zero.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        let demand = Demand::of(&self.name(), series, season)?;
        let (for_sizes, for_gaps) = match self.kind {
            CrostonKind::Optimised => (best_weight(&demand.sizes), best_weight(&demand.gaps)),
            CrostonKind::Classic | CrostonKind::SyntetosBoylan => (0.1, 0.1),
        };
        let factor = if self.kind == CrostonKind::SyntetosBoylan { 0.95 } else { 1.0 };
        let (mut sizes, size) = smooth(&demand.sizes, for_sizes);
        let (mut gaps, gap) = smooth(&demand.gaps, for_gaps);
        sizes.push(size);
        gaps.push(gap);
        let mut seen = 0;
        let fitted = series
            .iter()
            .map(|&value| {
                // The forecast for a step knows the demands before it.
                let known = factor * sizes[seen] / gaps[seen];
                seen += usize::from(value > 0.0);
                known
            })
            .collect();
        let parameters = vec![
            Parameter::new("alpha_size", for_sizes),
            Parameter::new("alpha_gap", for_gaps),
            Parameter::new("size", size),
            Parameter::new("gap", gap),
        ];
        let predictor = FlatDemand::new(factor * size / gap, demand);
        Ok(Fitted::new(self.name(), series, fitted, parameters, Box::new(predictor)))
    }
}

/// The method of Teunter, Syntetos and Babai (*Intermittent demand: linking forecasting to inventory
/// obsolescence*, 2011): the chance of a demand is smoothed in every step, so that the forecast
/// fades where none comes any more.
///
/// ```
/// use neuron_forecasting::{Forecaster, intermittent::Tsb};
/// let fading = [3.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0];
/// let forecast = Tsb::default().fit(&fading, 1)?.forecast(1, &[])?;
/// assert!(forecast.mean[0] < 2.0);
/// # Ok::<(), neuron_forecasting::ForecastError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tsb {
    /// Weight of the newest size, in (0, 1].
    pub size_weight: f64,
    /// Weight of the newest step in the chance of a demand, in (0, 1].
    pub chance_weight: f64,
}

impl Default for Tsb {
    fn default() -> Self {
        Self { size_weight: 0.1, chance_weight: 0.1 }
    }
}

impl Forecaster for Tsb {
    fn name(&self) -> String {
        "tsb".into()
    }

    /// Needs one demand, and none below zero.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        for (parameter, value) in
            [("size_weight", self.size_weight), ("chance_weight", self.chance_weight)]
        {
            if !(value > 0.0 && value <= 1.0) {
                return Err(ForecastError::Parameter {
                    model: "tsb".into(),
                    parameter,
                    value,
                    expected: "above 0 and at most 1",
                });
            }
        }
        let demand = Demand::of("tsb", series, season)?;
        let comes: Vec<f64> =
            series.iter().map(|&value| f64::from(u8::from(value > 0.0))).collect();
        let (chances, chance) = smooth(&comes, self.chance_weight);
        let (mut sizes, size) = smooth(&demand.sizes, self.size_weight);
        sizes.push(size);
        let mut seen = 0;
        let fitted = series
            .iter()
            .zip(&chances)
            .map(|(&value, chance)| {
                let known = chance * sizes[seen];
                seen += usize::from(value > 0.0);
                known
            })
            .collect();
        let parameters = vec![Parameter::new("chance", chance), Parameter::new("size", size)];
        let predictor = FlatDemand::new(chance * size, demand);
        Ok(Fitted::new("tsb", series, fitted, parameters, Box::new(predictor)))
    }
}
