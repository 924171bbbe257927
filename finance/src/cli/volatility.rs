//! `run volatility`: how volatile an asset is and will be, and whether its value at risk held.

mod backtest;
mod report;

use super::args::{InnovationName, ModelName, VolatilityArgs};
use super::error::CommandError;
use super::market::{self, Market};
use super::report as reports;
use backtest::{Judged, judge};
use neuron_command_line::{output, table};
use neuron_prices::ReturnKind;
use neuron_volatility::{
    FitOptions, FittedModel, Forecast, Innovation, Mean, Specification, Variance, fit,
};
use serde_json::json;

/// Returns are in per cent, at which variances are of a sensible size.
pub(super) const PER_CENT: f64 = 100.0;

/// Trading days of a year, for volatilities a year.
const DAYS_A_YEAR: f64 = 252.0;

/// Fits a model, forecasts, and tests where asked to.
pub(super) fn run(args: &VolatilityArgs) -> Result<(), CommandError> {
    let wanted = reports::wanted(args.output.as_deref())?;
    let market = market::open(&args.market)?;
    let panel = &market.panel;
    let asset = match &args.asset {
        Some(ticker) => panel.position(ticker)?,
        None => 0,
    };
    let ticker = panel.tickers()[asset].to_owned();
    let returns: Vec<f64> =
        panel.returns(ReturnKind::Simple)?.column(asset).iter().map(|r| r * PER_CENT).collect();
    let model = specification(args);
    let fitted = fit(&model, &returns, &FitOptions::default())?;
    if !fitted.converged {
        output::notice("the search for the greatest likelihood has not converged");
    }
    let forecast = fitted.forecast(args.horizon);
    let forecast = match forecast {
        Ok(forecast) => Some(forecast),
        Err(error) => {
            output::notice(&format!("no forecast beyond the first day in closed form: {error}"));
            None
        }
    };
    let judged = match args.backtest {
        true => judge(args, &returns, &model)?,
        false => Vec::new(),
    };
    if let (Some(path), Some(format)) = (&args.output, wanted) {
        let written = report::of(args, &market, &ticker, &fitted, forecast.as_ref(), &judged);
        reports::write(path, format, &written)?;
    }
    if args.json {
        let line = json!({
            "analysis": "volatility",
            "prices": market.provenance,
            "asset": ticker,
            "unit": "per cent a day",
            "model": fitted.specification.to_string(),
            "estimates": fitted.estimates,
            "log_likelihood": fitted.log_likelihood,
            "aic": fitted.aic,
            "bic": fitted.bic,
            "observations": fitted.observations,
            "persistence": fitted.persistence,
            "converged": fitted.converged,
            "volatility_today": fitted.conditional_volatility.last(),
            "forecast": forecast,
            "backtest": judged,
        });
        return Ok(output::line(&line.to_string())?);
    }
    Ok(output::line(&text(&market, &ticker, &fitted, forecast.as_ref(), &judged))?)
}

fn specification(args: &VolatilityArgs) -> Specification {
    Specification {
        mean: Mean::Constant,
        variance: match args.model {
            ModelName::Constant => Variance::Constant,
            ModelName::Garch => Variance::Garch { p: 1, o: 0, q: 1 },
            ModelName::Gjr => Variance::Garch { p: 1, o: 1, q: 1 },
            ModelName::Egarch => Variance::Egarch { p: 1, o: 1, q: 1 },
        },
        innovation: match args.innovation {
            InnovationName::Normal => Innovation::Normal,
            InnovationName::T => Innovation::StudentT,
            InnovationName::SkewT => Innovation::SkewT,
        },
    }
}

fn text(
    market: &Market,
    ticker: &str,
    fitted: &FittedModel,
    forecast: Option<&Forecast>,
    judged: &[Judged],
) -> String {
    let prices = &market.provenance;
    let mut lines = vec![format!(
        "{ticker}: {}, {} returns in per cent, {} to {} ({})",
        fitted.specification, fitted.observations, prices.first, prices.last, prices.source
    )];
    let (header, rows) = estimate_rows(fitted);
    lines.push(table(&header, &rows));
    lines.push(likelihood_line(fitted));
    if let Some(forecast) = forecast {
        let (header, rows) = forecast_rows(forecast);
        lines.push(table(&header, &rows));
    }
    if !judged.is_empty() {
        lines.push(backtest::text(judged));
    }
    lines.join("\n")
}

fn cell(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.digits$}"))
}

/// Columns and rows of the parameters.
fn estimate_rows(fitted: &FittedModel) -> ([&'static str; 4], Vec<Vec<String>>) {
    let rows: Vec<Vec<String>> = fitted
        .estimates
        .iter()
        .map(|one| {
            let error = cell(one.standard_error, 6);
            vec![one.name.clone(), format!("{:.6}", one.value), error, cell(one.p_value, 4)]
        })
        .collect();
    (["parameter", "estimate", "standard error", "p"], rows)
}

/// How well the model fits.
fn likelihood_line(fitted: &FittedModel) -> String {
    format!(
        "log-likelihood {:.4}, AIC {:.3}, BIC {:.3}, persistence {}",
        fitted.log_likelihood,
        fitted.aic,
        fitted.bic,
        cell(fitted.persistence, 4)
    )
}

/// Columns and rows of the days ahead.
fn forecast_rows(forecast: &Forecast) -> ([&'static str; 3], Vec<Vec<String>>) {
    let rows: Vec<Vec<String>> = forecast
        .variance
        .iter()
        .enumerate()
        .map(|(day, variance)| {
            let volatility = variance.sqrt();
            let year = volatility * DAYS_A_YEAR.sqrt();
            vec![(day + 1).to_string(), format!("{volatility:.4}"), format!("{year:.2}")]
        })
        .collect();
    (["day ahead", "volatility a day, %", "a year, %"], rows)
}
