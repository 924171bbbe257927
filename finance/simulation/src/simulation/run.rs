use super::report::{HorizonRisk, RiskReport, RunSummary};
use super::settings::{Settings, grouping};
use crate::allocation::allocate;
use crate::engine::Plan;
use crate::generator::Real;
use crate::statistics::Sample;
use crate::{Distribution, Estimate, Portfolio, Precision, Process, SimulationError, check};

/// Walks `settings.paths` paths of `portfolio` under `process`, and measures the risk.
///
/// A path depends on the seed and its number alone: the result is the same, bit for bit, with any
/// number of threads (rayon's current pool is used) and whatever vectors the machine has. Kept in
/// memory are, of a path, one number for each horizon and one for its drawdown; the steps between
/// only of those being walked. The allocation walks the paths of the tail a second time.
///
/// Standard errors are those of the estimators' influence functions: asymptotic for independent
/// paths, between pairs for antithetic ones, between replicates for nets.
///
/// ```
/// use nalgebra::DMatrix;
/// use neuron_simulation::{GeometricBrownian, Portfolio, Process, Rebalancing, Settings, simulate};
/// let portfolio = Portfolio::equal(vec!["A".into(), "B".into()], Rebalancing::BuyAndHold)?;
/// let process = Process::GeometricBrownian(GeometricBrownian {
///     drift: vec![0.05, 0.08],
///     volatility: vec![0.2, 0.3],
///     correlation: DMatrix::from_row_slice(2, 2, &[1.0, 0.4, 0.4, 1.0]),
///     step: 1.0 / 252.0,
/// });
/// let report = simulate(&process, &portfolio, &Settings { paths: 2_000, ..Settings::new(21) })?;
/// let tail = report.horizons[0].loss.tail[0];
/// assert!(tail.value_at_risk.value > 0.05 && tail.value_at_risk.value < 0.15);
/// assert!(tail.expected_shortfall.value > tail.value_at_risk.value);
/// assert_eq!(report.run.asset_steps, 2_000 * 21 * 2);
/// # Ok::<(), neuron_simulation::SimulationError>(())
/// ```
///
/// # Errors
/// If a parameter of the process is not one that can be simulated, the portfolio has another number
/// of assets, there are no paths or steps or too many, a horizon or level is out of its range, a
/// tail has fewer than 10 paths, the sampling does not suit the process or the number of paths, or
/// numbers overflow on the way.
pub fn simulate(
    process: &Process,
    portfolio: &Portfolio,
    settings: &Settings,
) -> Result<RiskReport, SimulationError> {
    check::length("weights", portfolio.weights().len(), process.assets())?;
    process.check()?;
    settings.check(process)?;
    match settings.precision {
        Precision::Single => run::<f32>(process, portfolio, settings),
        Precision::Double => run::<f64>(process, portfolio, settings),
    }
}

fn run<F: Real>(
    process: &Process,
    portfolio: &Portfolio,
    settings: &Settings,
) -> Result<RiskReport, SimulationError> {
    let (paths, steps) = (settings.paths, settings.steps());
    let plan: Plan<F> =
        Plan::new(process, portfolio, &settings.horizons, paths, settings.sampling, settings.seed)?;
    let mut losses = vec![Vec::with_capacity(paths); settings.horizons.len()];
    let mut drawdowns = Vec::with_capacity(paths);
    for chunk in plan.walk(&paths, false, |outcome| outcome) {
        for (losses, values) in losses.iter_mut().zip(&chunk.values) {
            losses.extend(values.iter().map(|value| 1.0 - value));
        }
        drawdowns.extend(chunk.drawdowns);
    }
    let everything = losses.iter().chain([&drawdowns]);
    let broken = everything.filter_map(|values| values.iter().position(|v| !v.is_finite())).min();
    if let Some(path) = broken {
        return Err(SimulationError::Overflow { path, steps });
    }
    let grouping = grouping(settings.sampling, paths);
    let samples: Vec<Sample> =
        losses.into_iter().map(|losses| Sample::new(losses, grouping)).collect();
    let horizons = samples.iter().zip(&settings.horizons).map(|(sample, &steps)| HorizonRisk {
        steps,
        probability_of_loss: probability_of_loss(sample),
        loss: Distribution::new(sample, &settings.quantiles, &settings.levels),
    });
    let horizons: Vec<HorizonRisk> = horizons.collect();
    let last = &samples[samples.len() - 1];
    let (allocation, walked_again) = allocate(&plan, portfolio, last, &settings.levels);
    let of_a_path = steps as u64 * portfolio.weights().len() as u64;
    let drawdown = Sample::new(drawdowns, grouping);
    Ok(RiskReport {
        run: RunSummary {
            kind: process.kind().to_owned(),
            sampling: settings.sampling,
            net_dimensions: plan.net_dimensions(),
            precision: settings.precision,
            rebalancing: portfolio.rebalancing(),
            seed: settings.seed,
            paths,
            steps,
            assets: portfolio.weights().len(),
            asset_steps: paths as u64 * of_a_path,
            allocation_asset_steps: walked_again as u64 * of_a_path,
        },
        horizons,
        drawdown: Distribution::new(&drawdown, &settings.quantiles, &settings.levels),
        allocation,
    })
}

fn probability_of_loss(sample: &Sample) -> Estimate {
    let lost = |loss: f64| if loss > 0.0 { 1.0 } else { 0.0 };
    let influence = sample.values.iter().map(|&loss| lost(loss));
    Estimate { value: sample.mean(lost), standard_error: sample.grouping.standard_error(influence) }
}
