use super::mean_reversion::{check_thresholds, side_of};
use crate::error::expect_setting;
use crate::{BacktestError, Orders, Strategy, View};

/// Pairs: one asset against another, when the spread of their log prices is far from its mean.
///
/// The log price of the first is regressed on that of the second over the latest bars (ordinary
/// least squares with a constant); the score is the latest residual over the residuals' deviation.
/// Both legs together have a gross weight of 1, in the proportion of the regression's slope.
#[derive(Clone, Debug)]
pub struct Pairs {
    first: usize,
    second: usize,
    window: usize,
    entry: f64,
    exit: f64,
    side: f64,
    logs: [Vec<f64>; 2],
}

impl Pairs {
    /// Enters where the score over `window` bars is beyond ±`entry`, leaves within ±`exit`.
    ///
    /// # Errors
    /// If the assets are the same, the window is below 3, or not 0 ≤ `exit` < `entry`.
    pub fn new(
        first: usize,
        second: usize,
        window: usize,
        entry: f64,
        exit: f64,
    ) -> Result<Self, BacktestError> {
        expect_setting(first != second, "second", second as f64, "another asset than `first`")?;
        expect_setting(window >= 3, "window", window as f64, "3 bars or more")?;
        check_thresholds(entry, exit)?;
        let logs = [Vec::with_capacity(window), Vec::with_capacity(window)];
        Ok(Self { first, second, window, entry, exit, side: 0.0, logs })
    }

    /// Slope and score of the window's last bar; none where the prices do not vary.
    fn spread(&self) -> Option<(f64, f64)> {
        let [y, x] = &self.logs;
        let count = self.window as f64;
        let mean = |values: &[f64]| values.iter().sum::<f64>() / count;
        let (mean_y, mean_x) = (mean(y), mean(x));
        let product = |a: &[f64], mean_a: f64, b: &[f64], mean_b: f64| -> f64 {
            a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)).sum()
        };
        let squares = product(x, mean_x, x, mean_x);
        if squares <= 0.0 {
            return None;
        }
        let slope = product(x, mean_x, y, mean_y) / squares;
        let residual = |(y, x): (&f64, &f64)| (y - mean_y) - slope * (x - mean_x);
        let sum: f64 = y.iter().zip(x).map(|pair| residual(pair).powi(2)).sum();
        let deviation = (sum / (count - 2.0)).sqrt();
        let last = y.last().zip(x.last()).map(residual)?;
        (deviation > 0.0).then(|| (slope, last / deviation))
    }
}

impl Strategy for Pairs {
    fn warm_up(&self) -> usize {
        self.window - 1
    }

    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        let [first, second] = [self.first, self.second].map(|asset| view.close(asset));
        for (logs, close) in self.logs.iter_mut().zip([first?, second?]) {
            logs.clear();
            let start = close.len().saturating_sub(self.window);
            logs.extend(close[start..].iter().map(|price| price.ln()));
        }
        if view.bar() < self.warm_up() {
            return Ok(());
        }
        let Some((slope, score)) = self.spread() else { return Ok(()) };
        let side = side_of(score, self.side, self.entry, self.exit);
        if side != self.side {
            self.side = side;
            let gross = 1.0 + slope.abs();
            orders.target_weight(self.first, side / gross);
            orders.target_weight(self.second, -side * slope / gross);
        }
        Ok(())
    }
}
