use crate::generator::LANES;
use crate::statistics::{Grouping, Sample};
use crate::{Precision, Process, Sampling, SimulationError, check};
use serde::Serialize;

/// What to simulate, and what to tell of it.
///
/// ```
/// use neuron_simulation::Settings;
/// let settings = Settings { paths: 10_000, levels: vec![0.975], ..Settings::new(10) };
/// assert_eq!(settings.horizons, [10]);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Settings {
    /// Number of paths.
    pub paths: usize,
    /// After which steps the loss is measured, ascending; the last is the length of a path.
    pub horizons: Vec<usize>,
    /// Confidence levels of value at risk, expected shortfall and the others.
    pub levels: Vec<f64>,
    /// Probabilities of the quantiles of the loss.
    pub quantiles: Vec<f64>,
    /// How paths are drawn.
    pub sampling: Sampling,
    /// In what numbers they are walked.
    pub precision: Precision,
    /// Decides every draw.
    pub seed: u64,
}

impl Settings {
    /// 50,000 independent paths of `steps` steps in single precision, at levels 95 and 99 %.
    #[must_use]
    pub fn new(steps: usize) -> Self {
        Self {
            paths: 50_000,
            horizons: vec![steps],
            levels: vec![0.95, 0.99],
            quantiles: vec![0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99],
            sampling: Sampling::Independent,
            precision: Precision::Single,
            seed: 0,
        }
    }

    /// Steps of a path.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.horizons.last().copied().unwrap_or(0)
    }

    pub(super) fn check(&self, process: &Process) -> Result<(), SimulationError> {
        let (paths, steps, assets) = (self.paths, self.steps(), process.assets());
        check_paths(paths, steps, assets, self.sampling, process)?;
        let mut last = 0;
        for &horizon in &self.horizons {
            if horizon <= last {
                return Err(SimulationError::Horizon { horizon, steps });
            }
            last = horizon;
        }
        if let Process::BlockBootstrap(bootstrap) = process {
            let history = bootstrap.history.nrows();
            if steps >= history {
                return Err(SimulationError::HorizonBeyondHistory { steps, history });
            }
        }
        self.levels.iter().try_for_each(|&level| Sample::check_level(level, paths))?;
        self.quantiles.iter().try_for_each(|&probability| check::level(probability))
    }
}

/// That there are paths to walk, that they can be numbered, and that the sampling suits them.
pub(crate) fn check_paths(
    paths: usize,
    steps: usize,
    assets: usize,
    sampling: Sampling,
    process: &Process,
) -> Result<(), SimulationError> {
    if paths == 0 {
        return Err(SimulationError::NoSimulations);
    }
    if steps == 0 {
        return Err(SimulationError::NoSteps);
    }
    // Two bits less than 64, and lanes to spare: nothing that is counted later overflows.
    let all = paths.checked_mul(steps).and_then(|all| all.checked_mul(assets.max(1)));
    if paths > (1 << 31) - LANES || steps > 1 << 30 || all.is_none_or(|all| all > 1 << 62) {
        return Err(SimulationError::TooManySimulations { paths, steps, assets });
    }
    let symmetric = process.has_normal_increments();
    match sampling {
        Sampling::Independent => Ok(()),
        _ if !symmetric => Err(SimulationError::SamplingOfProcess {
            sampling: sampling.name(),
            kind: process.kind(),
        }),
        Sampling::Antithetic if paths % 2 == 1 => Err(SimulationError::OddPaths { paths }),
        Sampling::Sobol { replicates }
            if replicates < 2 || !paths.is_multiple_of(replicates) || paths / replicates < 2 =>
        {
            Err(SimulationError::Replicates { paths, replicates })
        }
        _ => Ok(()),
    }
}

/// Which paths are independent of each other.
pub(crate) fn grouping(sampling: Sampling, paths: usize) -> Grouping {
    let size = match sampling {
        Sampling::Independent => 1,
        Sampling::Antithetic => 2,
        Sampling::Sobol { replicates } => paths / replicates,
    };
    Grouping { size }
}
