use crate::{Portfolio, Process, SimulationError, check};
use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A shock with a name: what prices do at once, and how they move from then on.
///
/// ```
/// use neuron_simulation::{Portfolio, Rebalancing, scenario::Scenario};
/// let text = r#"
///     name = "chip glut"
///     all = -0.05
///     volatility = 1.5
///     correlation = 0.3
///     [assets]
///     NVDA = -0.40
/// "#;
/// let scenario: Scenario = toml::from_str(text)?;
/// let names = vec!["NVDA".to_owned(), "KO".to_owned()];
/// let portfolio = Portfolio::new(names, vec![0.25, 0.75], Rebalancing::BuyAndHold)?;
/// let outcome = scenario.loss(&portfolio)?;
/// assert!((outcome.loss - (0.25 * 0.40 + 0.75 * 0.05)).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// Return of every asset not named below, such as −0.2.
    #[serde(default)]
    pub all: f64,
    /// Returns of assets, by name.
    #[serde(default)]
    pub assets: BTreeMap<String, f64>,
    /// What volatilities are multiplied by afterwards.
    #[serde(default = "unchanged")]
    pub volatility: f64,
    /// How far correlations go to 1 afterwards: 0 leaves them, 1 makes all assets move as one. The
    /// matrix stays positive semidefinite on the way.
    #[serde(default)]
    pub correlation: f64,
}

fn unchanged() -> f64 {
    1.0
}

/// What a scenario's shock costs at once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScenarioLoss {
    /// The scenario.
    pub name: String,
    /// The portfolio's loss, in units of its value; negative where it gains.
    pub loss: f64,
    /// By asset; these add up to the loss.
    pub assets: Vec<AssetLoss>,
}

/// One asset's part of a loss.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AssetLoss {
    /// The asset.
    pub name: String,
    /// Its simple return.
    pub simple_return: f64,
    /// What the portfolio lost by it, in units of the portfolio's first value.
    pub loss: f64,
}

impl Scenario {
    /// What the shock costs `portfolio` at once.
    ///
    /// # Errors
    /// If the scenario names an asset that is not in the portfolio, or a number is out of its range.
    pub fn loss(&self, portfolio: &Portfolio) -> Result<ScenarioLoss, SimulationError> {
        self.check()?;
        let names = portfolio.names();
        if let Some(asset) = self.assets.keys().find(|asset| !names.contains(asset)) {
            let (scenario, asset) = (self.name.clone(), asset.clone());
            return Err(SimulationError::UnknownAsset { scenario, asset });
        }
        let assets = names.iter().zip(portfolio.weights()).map(|(name, weight)| {
            let simple_return = self.assets.get(name).copied().unwrap_or(self.all);
            AssetLoss { name: name.clone(), simple_return, loss: -weight * simple_return }
        });
        let assets: Vec<AssetLoss> = assets.collect();
        let loss = assets.iter().map(|asset| asset.loss).sum();
        Ok(ScenarioLoss { name: self.name.clone(), loss, assets })
    }

    /// `process` with the volatilities and correlations that follow the shock.
    ///
    /// # Errors
    /// If the process has none (a bootstrap or a filter), or a number is out of its range.
    pub fn stressed(&self, process: &Process) -> Result<Process, SimulationError> {
        self.check()?;
        process.check()?;
        let mut stressed = process.clone();
        match &mut stressed {
            Process::GeometricBrownian(process) => {
                self.scale(&mut process.volatility);
                self.correlate(&mut process.correlation);
            }
            Process::JumpDiffusion(process) => {
                self.scale(&mut process.diffusion.volatility);
                self.correlate(&mut process.diffusion.correlation);
            }
            Process::StudentCopula(process) => {
                self.scale(&mut process.deviation);
                self.correlate(&mut process.correlation);
            }
            Process::Normal(process) => self.covary(&mut process.covariance),
            Process::Student(process) => self.covary(&mut process.covariance),
            Process::BlockBootstrap(_) | Process::FilteredHistorical(_) => {
                let (scenario, kind) = (self.name.clone(), process.kind());
                return Err(SimulationError::StressOfProcess { scenario, kind });
            }
        }
        Ok(stressed)
    }

    fn check(&self) -> Result<(), SimulationError> {
        let returns: Vec<f64> = self.assets.values().copied().chain([self.all]).collect();
        check::each("shock", &returns, "at least −1", |shock| shock >= -1.0)?;
        check::each("volatility", &[self.volatility], "at least 0", |factor| factor >= 0.0)?;
        let within = |share: f64| (0.0..=1.0).contains(&share);
        check::each("correlation", &[self.correlation], "from 0 to 1", within)
    }

    fn scale(&self, volatility: &mut [f64]) {
        volatility.iter_mut().for_each(|volatility| *volatility *= self.volatility);
    }

    fn correlate(&self, correlation: &mut DMatrix<f64>) {
        let share = self.correlation;
        correlation.apply(|entry| *entry = (1.0 - share) * *entry + share);
        correlation.fill_diagonal(1.0);
    }

    fn covary(&self, covariance: &mut DMatrix<f64>) {
        let deviation = covariance.diagonal().map(f64::sqrt);
        let share = self.correlation;
        for i in 0..covariance.nrows() {
            for j in 0..covariance.ncols() {
                let together = deviation[i] * deviation[j];
                let entry = &mut covariance[(i, j)];
                if i != j {
                    *entry = (1.0 - share) * *entry + share * together;
                }
                *entry *= self.volatility * self.volatility;
            }
        }
    }
}
