use super::VolatilityData;
use super::baseline::Risk;
use super::evaluate::{Compared, Judged};
use neuron_tasks::TaskError;
use neuron_train::plot::{LineChart, Series};
use neuron_train::report::{Figure, Section, Table};

/// Assets that are drawn.
const DRAWN: usize = 6;

/// What was measured of an asset.
pub(super) struct OfAsset {
    pub(super) name: String,
    pub(super) network: Risk,
    pub(super) baseline: Risk,
    pub(super) returns: Vec<f64>,
    /// The first of its days among all days.
    pub(super) first: usize,
    pub(super) judged: [Judged; 2],
}

/// What a report shows: the comparison, each asset, forecasts with the days on which more was lost.
pub(super) fn sections(
    data: &VolatilityData,
    compared: &Compared,
    assets: &[OfAsset],
    level: f64,
) -> Result<Vec<Section>, TaskError> {
    let columns = ["forecast", "QLIKE", "FZ0", "violations", "Kupiec's p"];
    let mut all = Table::new(
        format!(
            "All assets; {} of the days are expected beyond the value at risk",
            share(1.0 - level)
        ),
        &columns,
    );
    for (name, judged) in [("network (this run)", &compared.network), ("GJR-t", &compared.baseline)]
    {
        all.row(row(name.to_owned(), judged));
    }
    let mut each = Table::new("Asset by asset", &columns);
    for asset in assets {
        for (name, judged) in ["network", "GJR-t"].into_iter().zip(&asset.judged) {
            each.row(row(format!("{}, {name}", asset.name), judged));
        }
    }
    let beside = Section::new("Beside GJR-GARCH with Student's t")
        .text(compared.verdict())
        .text(
            "Both are frozen before the first of these days. QLIKE is ln h + r²/h of a variance h and the return r that came \
             (Patton, 2011), FZ0 the loss of value at risk and expected shortfall together (Patton, Ziegel and Chen, 2019): \
             less is better. The p-values are Diebold and Mariano's (1995), of losses averaged over the assets of a day.",
        )
        .table(all)
        .table(each);
    let mut figures = Vec::new();
    for asset in assets.iter().take(DRAWN) {
        figures.push(draw(data, asset)?);
    }
    let forecasts = Section::new("Forecasts")
        .text(
            "Loss of each day in per cent, and the value at risk that was forecast the day before.",
        )
        .figures(figures);
    Ok(vec![beside, forecasts])
}

fn share(value: f64) -> String {
    format!("{:.1} %", 100.0 * value)
}

fn row(name: String, judged: &Judged) -> [String; 5] {
    let Judged { qlike, fz0, violations, kupiec_p, .. } = judged;
    [name, format!("{qlike:.4}"), format!("{fz0:.4}"), share(*violations), format!("{kupiec_p:.3}")]
}

fn draw(data: &VolatilityData, asset: &OfAsset) -> Result<Figure, TaskError> {
    let days = &data.assets.iter().find(|other| other.name == asset.name);
    let year = |day: usize| {
        let date = days.and_then(|days| days.dates.get(asset.first + day));
        let part = |from: usize, to: usize| -> f64 {
            date.and_then(|text| text.get(from..to)?.parse().ok()).unwrap_or(0.0)
        };
        part(0, 4) + (part(5, 7) - 1.0) / 12.0 + (part(8, 10) - 1.0) / 366.0
    };
    let line = |values: &[f64]| -> Vec<(f64, f64)> {
        values.iter().enumerate().map(|(day, &value)| (year(day), value)).collect()
    };
    let losses: Vec<f64> = asset.returns.iter().map(|value| -value).collect();
    let (losses, network, baseline) =
        (line(&losses), line(&asset.network.value_at_risk), line(&asset.baseline.value_at_risk));
    let chart = LineChart {
        title: &asset.name,
        x_label: "year",
        y_label: "loss, %",
        series: &[
            Series::new("loss", &losses),
            Series::new("value at risk, network", &network),
            Series::new("value at risk, GJR-t", &baseline),
        ],
        mark: None,
    };
    Ok(Figure::new(&format!("risk-{}", asset.name.to_lowercase()), "", chart.draw()?))
}
