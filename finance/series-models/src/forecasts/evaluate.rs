//! The network beside models of single series, on the same windows.

use super::baseline::{baseline, before};
use super::reference::filled;
use super::{Place, Prepared, WindowExamples};
use neuron_forecast_evaluation::Forecast;
use neuron_forecast_evaluation::measure::{Case, Measure, Pooling, evaluate, owa};
use neuron_forecasting::Method;
use neuron_train::metrics::Metrics;
use serde::Serialize;

/// How good the forecasts of one method were. A measure that is not defined is `None`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Judged {
    pub(super) name: String,
    /// By name, as a table shows them.
    pub(super) measures: Vec<(String, Option<f64>)>,
    /// WAPE of each window.
    pub(super) windows: Vec<Option<f64>>,
}

/// What was compared, and what could not be.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Compared {
    /// The network first.
    pub(super) methods: Vec<Judged>,
    /// Windows of items on which all have a forecast.
    pub(super) cases: usize,
    /// Windows of items of which nothing was seen: the network's alone.
    pub(super) unseen: usize,
    /// The network's WAPE of those.
    pub(super) unseen_wape: Option<f64>,
    /// Windows on which some baseline could forecast nothing.
    pub(super) left_out: usize,
}

/// What lies before a window and in it.
struct Known {
    history: Vec<f64>,
    actual: Vec<Option<f64>>,
}

/// Measures forecasts of places beside those of the baselines of the settings.
pub(super) fn compare(
    prepared: &Prepared,
    examples: &WindowExamples,
    forecasts: &[Forecast],
    origins: &[usize],
) -> Compared {
    let (places, config) = (examples.places(), &prepared.config);
    let methods: Vec<Method> =
        config.baselines.iter().filter_map(|name| name.parse().ok()).collect();
    let others: Vec<Vec<Option<Forecast>>> =
        methods.iter().map(|&method| baseline(prepared, method, places)).collect();
    let (unseen, seen): (Vec<usize>, Vec<usize>) =
        (0..places.len()).partition(|&at| examples.is_unseen(at));
    let all = seen.len();
    let shared: Vec<usize> =
        seen.into_iter().filter(|&at| others.iter().all(|other| other[at].is_some())).collect();
    let known = places.iter().map(|&place| Known::of(prepared, place)).collect();
    let bench = Bench { prepared, places, known, shared, origins };
    let own: Vec<Option<&Forecast>> = forecasts.iter().map(Some).collect();
    let mut judged = vec![bench.judged("network", &own)];
    for (method, forecasts) in methods.iter().zip(&others) {
        let made: Vec<Option<&Forecast>> = forecasts.iter().map(Option::as_ref).collect();
        judged.push(bench.judged(method.as_str(), &made));
    }
    let cold: Vec<Case<'_>> = unseen.iter().map(|&at| bench.case(at, &forecasts[at])).collect();
    Compared {
        methods: judged,
        cases: bench.shared.len(),
        unseen: unseen.len(),
        unseen_wape: wape(&cold),
        left_out: all - bench.shared.len(),
    }
}

/// What all methods are measured on.
struct Bench<'a> {
    prepared: &'a Prepared,
    places: &'a [Place],
    known: Vec<Known>,
    /// Numbers of the places of which all have a forecast.
    shared: Vec<usize>,
    origins: &'a [usize],
}

impl Bench<'_> {
    fn case<'a>(&'a self, at: usize, forecast: &'a Forecast) -> Case<'a> {
        let item = &self.prepared.set.series()[self.places[at].item].item;
        let Known { history, actual } = &self.known[at];
        Case::new(item, history, actual, forecast).season(self.prepared.learned.season)
    }

    fn judged(&self, name: &str, forecasts: &[Option<&Forecast>]) -> Judged {
        let cases: Vec<(usize, Case<'_>)> = self
            .shared
            .iter()
            .filter_map(|&at| Some((self.places[at].origin, self.case(at, forecasts[at]?))))
            .collect();
        let all: Vec<Case<'_>> = cases.iter().map(|(_, case)| *case).collect();
        let window = |origin: &usize| {
            let of = cases.iter().filter(|(own, _)| own == origin).map(|(_, case)| *case);
            wape(&of.collect::<Vec<_>>())
        };
        Judged {
            name: name.to_owned(),
            measures: measured(&all, &self.prepared.config.levels),
            windows: self.origins.iter().map(window).collect(),
        }
    }
}

impl Known {
    fn of(prepared: &Prepared, place: Place) -> Self {
        let history = filled(&before(prepared, place)).map_or_else(Vec::new, |(values, _)| values);
        let series = &prepared.set.series()[place.item];
        let steps = place.origin..place.origin + prepared.config.horizon;
        Self { history, actual: steps.map(|step| series.at(step)).collect() }
    }
}

fn wape(cases: &[Case<'_>]) -> Option<f64> {
    evaluate(cases, &[Measure::Wape]).summary[0].pooled.value()
}

/// WAPE, RMSE, weighted quantile loss and coverage over all steps; MASE, sMAPE and OWA as means over series.
fn measured(cases: &[Case<'_>], levels: &[f64]) -> Vec<(String, Option<f64>)> {
    let mut measures = vec![
        (Measure::Wape, Pooling::Pooled),
        (Measure::Mase, Pooling::MeanOverSeries),
        (Measure::Smape, Pooling::MeanOverSeries),
        (Measure::Rmse, Pooling::Pooled),
        (Measure::MeanWeightedQuantileLoss, Pooling::Pooled),
    ];
    if let (Some(low), Some(high)) = (levels.first(), levels.last())
        && (low + high - 1.0).abs() < 1e-9
        && low < high
    {
        measures.push((Measure::Coverage(((high - low) * 1e9).round() / 1e9), Pooling::Pooled));
    }
    let asked: Vec<Measure> = measures.iter().map(|(measure, _)| *measure).collect();
    let table = evaluate(cases, &asked);
    let mut all: Vec<(String, Option<f64>)> = table
        .summary
        .iter()
        .zip(&measures)
        .map(|(summary, (_, pooling))| (summary.measure.clone(), summary.by(*pooling).value()))
        .collect();
    all.push(("OWA".to_owned(), owa(cases).owa.value()));
    all
}

impl Judged {
    /// A measure by its name.
    pub(super) fn get(&self, name: &str) -> Option<f64> {
        self.measures.iter().find(|(own, _)| own == name).and_then(|(_, value)| *value)
    }
}

impl Compared {
    /// All measures, those of a baseline behind its name.
    pub(super) fn metrics(&self) -> Metrics {
        let mut metrics = Metrics::default();
        for (number, judged) in self.methods.iter().enumerate() {
            let prefix = match number {
                0 => String::new(),
                _ => format!("{}_", judged.name.replace('-', "_")),
            };
            for (name, value) in &judged.measures {
                metrics.insert_defined(format!("{prefix}{}", key(name)), *value);
            }
        }
        if self.unseen > 0 {
            metrics.insert_defined("unseen_items_wape".to_owned(), self.unseen_wape);
        }
        metrics
    }
}

/// A measure's name as that of a field.
fn key(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' })
        .collect();
    match plain.as_str() {
        "mean_wql" => "wql".to_owned(),
        coverage if coverage.starts_with("coverage") => "coverage".to_owned(),
        _ => plain,
    }
}
