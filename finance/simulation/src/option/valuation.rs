use super::{BasketOption, Market, geometric_basket};
use crate::engine::Plan;
use crate::generator::Real;
use crate::simulation::{check_paths, grouping};
use crate::{Estimate, Portfolio, Precision, Process, Rebalancing, Sampling, SimulationError};
use serde::{Deserialize, Serialize};

/// A variable of known mean whose error is taken off that of the price (R. Y. Rubinstein and
/// R. Marcus, 1985).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Control {
    /// None.
    #[default]
    None,
    /// The basket's own value at expiry.
    Underlying,
    /// The option on the geometric mean of the basket. For one asset that is the option itself.
    GeometricBasket,
}

/// How to value an option by simulation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ValuationSettings {
    /// Number of paths.
    pub paths: usize,
    /// Steps to expiry; one suffices, as only the end is looked at.
    pub steps: usize,
    /// How paths are drawn.
    pub sampling: Sampling,
    /// Which control is used.
    pub control: Control,
    /// In what numbers paths are walked.
    pub precision: Precision,
    /// Decides every draw.
    pub seed: u64,
}

impl ValuationSettings {
    /// `paths` independent draws of the end in double precision, without a control.
    #[must_use]
    pub fn new(paths: usize) -> Self {
        Self {
            paths,
            steps: 1,
            sampling: Sampling::Independent,
            control: Control::None,
            precision: Precision::Double,
            seed: 0,
        }
    }
}

/// A price by simulation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Valuation {
    /// The price.
    pub price: Estimate,
    /// How much of the control's error was taken off; zero without a control.
    pub coefficient: f64,
    /// Settings that it was found with.
    pub settings: ValuationSettings,
    /// Moves of one asset over one step that were simulated.
    pub asset_steps: u64,
}

/// The price of `option` by simulation.
///
/// ```
/// use nalgebra::DMatrix;
/// use neuron_simulation::Sampling;
/// use neuron_simulation::option::{BasketOption, Market, Right, ValuationSettings, value};
/// let market = Market {
///     spot: vec![100.0],
///     rate: 0.05,
///     volatility: vec![0.2],
///     correlation: DMatrix::identity(1, 1),
/// };
/// let option =
///     BasketOption { right: Right::Call, amounts: vec![1.0], strike: 100.0, expiry: 1.0 };
/// let sampling = Sampling::Sobol { replicates: 8 };
/// let settings = ValuationSettings { sampling, ..ValuationSettings::new(8 * 1_024) };
/// let valuation = value(&market, &option, &settings)?;
/// assert!((valuation.price.value - 10.450583572).abs() < 0.01);
/// # Ok::<(), neuron_simulation::SimulationError>(())
/// ```
///
/// # Errors
/// If market and option disagree in length, a number is out of its range, the correlation matrix is
/// none, or the numbers of paths and steps cannot be simulated.
pub fn value(
    market: &Market,
    option: &BasketOption,
    settings: &ValuationSettings,
) -> Result<Valuation, SimulationError> {
    match settings.precision {
        Precision::Single => run::<f32>(market, option, settings),
        Precision::Double => run::<f64>(market, option, settings),
    }
}

fn run<F: Real>(
    market: &Market,
    option: &BasketOption,
    settings: &ValuationSettings,
) -> Result<Valuation, SimulationError> {
    let shares = market.shares(option)?;
    let (paths, steps, assets) = (settings.paths, settings.steps, shares.len());
    let process = market.process(option.expiry / steps.max(1) as f64);
    let process = Process::GeometricBrownian(process);
    check_paths(paths, steps, assets, settings.sampling, &process)?;
    let names = (0..assets).map(|asset| asset.to_string()).collect();
    let portfolio = Portfolio::new(names, shares.clone(), Rebalancing::BuyAndHold)?;
    let plan: Plan<F> =
        Plan::new(&process, &portfolio, &[steps], paths, settings.sampling, settings.seed)?;

    let worth = market.worth(option);
    let discount = libm::exp(-market.rate * option.expiry);
    let pay = |relative: f64| discount * option.right.payoff(worth * relative, option.strike);
    let geometric = settings.control == Control::GeometricBasket;
    let chunks = plan.walk(&paths, geometric, |outcome| {
        let values = &outcome.values[0];
        let prices: Vec<f64> = values.iter().map(|&value| pay(value)).collect();
        let controls: Vec<f64> = match settings.control {
            Control::None => Vec::new(),
            Control::Underlying => values.iter().map(|value| discount * worth * value).collect(),
            Control::GeometricBasket => {
                let logarithm = |gains: &[f64]| -> f64 {
                    gains.iter().zip(&shares).map(|(gain, share)| share * libm::log1p(*gain)).sum()
                };
                let rows = outcome.gains.chunks_exact(assets);
                rows.map(|gains| pay(libm::exp(logarithm(gains)))).collect()
            }
        };
        (prices, controls)
    });
    let (prices, controls): (Vec<_>, Vec<_>) = chunks.into_iter().unzip();
    let (mut prices, controls) = (prices.concat(), controls.concat());
    if let Some(path) = prices.iter().chain(&controls).position(|value| !value.is_finite()) {
        return Err(SimulationError::Overflow { path: path % paths, steps });
    }
    let expected = match settings.control {
        Control::None => 0.0,
        // Discounted at the rate it grows with.
        Control::Underlying => worth,
        Control::GeometricBasket => geometric_basket(market, option)?,
    };
    let coefficient = regression(&prices, &controls);
    for (price, control) in prices.iter_mut().zip(&controls) {
        *price -= coefficient * (control - expected);
    }
    let grouping = grouping(settings.sampling, paths);
    Ok(Valuation {
        price: Estimate {
            value: prices.iter().sum::<f64>() / paths as f64,
            standard_error: grouping.standard_error(prices.iter().copied()),
        },
        coefficient,
        settings: *settings,
        asset_steps: (paths * steps * assets) as u64,
    })
}

/// The slope of `prices` over `controls`; zero where there are none, or they do not vary.
fn regression(prices: &[f64], controls: &[f64]) -> f64 {
    let n = prices.len() as f64;
    let (price, control) = (prices.iter().sum::<f64>() / n, controls.iter().sum::<f64>() / n);
    let (mut together, mut alone) = (0.0, 0.0);
    for (p, c) in prices.iter().zip(controls) {
        together += (p - price) * (c - control);
        alone += (c - control) * (c - control);
    }
    if alone > 0.0 { together / alone } else { 0.0 }
}
