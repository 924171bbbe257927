use super::baseline::Risk;
use super::data::{of_all, raw};
use super::evaluate::log_variances;
use super::examples::Prepared;
use super::{DayExamples, VolatilityData, VolatilityModelInfo};
use neuron_data::examples::Examples;
use neuron_rt::Resident;
use neuron_tasks::{PredictRequest, Predicted, TaskError};
use neuron_volatility::InnovationLaw;
use serde_json::json;
use std::sync::Arc;

/// How volatile the day after the last of each asset of the files will be.
pub(super) fn predict(
    info: &VolatilityModelInfo,
    weights: &Resident,
    request: &PredictRequest<'_>,
) -> Result<Vec<Predicted>, TaskError> {
    let config = &info.config;
    let mut read = Vec::new();
    for file in request.files {
        let name = file.display().to_string();
        let mut assets = Vec::new();
        for asset in raw(&name)? {
            let days = asset.returns.len();
            if days < config.window {
                return Err(TaskError::DataShape {
                    file: name,
                    found: format!("`{}` has {days} returns", asset.name),
                    expected: format!("{} or more, which the model looks back", config.window),
                });
            }
            assets.push(asset.scaled(days, days));
        }
        of_all(&mut assets);
        read.push((file, VolatilityData { name, assets }));
    }
    let mut said = Vec::new();
    for (file, data) in read {
        // Of an asset that it knows, the innovations are known; of another, they are those of an asset in the middle.
        let mut known: Vec<f64> = info.assets.iter().map(|asset| asset.freedom).collect();
        known.sort_by(f64::total_cmp);
        let middle = known.get(known.len() / 2).copied().unwrap_or(8.0);
        let freedom: Vec<f64> = data
            .assets
            .iter()
            .map(|asset| {
                let of = info.assets.iter().find(|known| known.name == asset.name);
                of.map_or(middle, |known| known.freedom)
            })
            .collect();
        let places = data.assets.iter().enumerate();
        let examples: Arc<dyn Examples> = Arc::new(DayExamples {
            prepared: Arc::new(Prepared::new(&data, &freedom)),
            places: places.map(|(number, asset)| (number, asset.returns.len() - 1)).collect(),
            window: config.window,
        });
        let found =
            log_variances(&info.network(), &config.trainer, &examples, weights, request.device)?;
        for ((asset, log), freedom) in data.assets.iter().zip(found).zip(freedom) {
            let variance = log.exp() * asset.scale * asset.scale;
            let law = InnovationLaw::student_t(freedom).map_err(TaskError::domain)?;
            let risk = Risk::of(vec![variance], &law, config.level);
            let (day, volatility) = (asset.dates.last(), variance.sqrt());
            let (var, es) = (risk.value_at_risk[0], risk.expected_shortfall[0]);
            let day = day.map_or("", String::as_str);
            said.push(Predicted {
                file: file.clone(),
                text: format!(
                    "{}\tafter {day}\tvolatility {volatility:.3} %\tvalue at risk {var:.3} %\texpected shortfall {es:.3} %",
                    asset.name
                ),
                json: json!({
                    "file": file,
                    "asset": asset.name,
                    "after": day,
                    "volatility_per_cent": volatility,
                    "level": config.level,
                    "value_at_risk_per_cent": var,
                    "expected_shortfall_per_cent": es,
                }),
            });
        }
    }
    Ok(said)
}
