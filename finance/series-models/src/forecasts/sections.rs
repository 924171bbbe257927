use super::evaluate::Compared;
use super::{ForecastsConfig, Prepared, WindowExamples};
use neuron_forecast_evaluation::Forecast;
use neuron_tasks::TaskError;
use neuron_train::plot::{LineChart, Series};
use neuron_train::report::{Figure, Section, Table};

/// Items that are drawn.
const DRAWN: usize = 6;

/// What a report shows: the comparison, each window, forecasts beside what came.
pub(super) fn sections(
    prepared: &Prepared,
    examples: &WindowExamples,
    forecasts: &[Forecast],
    compared: &Compared,
    origins: &[usize],
) -> Result<Vec<Section>, TaskError> {
    let config = &prepared.config;
    let mut columns = vec!["forecast"];
    if let Some(first) = compared.methods.first() {
        columns.extend(first.measures.iter().map(|(name, _)| name.as_str()));
    }
    let mut all = Table::new(format!("{} windows of items", compared.cases), &columns);
    for judged in &compared.methods {
        let values = judged.measures.iter().map(|(_, value)| cell(*value));
        all.row([vec![judged.name.clone()], values.collect()].concat());
    }
    let times: Vec<String> =
        origins.iter().map(|&origin| format!("from {}", prepared.set.time_text(origin))).collect();
    let names: Vec<&str> =
        std::iter::once("forecast").chain(times.iter().map(String::as_str)).collect();
    let mut each = Table::new("WAPE, window by window", &names);
    for judged in &compared.methods {
        let values = judged.windows.iter().map(|value| cell(*value));
        each.row([vec![judged.name.clone()], values.collect()].concat());
    }
    let mut beside = Section::new("Beside models of single series")
        .text(
            "The network is frozen before the first of these windows; the others are fitted anew to all that lies before \
             each. WAPE, RMSE, weighted quantile loss and coverage are over all steps; MASE, sMAPE and OWA, which is \
             against Naive2, are means over series.",
        )
        .table(all)
        .table(each);
    for text in left_out(compared) {
        beside = beside.text(text);
    }
    let mut figures = Vec::new();
    let last = origins.last().copied();
    let drawn = (0..forecasts.len()).filter(|&at| Some(examples.places()[at].origin) == last);
    for at in drawn.take(DRAWN) {
        figures.push(draw(prepared, examples, &forecasts[at], at, config)?);
    }
    let shown = Section::new("Forecasts")
        .text("What came, the median, and the lowest and highest quantile, of the last window.")
        .figures(figures);
    Ok(vec![beside, shown])
}

/// What is not in the tables, in sentences.
fn left_out(compared: &Compared) -> Vec<String> {
    let mut said = Vec::new();
    if compared.left_out > 0 {
        let count = compared.left_out;
        said.push(format!(
            "Left out: {count} windows of items of which a baseline could say nothing."
        ));
    }
    if compared.unseen > 0 {
        let (count, wape) = (compared.unseen, cell(compared.unseen_wape));
        said.push(format!("Of items without a past there are {count} windows; the network's WAPE of those is {wape}."));
    }
    said
}

fn cell(value: Option<f64>) -> String {
    value.map_or("-".to_owned(), |value| format!("{value:.4}"))
}

fn draw(
    prepared: &Prepared,
    examples: &WindowExamples,
    forecast: &Forecast,
    at: usize,
    config: &ForecastsConfig,
) -> Result<Figure, TaskError> {
    let place = examples.places()[at];
    let series = &prepared.set.series()[place.item];
    let first = place.origin.saturating_sub(2 * config.horizon);
    let came: Vec<(f64, f64)> = (first..place.origin + config.horizon)
        .filter_map(|step| Some((step as f64 - place.origin as f64 + 1.0, series.at(step)?)))
        .collect();
    let line = |values: &[f64]| -> Vec<(f64, f64)> {
        values.iter().enumerate().map(|(step, &value)| (step as f64 + 1.0, value)).collect()
    };
    let end = |path: Option<&neuron_forecast_evaluation::QuantilePath>| {
        path.map_or_else(Vec::new, |path| line(&path.values))
    };
    let (low, high) = (end(forecast.quantiles.first()), end(forecast.quantiles.last()));
    let median = line(&forecast.point);
    let chart = LineChart {
        title: &series.item,
        x_label: "step",
        y_label: &config.columns.target,
        series: &[
            Series::new("what came", &came),
            Series::new("median", &median),
            Series::new("lowest quantile", &low),
            Series::new("highest quantile", &high),
        ],
        mark: None,
    };
    Ok(Figure::new(&format!("forecast-{}", place.item + 1), "", chart.draw()?))
}
