use super::Objective;
use crate::{BacktestConfig, BacktestError, Bars, Strategy, backtest};
use rayon::prelude::*;
use serde::Serialize;

/// One set of parameters that was tried.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trial {
    /// The parameters.
    pub parameters: Vec<f64>,
    /// The score; none where it has no value.
    pub score: Option<f64>,
    /// The equity at the end.
    pub final_equity: f64,
    /// How many trades were closed.
    pub trades: usize,
    /// The return of each bar after the first.
    pub returns: Vec<f64>,
}

/// A set of parameters that makes no strategy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SkippedPoint {
    /// The parameters.
    pub parameters: Vec<f64>,
    /// Why.
    pub why: String,
}

/// All that was tried.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SearchOutcome {
    /// The trials, in the order of the points.
    pub trials: Vec<Trial>,
    /// The points that were skipped.
    pub skipped: Vec<SkippedPoint>,
    /// The number of the trial with the highest score, the first of them where several have it.
    pub best: usize,
}

impl SearchOutcome {
    /// The returns of all trials, `[trials][bars]`, for [`assess`](crate::overfitting::assess).
    #[must_use]
    pub fn returns(&self) -> Vec<Vec<f64>> {
        self.trials.iter().map(|trial| trial.returns.clone()).collect()
    }
}

/// Back-tests the strategy of each point, in parallel; the outcome is the same at any number of
/// threads.
///
/// A point that `build` refuses as a setting ([`BacktestError::Setting`]), such as a fast window
/// above the slow one, or that needs more bars than there are, is skipped and listed.
///
/// ```
/// use neuron_backtest::search::{Objective, ParameterSpace, search};
/// use neuron_backtest::{BacktestConfig, Bars, strategies::SmaCross};
/// let bars = Bars::random_walk(&["MADE UP"], 300, 0.0, 0.01, 3)?;
/// let points = ParameterSpace::new()
///     .with("fast", vec![5.0, 10.0])
///     .with("slow", vec![8.0, 30.0])
///     .grid()?;
/// let build = |_: &Bars, p: &[f64]| SmaCross::new(0, p[0] as usize, p[1] as usize);
/// let config = BacktestConfig::with_cash(1e5);
/// let found = search(&bars, &config, &points, build, Objective::Sharpe)?;
/// assert_eq!((found.trials.len(), found.skipped.len()), (3, 1));
/// # Ok::<(), neuron_backtest::BacktestError>(())
/// ```
///
/// # Errors
/// If a back-test fails for another reason, or no point has a score.
pub fn search<S: Strategy>(
    bars: &Bars,
    config: &BacktestConfig,
    points: &[Vec<f64>],
    build: impl Fn(&Bars, &[f64]) -> Result<S, BacktestError> + Sync,
    objective: Objective,
) -> Result<SearchOutcome, BacktestError> {
    let run = |point: &Vec<f64>| {
        let outcome = backtest(bars, build(bars, point)?, config)?;
        Ok(Trial {
            parameters: point.clone(),
            score: objective.score(&outcome)?,
            final_equity: outcome.final_equity(),
            trades: outcome.trades.len(),
            returns: outcome.returns(),
        })
    };
    // Collected whole, so that the error of the first point is the one that is reported.
    let results: Vec<Result<Trial, BacktestError>> = points.par_iter().map(run).collect();
    let (mut trials, mut skipped) = (Vec::new(), Vec::new());
    for (point, result) in points.iter().zip(results) {
        match result {
            Ok(trial) => trials.push(trial),
            Err(e @ (BacktestError::Setting { .. } | BacktestError::TooFewBars { .. })) => {
                skipped.push(SkippedPoint { parameters: point.clone(), why: e.to_string() });
            }
            Err(other) => return Err(other),
        }
    }
    let mut best: Option<(usize, f64)> = None;
    for (number, trial) in trials.iter().enumerate() {
        if let Some(score) = trial.score.filter(|&s| best.is_none_or(|(_, highest)| s > highest)) {
            best = Some((number, score));
        }
    }
    let Some((best, _)) = best else {
        let reason = skipped.first().map_or("nothing was traded", |point| &point.why);
        let why = format!("none of {} points has one: {reason}", points.len());
        return Err(BacktestError::Undefined { what: "the best score", why });
    };
    Ok(SearchOutcome { trials, skipped, best })
}
