//! Views on returns from a file, by Black and Litterman.

use crate::cli::error::CommandError;
use neuron_command_line::file;
use neuron_covariance::Covariance;
use neuron_covariance::black_litterman::{Posterior, Prior, Uncertainty, View, posterior};
use neuron_covariance::expected_returns::ExpectedReturns;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// No file of views is larger, in bytes.
const LARGEST: u64 = 4 << 20;

/// A file of views.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// How sure the prior is: its variance as a share of the covariance.
    #[serde(default = "usual_tau")]
    tau: f64,
    /// Excess return that the market asks for a unit of variance.
    #[serde(default = "usual_risk_aversion")]
    risk_aversion: f64,
    /// What each asset is worth in the market; without it, the estimated returns are the prior.
    capitalisations: Option<BTreeMap<String, f64>>,
    view: Vec<WrittenView>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenView {
    assets: BTreeMap<String, f64>,
    expected_return: f64,
    confidence: Option<f64>,
}

fn usual_tau() -> f64 {
    0.05
}

fn usual_risk_aversion() -> f64 {
    2.5
}

/// What the views of a file make of estimates.
pub(super) fn posterior_of(
    path: &Path,
    covariance: &Covariance,
    expected: &ExpectedReturns,
    risk_free_rate: f64,
) -> Result<Posterior, CommandError> {
    let written: Written = file::read_toml(path, LARGEST)?;
    let wrong = |found: String, expected: &str| {
        CommandError::flag("--views", format!("`{}`, {found}", path.display()), expected)
    };
    let prior = match &written.capitalisations {
        None => Prior::Given(expected.values.clone()),
        Some(all) => {
            if let Some(name) = all.keys().find(|name| !covariance.names().contains(name)) {
                let found = format!("which has a capitalisation of `{}`", name.escape_debug());
                return Err(wrong(found, "those of the assets alone"));
            }
            let of = |name: &String| {
                all.get(name).copied().ok_or_else(|| {
                    let found = format!("which has no capitalisation of `{name}`");
                    wrong(found, "one for each asset, or none")
                })
            };
            let capitalisations = covariance.names().iter().map(of).collect::<Result<_, _>>()?;
            let risk_aversion = written.risk_aversion;
            Prior::Market { capitalisations, risk_aversion, risk_free_rate }
        }
    };
    let confidences: Vec<f64> = written.view.iter().filter_map(|view| view.confidence).collect();
    let uncertainty = match confidences.len() {
        0 => Uncertainty::Proportional,
        all if all == written.view.len() => Uncertainty::Confidences(confidences),
        some => {
            let found = format!("{some} of whose {} views have a confidence", written.view.len());
            return Err(wrong(found, "one for each view, or none"));
        }
    };
    let views = written.view.into_iter().map(|view| View {
        weights: view.assets.into_iter().collect(),
        expected_return: view.expected_return,
    });
    let views: Vec<View> = views.collect();
    Ok(posterior(covariance, &prior, &views, &uncertainty, written.tau)?)
}
