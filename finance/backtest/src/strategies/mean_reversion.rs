use crate::error::expect_setting;
use crate::indicators::{Indicator, ZScore};
use crate::{BacktestError, Orders, Strategy, View};

/// Against the latest move: long when the close lies far below its average, short when far above,
/// flat again when it is back.
#[derive(Clone, Debug)]
pub struct MeanReversion {
    asset: usize,
    score: ZScore,
    entry: f64,
    exit: f64,
    side: f64,
}

impl MeanReversion {
    /// Enters where the z-score over `window` closes is beyond ±`entry`, leaves where it is back
    /// within ±`exit`.
    ///
    /// # Errors
    /// If the window is below 2, or not 0 ≤ `exit` < `entry`.
    pub fn new(asset: usize, window: usize, entry: f64, exit: f64) -> Result<Self, BacktestError> {
        check_thresholds(entry, exit)?;
        Ok(Self { asset, score: ZScore::new(window)?, entry, exit, side: 0.0 })
    }
}

/// Checks the thresholds of a strategy that follows a z-score.
pub(super) fn check_thresholds(entry: f64, exit: f64) -> Result<(), BacktestError> {
    expect_setting(entry.is_finite() && entry > 0.0, "entry", entry, "deviations above 0")?;
    let holds = exit >= 0.0 && exit < entry;
    expect_setting(holds, "exit", exit, "0 or more deviations, fewer than `entry`")
}

/// The side that a z-score asks for, where `side` is held: 1 long, −1 short, 0 none.
pub(super) fn side_of(score: f64, side: f64, entry: f64, exit: f64) -> f64 {
    if score > entry {
        -1.0
    } else if score < -entry {
        1.0
    } else if score.abs() <= exit {
        0.0
    } else {
        side
    }
}

impl Strategy for MeanReversion {
    fn warm_up(&self) -> usize {
        self.score.warm_up()
    }

    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        let close = view.latest(self.asset)?.close;
        let Some(score) = self.score.update(close) else { return Ok(()) };
        let side = side_of(score, self.side, self.entry, self.exit);
        if side != self.side {
            self.side = side;
            orders.target_weight(self.asset, side);
        }
        Ok(())
    }
}
