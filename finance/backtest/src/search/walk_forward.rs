use super::{Objective, search};
use crate::error::{expect_rows, expect_setting};
use crate::tear_sheet::Moments;
use crate::{BacktestConfig, BacktestError, Bars, Finalise, Strategy, backtest};
use serde::Serialize;
use std::ops::Range;

/// Windows that move through time: the best parameters of one stretch are tested on the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct WalkForward {
    /// The bars that parameters are chosen on.
    pub train: usize,
    /// The bars that they are tested on, and by which the windows move.
    pub test: usize,
    /// Bars between both that belong to neither.
    pub embargo: usize,
    /// Whether the training always starts with the first bar and grows.
    pub anchored: bool,
}

/// The bars of one window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WindowSplit {
    /// The bars to choose on.
    pub train: Range<usize>,
    /// The bars to test on.
    pub test: Range<usize>,
}

impl WalkForward {
    /// The windows over so many bars; the last one may be tested on fewer.
    ///
    /// # Errors
    /// If `train` is below 3 or `test` is 0, or there are too few bars for one window.
    pub fn windows(&self, bars: usize) -> Result<Vec<WindowSplit>, BacktestError> {
        expect_setting(self.train >= 3, "train", self.train as f64, "3 bars or more")?;
        expect_setting(self.test >= 1, "test", self.test as f64, "1 bar or more")?;
        let before = self.train.saturating_add(self.embargo);
        expect_rows("one walk-forward window", bars, before.saturating_add(1))?;
        let window = |test: usize| {
            let end = test - self.embargo;
            let start = if self.anchored { 0 } else { end - self.train };
            WindowSplit { train: start..end, test: test..(test + self.test).min(bars) }
        };
        Ok((before..bars).step_by(self.test).map(window).collect())
    }
}

/// One window as it went.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WalkForwardWindow {
    /// Its bars.
    pub split: WindowSplit,
    /// The parameters that were best on the training bars.
    pub parameters: Vec<f64>,
    /// Their score there.
    pub train_score: f64,
    /// Their Sharpe ratio on the training bars, by the bar.
    pub train_sharpe: Option<f64>,
    /// Their Sharpe ratio on the test bars, by the bar.
    pub test_sharpe: Option<f64>,
}

/// What a walk-forward gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WalkForwardOutcome {
    /// The windows, in the order of time.
    pub windows: Vec<WalkForwardWindow>,
    /// The returns of all test bars, one after another: none of them was chosen on.
    pub returns: Vec<f64>,
    /// Their Sharpe ratio, by the bar.
    pub sharpe: Option<f64>,
}

/// Chooses the best of `points` on each training stretch, and follows it over the test after it.
///
/// The test runs from the start of the training on, so that indicators are warm; only the returns
/// of the test bars count.
///
/// # Errors
/// If there are too few bars, or a back-test fails, or no point has a score.
pub fn walk_forward<S: Strategy>(
    bars: &Bars,
    config: &BacktestConfig,
    points: &[Vec<f64>],
    build: impl Fn(&Bars, &[f64]) -> Result<S, BacktestError> + Sync,
    objective: Objective,
    plan: &WalkForward,
) -> Result<WalkForwardOutcome, BacktestError> {
    let mut windows = Vec::new();
    let mut all = Vec::new();
    for split in plan.windows(bars.len())? {
        let found = search(&bars.rows(split.train.clone())?, config, points, &build, objective)?;
        let best = &found.trials[found.best];
        let seen = bars.rows(split.train.start..split.test.end)?;
        // The window ends because the next one begins: no position is closed for that.
        let config = BacktestConfig { finalise: Finalise::Keep, ..*config };
        let outcome = backtest(&seen, build(&seen, &best.parameters)?, &config)?;
        // Return number i leads from bar i to bar i + 1.
        let tested = outcome.returns().split_off(split.test.start - split.train.start - 1);
        let sharpe = |returns: &[f64]| Moments::of(returns).ok().and_then(|m| m.sharpe());
        windows.push(WalkForwardWindow {
            train_score: best.score.unwrap_or_default(),
            train_sharpe: sharpe(&best.returns),
            test_sharpe: sharpe(&tested),
            parameters: best.parameters.clone(),
            split,
        });
        all.extend(tested);
    }
    let sharpe = Moments::of(&all).ok().and_then(|moments| moments.sharpe());
    Ok(WalkForwardOutcome { windows, returns: all, sharpe })
}
