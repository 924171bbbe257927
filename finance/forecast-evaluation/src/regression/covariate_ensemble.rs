use super::{GlobalRegression, HarmonicOptions, Learner, RegressionOptions, harmonic_regression};
use crate::backtest::{Candidate, ModelError, WeightRule, Window, learn_weights};
use crate::boosting::BoostingOptions;
use crate::calendar::CalendarFeatures;
use crate::combination::{Combination, combine};
use crate::series::{Series, SeriesSet};
use crate::{EvaluationError, Forecast, Note};
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
    /// Covariates, known ahead or in the past only.
    pub covariates: Vec<String>,
    /// See [`RegressionOptions::past_lags`].
    pub past_lags: Vec<usize>,
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
            past_lags: vec![1],
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
            past_lags: self.past_lags.clone(),
            metadata: self.metadata,
            learner,
            ..RegressionOptions::new(self.season)
        }
    }

    /// Its global members with their names.
    pub(super) fn global_members(&self) -> [(&'static str, RegressionOptions); 2] {
        let trees = BoostingOptions { trees: 150, depth: 3, ..BoostingOptions::default() };
        [
            ("ridge", self.regression(Learner::Ridge { penalty: 1e-3 })),
            ("trees", self.regression(Learner::Boosting(trees))),
        ]
    }

    /// The options of its harmonic member.
    pub(super) fn harmonic_member(&self) -> HarmonicOptions {
        HarmonicOptions {
            log: self.log,
            season: self.cycle,
            harmonics: self.harmonics,
            calendar: self.calendar.clone(),
            covariates: Vec::new(),
            penalty: 1e-3,
        }
    }

    /// Its members. The harmonic one gives items with fewer values than it has waves a forecast of 0 with
    /// a [`Note::ColdStart`]; the ensemble leaves it out there.
    #[must_use]
    pub fn candidates(&self) -> Vec<Candidate> {
        let harmonic = self.harmonic_member();
        let mut members: Vec<Candidate> =
            self.global_members().map(|(name, options)| global(name, options)).into();
        members.push(Candidate::new("harmonic", move |set: &SeriesSet, window: Window| {
            let steps = window.until - window.origin;
            let known = set.between(window.first, window.origin, window.until);
            let forecasts = harmonic_where_possible(&known, window.origin, steps, &harmonic)?;
            Ok(without_gap(forecasts, window))
        }));
        members
    }

    /// The weighted ensemble as a pipeline for [`backtest`](crate::backtest::backtest).
    pub fn pipeline(
        &self,
    ) -> impl Fn(&SeriesSet, Window) -> Result<Vec<Forecast>, ModelError> + Send + Sync + use<>
    {
        let (members, earlier, rule) = (self.candidates(), self.earlier, self.rule);
        move |set, window| {
            let learnt = learn_weights(&members, earlier, rule, set, window)?;
            let forecasts: Vec<Vec<Forecast>> =
                members.iter().map(|member| member.run(set, window)).collect::<Result<_, _>>()?;
            (0..set.series().len())
                .map(|item| {
                    let mut models: Vec<&Forecast> =
                        forecasts.iter().filter_map(|model| model.get(item)).collect();
                    let cold = |one: &&Forecast| one.notes.iter().any(Note::is_cold_start);
                    let whole = !models.last().is_some_and(cold);
                    let weights = usable_weights(&learnt.weights, whole);
                    models.truncate(weights.len());
                    combine(&models, &Combination::Weighted(weights)).map_err(Into::into)
                })
                .collect()
        }
    }
}

/// The weights for one item: of the `whole` ensemble, or without the harmonic member, which is the last.
pub(super) fn usable_weights(weights: &[f64], whole: bool) -> Vec<f64> {
    if whole {
        return weights.to_vec();
    }
    let global = &weights[..weights.len().saturating_sub(1)];
    let sum: f64 = global.iter().sum();
    match sum > 0.0 {
        true => global.iter().map(|weight| weight / sum).collect(),
        false => vec![1.0 / global.len() as f64; global.len()],
    }
}

/// Whether an item has enough values before the origin for a regression on waves.
pub(super) fn has_enough(series: &Series, origin: usize, options: &HarmonicOptions) -> bool {
    let present = (series.offset..series.end().min(origin)).filter(|&t| series.at(t).is_some());
    present.count() >= 2 * options.harmonics + 2
}

fn harmonic_where_possible(
    known: &SeriesSet,
    origin: usize,
    steps: usize,
    options: &HarmonicOptions,
) -> Result<Vec<Forecast>, EvaluationError> {
    let (long, short): (Vec<&Series>, Vec<&Series>) =
        known.series().iter().partition(|series| has_enough(series, origin, options));
    if short.is_empty() {
        return harmonic_regression(known, origin, steps, options);
    }
    let mut made = Vec::new();
    if !long.is_empty() {
        let subset = known.with_series(long.into_iter().cloned().collect())?;
        made = harmonic_regression(&subset, origin, steps, options)?;
    }
    let mut made = made.into_iter();
    let needed = 2 * options.harmonics + 2;
    let one = |series: &Series| {
        if has_enough(series, origin, options) {
            return made.next();
        }
        let mut none = Forecast::point(vec![0.0; steps]);
        let present = series.target.iter().flatten().count();
        none.notes.push(Note::ColdStart { present, needed });
        Some(none)
    };
    Ok(known.series().iter().filter_map(one).collect())
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
