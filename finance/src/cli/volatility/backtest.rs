//! Value at risk and expected shortfall of days that the models have not seen.

use crate::cli::args::VolatilityArgs;
use crate::cli::error::CommandError;
use neuron_command_line::table;
use neuron_volatility::{
    AcerbiSzekely, Christoffersen, DieboldMariano, Kupiec, LongRunVariance, RiskForecast,
    RiskMethod, RollingOptions, Specification, acerbi_szekely, christoffersen, diebold_mariano,
    fz0_loss, kupiec, rolling_risk,
};
use serde::Serialize;

/// Autocovariances that the comparison of losses counts.
const LAGS: usize = 10;

/// How a method fared.
#[derive(Serialize)]
pub(super) struct Judged {
    pub(super) method: String,
    pub(super) days: usize,
    pub(super) violations: usize,
    pub(super) expected: f64,
    fits_not_converged: usize,
    kupiec: Kupiec,
    christoffersen: Christoffersen,
    acerbi_szekely: Option<AcerbiSzekely>,
    mean_fz0: f64,
    /// Whether its losses differ from those of the first method; none of the first itself.
    pub(super) against_first: Option<DieboldMariano>,
    /// The days themselves, for plots.
    #[serde(skip)]
    pub(super) risk: Vec<RiskForecast>,
}

/// The model with its own law and with the past's residuals, beside historical simulation.
pub(super) fn judge(
    args: &VolatilityArgs,
    returns: &[f64],
    model: &Specification,
) -> Result<Vec<Judged>, CommandError> {
    let VolatilityArgs { level, window, refit_every, .. } = *args;
    let options = RollingOptions { level, window, refit_every };
    let methods = [
        RiskMethod::FilteredHistorical(model.clone()),
        RiskMethod::Parametric(model.clone()),
        RiskMethod::Historical,
    ];
    let mut judged: Vec<Judged> = Vec::new();
    let mut first: Option<Vec<f64>> = None;
    for method in methods {
        let test = rolling_risk(returns, &method, options)?;
        let (hits, days) = (test.hits(), test.days.len());
        let (var, es) = (test.value_at_risk(), test.expected_shortfall());
        let losses = fz0_loss(&test.returns(), &var, &es, level)?;
        let kupiec = kupiec(test.violations, days, level)?;
        let against_first = match &first {
            None => None,
            Some(first) => {
                let variance = LongRunVariance::Bartlett { lags: LAGS };
                Some(diebold_mariano(&losses, first, 1, variance)?)
            }
        };
        judged.push(Judged {
            method: method.to_string(),
            days,
            violations: test.violations,
            expected: kupiec.expected,
            fits_not_converged: test.fits_not_converged,
            kupiec,
            christoffersen: christoffersen(&hits, level)?,
            acerbi_szekely: Some(acerbi_szekely(&test, args.simulations, args.seed)?),
            mean_fz0: losses.iter().sum::<f64>() / days as f64,
            against_first,
            risk: test.days,
        });
        first.get_or_insert(losses);
    }
    Ok(judged)
}

/// A table of all methods.
pub(super) fn text(judged: &[Judged]) -> String {
    let (header, rows) = rows(judged);
    let note = "DM p: whether mean FZ0 differs from that of the first row (Diebold and Mariano)";
    format!("{}\n{note}", table(&header, &rows))
}

/// Columns and rows of all methods.
pub(super) fn rows(judged: &[Judged]) -> ([&'static str; 9], Vec<Vec<String>>) {
    let header = [
        "out of sample",
        "days",
        "violations",
        "expected",
        "Kupiec p",
        "independence p",
        "ES p (Z2)",
        "mean FZ0",
        "DM p",
    ];
    let rows: Vec<Vec<String>> = judged
        .iter()
        .map(|one| {
            let shortfall = one.acerbi_szekely.as_ref().map(|test| test.z2_p_value);
            let compared = one.against_first.as_ref().map(|test| test.p_value);
            let p = |value: Option<f64>| value.map_or_else(|| "-".into(), |p| format!("{p:.4}"));
            vec![
                one.method.clone(),
                one.days.to_string(),
                one.violations.to_string(),
                format!("{:.1}", one.expected),
                p(Some(one.kupiec.p_value)),
                p(Some(one.christoffersen.independence_p_value)),
                p(shortfall),
                format!("{:.4}", one.mean_fz0),
                p(compared),
            ]
        })
        .collect();
    (header, rows)
}
