use crate::Trade;
use serde::Serialize;

/// What the closed trades say. Ratios are after commissions; `None` where they have no value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TradeStatistics {
    /// How many trades.
    pub count: usize,
    /// How many of them were short.
    pub short: usize,
    /// The share of trades with a profit.
    pub win_rate: Option<f64>,
    /// The best profit, as a share of the value at the entry.
    pub best: Option<f64>,
    /// The worst, as a share of the value at the entry.
    pub worst: Option<f64>,
    /// The geometric mean of the profits as shares of the value at the entry.
    pub average: Option<f64>,
    /// The arithmetic mean of the profits as shares: backtesting.py's expectancy.
    pub expectancy: Option<f64>,
    /// The winning shares over the losing ones: backtesting.py's profit factor.
    pub profit_factor: Option<f64>,
    /// The winning cash over the losing cash.
    pub cash_profit_factor: Option<f64>,
    /// System quality number (V. Tharp): √count times the mean profit over its deviation, in cash.
    pub sqn: Option<f64>,
    /// The Kelly fraction of win rate and mean win over mean loss, in cash.
    pub kelly: Option<f64>,
    /// The longest time in a trade, in seconds.
    pub longest: Option<i64>,
    /// The mean time in a trade, in seconds.
    pub mean_seconds: Option<f64>,
}

/// The statistics of `trades`, whose bars stand at `times` in UNIX seconds.
#[must_use]
pub fn trade_statistics(times: &[i64], trades: &[Trade]) -> TradeStatistics {
    let count = trades.len() as f64;
    let shares: Vec<f64> = trades.iter().map(Trade::profit_share).collect();
    let cash: Vec<f64> = trades.iter().map(Trade::profit).collect();
    let some = !trades.is_empty();
    let mean = |values: &[f64]| {
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    };
    let split = |values: &[f64]| -> (Vec<f64>, Vec<f64>) {
        (
            values.iter().copied().filter(|&v| v > 0.0).collect(),
            values.iter().copied().filter(|&v| v < 0.0).collect(),
        )
    };
    let factor = |values: &[f64]| {
        let (won, lost) = split(values);
        let lost = lost.iter().sum::<f64>().abs();
        (lost > 0.0).then(|| won.iter().sum::<f64>() / lost)
    };
    let win_rate = some.then(|| cash.iter().filter(|&&c| c > 0.0).count() as f64 / count);
    let sqn = super::Moments::of(&cash).ok().and_then(|m| m.sharpe()).map(|s| s * count.sqrt());
    let (won, lost) = split(&cash);
    let kelly = mean(&won).zip(mean(&lost)).zip(win_rate);
    let seconds = |trade: &Trade| {
        times
            .get(trade.exit_bar)
            .zip(times.get(trade.entry_bar))
            .map_or(0, |(exit, entry)| exit - entry)
    };
    let lengths: Vec<f64> = trades.iter().map(|trade| seconds(trade) as f64).collect();
    TradeStatistics {
        count: trades.len(),
        short: trades.iter().filter(|trade| trade.units < 0.0).count(),
        win_rate,
        best: shares.iter().copied().reduce(f64::max),
        worst: shares.iter().copied().reduce(f64::min),
        average: some.then(|| geometric_mean(&shares)),
        expectancy: mean(&shares),
        profit_factor: factor(&shares),
        cash_profit_factor: factor(&cash),
        sqn,
        kelly: kelly.map(|((won, lost), rate)| rate - (1.0 - rate) / (won / -lost)),
        longest: trades.iter().map(seconds).max(),
        mean_seconds: mean(&lengths),
    }
}

/// −1 where one of the trades lost everything.
fn geometric_mean(shares: &[f64]) -> f64 {
    if shares.iter().any(|&share| share <= -1.0) {
        return -1.0;
    }
    (shares.iter().map(|share| share.ln_1p()).sum::<f64>() / shares.len() as f64).exp_m1()
}
