use super::{GlobalRegression, HarmonicOptions, Learner, RegressionOptions, harmonic_regression};
use crate::Forecast;
use crate::backtest::{Candidate, ModelError, WeightRule, Window, learnt_combination};
use crate::boosting::BoostingOptions;
use crate::calendar::CalendarFeatures;
use crate::series::SeriesSet;
use serde::Serialize;

/// Three regressions with covariates and calendar, weighted by what they reach before the window:
/// a ridge regression and boosted trees on the change since a season ago, and a harmonic
/// regression of each item on the calendar.
///
/// ```
/// use neuron_forecast_evaluation::{backtest::{WindowPlan, backtest}, measure::Measure};
/// use neuron_forecast_evaluation::regression::CovariateEnsemble;
/// use neuron_forecast_evaluation::series::{Frequency, Series, SeriesSet};
/// let start = jiff::civil::date(2024, 1, 1).at(0, 0, 0, 0);
/// let sold: Vec<f64> = (0..84).map(|t| 50.0 + f64::from(t % 7) + 0.1 * f64::from(t)).collect();
/// let set = SeriesSet::new(Frequency::Daily, start, vec![Series::new("a", &sold)])?;
/// let ensemble = CovariateEnsemble { harmonics: 3, ..CovariateEnsemble::new(7) };
/// let result = backtest(&set, &WindowPlan::new(2, 7), ensemble.pipeline())?;
/// let wape = result.scores(&set, 7, &[Measure::Wape]).overall.summary[0].pooled;
/// assert!(wape.value() < Some(0.01));
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CovariateEnsemble {
    /// Steps in a season.
    pub season: usize,
    /// The same, not rounded, as 365.25 / 7 weeks of a year.
    pub cycle: f64,
    /// Harmonics of the harmonic regression.
    pub harmonics: usize,
    /// Holidays, weekdays, months.
    pub calendar: CalendarFeatures,
    /// Covariates, known ahead.
    pub covariates: Vec<String>,
    /// Whether metadata are used.
    pub metadata: bool,
    /// Learn ln(1 + y) rather than y; needs values ≥ 0.
    pub log: bool,
    /// Earlier windows that the weights are learnt on.
    pub earlier: usize,
    /// How they are learnt.
    pub rule: WeightRule,
}

impl CovariateEnsemble {
    /// An ensemble with as many harmonics as a quarter of the season, without covariates, with
    /// weights by the inverse squared error on two windows.
    #[must_use]
    pub fn new(season: usize) -> Self {
        Self {
            season,
            cycle: season as f64,
            harmonics: (season / 4).max(1),
            calendar: CalendarFeatures::default(),
            covariates: Vec::new(),
            metadata: false,
            log: true,
            earlier: 2,
            rule: WeightRule::InverseError(2.0),
        }
    }

    /// The options of its global regressions.
    #[must_use]
    pub fn regression(&self, learner: Learner) -> RegressionOptions {
        RegressionOptions {
            log: self.log,
            calendar: self.calendar.clone(),
            covariates: self.covariates.clone(),
            metadata: self.metadata,
            learner,
            ..RegressionOptions::new(self.season)
        }
    }

    /// Its members.
    #[must_use]
    pub fn candidates(&self) -> Vec<Candidate> {
        let trees = BoostingOptions { trees: 150, depth: 3, ..BoostingOptions::default() };
        let harmonic = HarmonicOptions {
            log: self.log,
            season: self.cycle,
            harmonics: self.harmonics,
            calendar: self.calendar.clone(),
            covariates: Vec::new(),
            penalty: 1e-3,
        };
        vec![
            global("ridge", self.regression(Learner::Ridge { penalty: 1e-3 })),
            global("trees", self.regression(Learner::Boosting(trees))),
            Candidate::new("harmonic", move |set: &SeriesSet, window: Window| {
                let steps = window.until - window.origin;
                let known = set.between(window.first, window.origin, window.until);
                let forecasts = harmonic_regression(&known, window.origin, steps, &harmonic)?;
                Ok(without_gap(forecasts, window))
            }),
        ]
    }

    /// The weighted ensemble as a pipeline for [`backtest`](crate::backtest::backtest).
    pub fn pipeline(
        &self,
    ) -> impl Fn(&SeriesSet, Window) -> Result<Vec<Forecast>, ModelError> + Send + Sync + use<>
    {
        learnt_combination(self.candidates(), self.earlier, self.rule)
    }
}

fn global(name: &str, options: RegressionOptions) -> Candidate {
    Candidate::new(name, move |set: &SeriesSet, window: Window| {
        let steps = window.until - window.origin;
        let known = set.between(window.first, window.origin, window.until);
        let model = GlobalRegression::fit(&known, window.origin, steps, options.clone())?;
        Ok(without_gap(model.forecast(&known, window.origin)?, window))
    })
}

fn without_gap(mut forecasts: Vec<Forecast>, window: Window) -> Vec<Forecast> {
    let gap = window.from - window.origin;
    for forecast in &mut forecasts {
        forecast.point.drain(..gap.min(forecast.point.len()));
        for path in &mut forecast.quantiles {
            path.values.drain(..gap.min(path.values.len()));
        }
    }
    forecasts
}
