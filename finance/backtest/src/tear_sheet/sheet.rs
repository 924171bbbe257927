use super::ratios::Annualised;
use super::{
    AgainstBenchmark, Convention, Drawdown, MonthReturn, TailRisk, TradeStatistics, YearReturn,
    against_benchmark, drawdowns, monthly_returns, returns_of, tail_risk, trade_statistics,
    yearly_returns,
};
use crate::error::expect_rows;
use crate::{BacktestError, Outcome};
use serde::Serialize;

/// Seconds of a year of 365.25 days.
const YEAR: f64 = 365.25 * 86_400.0;

/// The statistics of a back-test.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TearSheet {
    /// How statistics are annualised.
    pub convention: Convention,
    /// The first time in UNIX seconds.
    pub start: i64,
    /// The last time in UNIX seconds.
    pub end: i64,
    /// Years between them, of 365.25 days.
    pub years: f64,
    /// The equity at the end.
    pub final_equity: f64,
    /// The highest equity.
    pub peak_equity: f64,
    /// The whole return, as a share.
    pub total_return: f64,
    /// The return of a year by the calendar, as a share.
    pub cagr: f64,
    /// The return of a year by the number of bars, as a share.
    pub annual_return: f64,
    /// The deviation of the bars' returns, times the root of the bars of a year.
    pub volatility: f64,
    /// The deviation of a year's compounded return.
    pub geometric_volatility: f64,
    /// The Sharpe ratio by means.
    pub arithmetic_sharpe: Option<f64>,
    /// The Sharpe ratio by compounding (backtesting.py).
    pub geometric_sharpe: Option<f64>,
    /// The Sortino ratio by means.
    pub arithmetic_sortino: Option<f64>,
    /// The Sortino ratio by compounding (backtesting.py).
    pub geometric_sortino: Option<f64>,
    /// `annual_return` over `max_drawdown`.
    pub calmar: Option<f64>,
    /// The deepest drawdown, as a share, 0 or more.
    pub max_drawdown: f64,
    /// The mean depth of all drawdowns.
    pub mean_drawdown: Option<f64>,
    /// The longest time below a peak, in seconds.
    pub longest_drawdown: i64,
    /// Every drawdown, deepest first.
    pub drawdowns: Vec<Drawdown>,
    /// The skewness of the bars' returns.
    pub skewness: f64,
    /// The kurtosis of the bars' returns, 3 for a normal distribution.
    pub kurtosis: f64,
    /// Value at risk and expected shortfall of a bar.
    pub tail: TailRisk,
    /// The share of bars on which a position was held, those of entry and exit included.
    pub exposure_time: f64,
    /// The mean gross exposure at the closes, as a multiple of the equity.
    pub mean_gross_exposure: f64,
    /// Half of what was bought and sold in a year, over the mean equity.
    pub turnover: f64,
    /// Commissions paid.
    pub commissions: f64,
    /// What the trades say.
    pub trades: TradeStatistics,
    /// How it stands to the benchmark, where there is one.
    pub benchmark: Option<AgainstBenchmark>,
    /// The return of each month.
    pub months: Vec<MonthReturn>,
    /// The return of each year.
    pub by_year: Vec<YearReturn>,
}

/// The tear sheet of `outcome`; `benchmark` are prices at its times, as the closes of an index.
///
/// ```
/// use neuron_backtest::strategies::BuyAndHold;
/// use neuron_backtest::tear_sheet::{Convention, tear_sheet};
/// use neuron_backtest::{BacktestConfig, Bars, backtest};
/// let bars = Bars::random_walk(&["A"], 500, 0.001, 0.01, 1)?;
/// let outcome = backtest(&bars, BuyAndHold::equally(1), &BacktestConfig::with_cash(1e6))?;
/// let convention = Convention::of_times(bars.times());
/// let sheet = tear_sheet(&outcome, &convention, Some(bars.close(0)))?;
/// assert_eq!(sheet.convention.periods_per_year, 252.0);
/// assert!(sheet.benchmark.is_some_and(|b| (b.beta - 1.0).abs() < 0.05));
/// # Ok::<(), neuron_backtest::BacktestError>(())
/// ```
///
/// # Errors
/// If there are fewer than three bars, a setting is outside what it may be, or the benchmark has
/// another length or does not vary.
pub fn tear_sheet(
    outcome: &Outcome,
    convention: &Convention,
    benchmark: Option<&[f64]>,
) -> Result<TearSheet, BacktestError> {
    convention.check()?;
    let (times, equity) = (&outcome.times, &outcome.equity);
    let returns = returns_of(equity);
    let annualised = Annualised::of(&returns, convention)?;
    let moments = annualised.moments;
    expect_rows("the times of the outcome", times.len(), equity.len())?;
    let (start, end) = (times[0], times[times.len() - 1]);
    let years = (end - start) as f64 / YEAR;
    let (first, last) = (equity[0], outcome.final_equity());
    let annual = annualised.annual_return;
    let mut falls = drawdowns(times, equity);
    let longest_drawdown = falls.iter().map(|fall| fall.seconds).max().unwrap_or(0);
    let depths: f64 = falls.iter().map(|fall| fall.depth).sum();
    let mean_drawdown = (!falls.is_empty()).then(|| depths / falls.len() as f64);
    falls.sort_by(|a, b| b.depth.total_cmp(&a.depth));
    let max_drawdown = falls.first().map_or(0.0, |fall| fall.depth);
    let traded: f64 = outcome.fills.iter().map(|fill| (fill.units * fill.price).abs()).sum();
    let rows = equity.len() as f64;
    let mean_equity = equity.iter().sum::<f64>() / rows;
    let benchmark = benchmark
        .map(|prices| against_benchmark(&returns, &returns_of(prices), convention))
        .transpose()?;
    Ok(TearSheet {
        convention: *convention,
        start,
        end,
        years,
        final_equity: last,
        peak_equity: equity.iter().copied().fold(first, f64::max),
        total_return: last / first - 1.0,
        cagr: (last / first).powf(1.0 / years) - 1.0,
        annual_return: annual,
        volatility: moments.deviation * convention.periods_per_year.sqrt(),
        geometric_volatility: annualised.geometric_volatility(),
        arithmetic_sharpe: annualised.arithmetic_sharpe(),
        geometric_sharpe: annualised.geometric_sharpe(),
        arithmetic_sortino: annualised.arithmetic_sortino(),
        geometric_sortino: annualised.geometric_sortino(),
        calmar: (max_drawdown > 0.0).then(|| annual / max_drawdown),
        max_drawdown,
        mean_drawdown,
        longest_drawdown,
        drawdowns: falls,
        skewness: moments.skewness,
        kurtosis: moments.kurtosis,
        tail: tail_risk(&returns, convention.tail_level)?,
        exposure_time: exposure_time(outcome),
        mean_gross_exposure: outcome.gross_exposure.iter().sum::<f64>() / rows,
        turnover: traded / 2.0 / mean_equity / years,
        commissions: outcome.commissions,
        trades: trade_statistics(times, &outcome.trades),
        benchmark,
        months: monthly_returns(times, equity),
        by_year: yearly_returns(times, equity),
    })
}

fn exposure_time(outcome: &Outcome) -> f64 {
    let mut held: Vec<bool> = outcome.gross_exposure.iter().map(|&gross| gross > 0.0).collect();
    for trade in &outcome.trades {
        if let Some(bars) = held.get_mut(trade.entry_bar..=trade.exit_bar) {
            bars.fill(true);
        }
    }
    held.iter().filter(|&&held| held).count() as f64 / held.len() as f64
}
