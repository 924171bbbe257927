use super::{
    DeflatedSharpe, Overfitting, PathSharpes, RealityCheck, backtest_overfitting,
    combinatorial_purged, deflated_sharpe, expect_trials, minimum_track_record, path_sharpes,
    probabilistic_sharpe, reality_check,
};
use crate::BacktestError;
use crate::tear_sheet::Moments;
use serde::Serialize;

/// The settings of [`assess`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AssessmentSettings {
    /// The blocks of [`backtest_overfitting`].
    pub blocks: usize,
    /// The groups of [`combinatorial_purged`].
    pub groups: usize,
    /// Its test groups.
    pub test_groups: usize,
    /// Its horizon in bars.
    pub horizon: usize,
    /// Its embargo in bars.
    pub embargo: usize,
    /// The mean block of [`reality_check`] in bars.
    pub bootstrap_block: f64,
    /// Its samples.
    pub bootstrap_samples: usize,
    /// Its seed.
    pub seed: u64,
    /// How many trials are independent, where that is known; all of them otherwise.
    pub independent_trials: Option<usize>,
}

impl Default for AssessmentSettings {
    fn default() -> Self {
        Self {
            blocks: 10,
            groups: 6,
            test_groups: 2,
            horizon: 1,
            embargo: 5,
            bootstrap_block: 10.0,
            bootstrap_samples: 1_000,
            seed: 0,
            independent_trials: None,
        }
    }
}

/// What is left of the best of many trials.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assessment {
    /// How many trials there were.
    pub trials: usize,
    /// How many of them never varied (never traded), and took no part.
    pub idle: usize,
    /// The trial with the highest Sharpe ratio.
    pub best: usize,
    /// The probability that its true ratio is above 0, had it been the only trial.
    pub probabilistic_sharpe: f64,
    /// The same after the selection among all.
    pub deflated: DeflatedSharpe,
    /// How many bars it takes to be 95 % sure of a ratio above 0; none where it is not above 0.
    pub minimum_track_record: Option<f64>,
    /// Overfitting by symmetric cross-validation.
    pub overfitting: Overfitting,
    /// The Sharpe ratios of the paths of purged cross-validation.
    pub paths: PathSharpes,
    /// Whether the best beats doing nothing.
    pub reality_check: RealityCheck,
}

/// Everything in this module on the returns of all trials, `[trials][bars]`: those of the best
/// alone say nothing.
///
/// # Errors
/// If fewer than two trials vary, they are not of one length or not finite, there are too few bars,
/// or a setting is outside what it may be.
pub fn assess(
    trials: &[Vec<f64>],
    settings: &AssessmentSettings,
) -> Result<Assessment, BacktestError> {
    let bars = expect_trials(trials, 3)?;
    let mut active = Vec::with_capacity(trials.len());
    let mut sharpes = Vec::with_capacity(trials.len());
    let mut best: Option<(usize, f64, Moments)> = None;
    for (number, trial) in trials.iter().enumerate() {
        let moments = Moments::of(trial)?;
        let Some(sharpe) = moments.sharpe() else { continue };
        active.push(trial.clone());
        sharpes.push(sharpe);
        if best.is_none_or(|(_, highest, _)| sharpe > highest) {
            best = Some((number, sharpe, moments));
        }
    }
    let (Some((best, _, moments)), true) = (best, active.len() >= 2) else {
        let why = format!("{} of {} trials vary, expected 2 or more", active.len(), trials.len());
        return Err(BacktestError::Undefined { what: "an assessment of trials", why });
    };
    let variance = Moments::of(&sharpes)?.deviation.powi(2);
    let independent = settings.independent_trials.unwrap_or(active.len());
    let plan = combinatorial_purged(
        bars,
        settings.groups,
        settings.test_groups,
        settings.horizon,
        settings.embargo,
    )?;
    Ok(Assessment {
        trials: trials.len(),
        idle: trials.len() - active.len(),
        best,
        probabilistic_sharpe: probabilistic_sharpe(&moments, 0.0)?,
        deflated: deflated_sharpe(&moments, variance, independent)?,
        minimum_track_record: minimum_track_record(&moments, 0.0, 0.95).ok(),
        overfitting: backtest_overfitting(&active, settings.blocks)?,
        paths: path_sharpes(trials, &plan)?,
        reality_check: reality_check(
            &active,
            settings.bootstrap_block,
            settings.bootstrap_samples,
            settings.seed,
        )?,
    })
}
