use super::{AssetBars, Bars};
use crate::BacktestError;
use neuron_random::{Rng, Stream};

/// Seconds of a day.
const DAY: i64 = 86_400;

impl Bars {
    /// Synthetic bars: one random walk for each name, on the weekdays from 2000-01-03.
    ///
    /// Nothing in them can be foreseen: what a strategy earns on them, before costs, is luck. The
    /// daily log return is the sum of two uniform draws, triangular on ±`volatility`·√6, so its
    /// deviation is `volatility`, and its mean is `drift`. No rows count as one.
    ///
    /// ```
    /// use neuron_backtest::Bars;
    /// let bars = Bars::random_walk(&["A", "B"], 250, 0.0, 0.01, 7)?;
    /// assert_eq!(bars, Bars::random_walk(&["A", "B"], 250, 0.0, 0.01, 7)?);
    /// assert_ne!(bars.close(0), bars.close(1));
    /// # Ok::<(), neuron_backtest::BacktestError>(())
    /// ```
    ///
    /// # Errors
    /// If there is no name or one is there twice, or if prices leave what a number can hold.
    pub fn random_walk(
        names: &[&str],
        rows: usize,
        drift: f64,
        volatility: f64,
        seed: u64,
    ) -> Result<Self, BacktestError> {
        let rows = rows.max(1);
        // 2000-01-03 was a Monday.
        let times = (0..rows as i64).map(|i| 946_857_600 + (i / 5 * 7 + i % 5) * DAY).collect();
        let walk = |(number, name): (usize, &&str)| {
            let mut rng = Stream::new(seed, "backtest/random walk").sample(number as u64).rng();
            let mut made = AssetBars::from_closes(name, Vec::with_capacity(rows));
            let mut last = 100.0_f64;
            for _ in 0..rows {
                let mut draw = || rng.random::<f64>();
                let log_return = drift + (draw() + draw() - 1.0) * volatility * 6.0_f64.sqrt();
                let open = last * (0.25 * volatility * (draw() - 0.5)).exp();
                let close = last * log_return.exp();
                let high = open.max(close) * (1.0 + 0.5 * volatility * draw());
                let low = open.min(close) / (1.0 + 0.5 * volatility * draw());
                made.open.push(open);
                made.high.push(high);
                made.low.push(low);
                made.close.push(close);
                made.volume.push((1e6 * (0.5 + draw())).round());
                last = close;
            }
            made
        };
        Self::new(times, names.iter().enumerate().map(walk).collect())
    }
}
