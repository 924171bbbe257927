use super::explain::{Attribution, explain};
use super::output::{is_folder, quantile_name, write};
use super::source::{TableError, read_as};
use super::splits::end;
use super::{ForecastsModelInfo, Place, Prepared, WindowExamples, forecasts};
use neuron_forecast_evaluation::{EvaluationError, Forecast};
use neuron_rt::Resident;
use neuron_tasks::{PredictRequest, Predicted, TaskError};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The forecast of an item of a file.
pub(super) struct ItemForecast {
    file: PathBuf,
    pub(super) item: String,
    pub(super) times: Vec<String>,
    pub(super) forecast: Forecast,
    pub(super) attributions: Vec<Attribution>,
    notes: Vec<String>,
}

/// The steps behind the last value of each item of the files. An item without a value is forecast from its first row on.
pub(super) fn predict(
    info: &ForecastsModelInfo,
    weights: &Resident,
    request: &PredictRequest<'_>,
) -> Result<Vec<Predicted>, TaskError> {
    let config = &info.config;
    // Before anything is computed: a file that is not in order.
    let prepared: Vec<(&PathBuf, Arc<Prepared>)> = request
        .files
        .iter()
        .map(|file| Ok((file, Arc::new(open(info, file)?))))
        .collect::<Result<_, TaskError>>()?;
    let explained = request.output.is_some_and(is_folder);
    let mut said = Vec::new();
    for (file, prepared) in prepared {
        let places = places(&prepared);
        let examples = Arc::new(WindowExamples::new(prepared.clone(), places.clone(), 0));
        let made = forecasts(&prepared, &examples, &info.offsets, weights, request.device)?;
        let mut attributions = match explained {
            true => explain(&prepared, &places, &made, weights, request.device)?,
            false => vec![Vec::new(); places.len()],
        };
        for (at, (place, forecast)) in places.into_iter().zip(made).enumerate() {
            let steps = place.origin..place.origin + config.horizon;
            said.push(ItemForecast {
                file: file.clone(),
                item: prepared.set.series()[place.item].item.clone(),
                times: steps.map(|step| prepared.set.time_text(step)).collect(),
                forecast,
                attributions: std::mem::take(&mut attributions[at]),
                notes: notes(&prepared, place, examples.is_unseen(at)),
            });
        }
    }
    if let Some(output) = request.output {
        write(output, &config.levels, &said)?;
    }
    Ok(said.iter().flat_map(|one| rows(one, &config.levels)).collect())
}

/// A file as the model reads it.
fn open(info: &ForecastsModelInfo, file: &Path) -> Result<Prepared, TaskError> {
    let (config, learned) = (&info.config, &info.learned);
    let name = file.display().to_string();
    let set = read_as(file, config, Some(learned.frequency()?))?;
    // Nothing is learned of it: an item has the size that was learned.
    let prepared = Prepared::new(set, &name, learned, 0, config)?;
    for place in places(&prepared) {
        let series = &prepared.set.series()[place.item];
        for (at, covariate) in learned.covariates.iter().enumerate() {
            let steps = place.origin..place.origin + config.horizon;
            let mut missing = steps.filter(|&step| series.covariate_at(at, step).is_none());
            if let Some(step) = missing.next().filter(|_| covariate.known_ahead) {
                let cause = EvaluationError::FutureCovariateMissing {
                    item: series.item.clone(),
                    covariate: covariate.name.clone(),
                    time: prepared.set.time_text(step),
                    horizon: config.horizon,
                };
                return Err(TaskError::domain(TableError { file: name, cause: cause.to_string() }));
            }
        }
    }
    Ok(prepared)
}

fn places(prepared: &Prepared) -> Vec<Place> {
    let series = prepared.set.series().iter().enumerate();
    series.map(|(item, series)| Place { item, origin: end(series) }).collect()
}

/// What has to be said of a forecast.
fn notes(prepared: &Prepared, place: Place, is_unseen: bool) -> Vec<String> {
    let mut notes = Vec::new();
    if is_unseen {
        notes.push("nothing is seen of it: a cold start".to_owned());
    }
    let rows = prepared.learned.categories.iter().zip(&prepared.categories[place.item]);
    for (table, _) in rows.filter(|(_, row)| **row == 0) {
        notes.push(format!("its `{}` was not learned from", table.name));
    }
    notes
}

/// A row a step.
fn rows(one: &ItemForecast, levels: &[f64]) -> Vec<Predicted> {
    let row = |(step, time): (usize, &String)| {
        let mut text = format!("{}\t{time}", one.item);
        let mut quantiles = serde_json::Map::new();
        for (&level, path) in levels.iter().zip(&one.forecast.quantiles) {
            let (name, value) = (quantile_name(level), path.values[step]);
            text += &format!("\t{name} {value:.2}");
            quantiles.insert(name, json!(value));
        }
        if step == 0 && !one.notes.is_empty() {
            text += &format!("\t({})", one.notes.join("; "));
        }
        let effects: serde_json::Map<String, Value> = one
            .attributions
            .iter()
            .map(|attribution| (attribution.told.clone(), json!(attribution.effect[step])))
            .collect();
        let mut json = json!({
            "file": one.file,
            "item": one.item,
            "time": time,
            "step": step + 1,
            "quantiles": quantiles,
            "notes": one.notes,
        });
        if !effects.is_empty() {
            json["effects"] = Value::Object(effects);
        }
        Predicted { file: one.file.clone(), text, json }
    };
    one.times.iter().enumerate().map(row).collect()
}
