use super::Schedule;
use crate::error::expect_setting;
use crate::{BacktestError, Orders, Strategy, View};

/// Holds the assets that rose most, in equal parts (N. Jegadeesh and S. Titman, *Returns to Buying
/// Winners and Selling Losers*, 1993, its long side).
#[derive(Clone, Debug)]
pub struct MomentumRotation {
    lookback: usize,
    skip: usize,
    hold: usize,
    schedule: Schedule,
    rising_only: bool,
}

impl MomentumRotation {
    /// Ranks assets by their return over `lookback` bars, the latest `skip` left out, and holds
    /// the best `hold` of them from one date of `schedule` to the next.
    ///
    /// # Errors
    /// If `lookback` or `hold` is 0.
    pub fn new(
        lookback: usize,
        skip: usize,
        hold: usize,
        schedule: Schedule,
    ) -> Result<Self, BacktestError> {
        expect_setting(lookback > 0, "lookback", lookback as f64, "1 bar or more")?;
        expect_setting(hold > 0, "hold", hold as f64, "1 asset or more")?;
        Ok(Self { lookback, skip, hold, schedule, rising_only: false })
    }

    /// Leaves the place of an asset that fell in cash.
    #[must_use]
    pub fn rising_only(mut self) -> Self {
        self.rising_only = true;
        self
    }
}

impl Strategy for MomentumRotation {
    fn warm_up(&self) -> usize {
        self.lookback + self.skip
    }

    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        if !self.schedule.is_due(view, self.warm_up()) {
            return Ok(());
        }
        let mut ranked = Vec::with_capacity(view.assets());
        for asset in 0..view.assets() {
            let close = view.close(asset)?;
            let end = close.len() - 1 - self.skip;
            ranked.push((close[end] / close[end - self.lookback] - 1.0, asset));
        }
        // Equal returns keep the order of the assets.
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut weights = vec![0.0; view.assets()];
        let held = self.hold.min(ranked.len());
        for &(rise, asset) in &ranked[..held] {
            if rise > 0.0 || !self.rising_only {
                weights[asset] = 1.0 / held as f64;
            }
        }
        orders.target_weights(&weights, view.assets())
    }
}
