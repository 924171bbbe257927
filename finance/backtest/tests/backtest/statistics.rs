//! Against quantstats 0.0.86, scipy 1.17.1 and pandas 2.3.3 on the equity that backtesting.py 0.6.6
//! gives for the SMA cross of `d = made_up(1, 1500)`: `eq = stats._equity_curve.Equity`,
//! `r = eq.pct_change().dropna()`, `b = d.Close.pct_change().dropna()`.

use crate::made_up::{agree, bars};
use neuron_backtest::strategies::SmaCross;
use neuron_backtest::tear_sheet::{
    Convention, Moments, arithmetic_sharpe, drawdown_curve, drawdowns, monthly_returns,
    periods_per_year, rolling_sharpe, tail_risk, tear_sheet,
};
use neuron_backtest::{BacktestConfig, BacktestError, Commission, Finalise, Outcome, backtest};

fn outcome() -> Outcome {
    let config = BacktestConfig {
        commission: Commission::proportional(0.002),
        exclusive_orders: true,
        finalise: Finalise::AtLastOpen,
        ..BacktestConfig::with_cash(1e4)
    };
    backtest(&bars(), SmaCross::new(0, 10, 30).unwrap(), &config).unwrap()
}

#[test]
fn ratios() {
    let outcome = outcome();
    let convention = Convention { risk_free: 0.02, ..Convention::of_times(&outcome.times) };
    let bars = bars();
    let sheet = tear_sheet(&outcome, &convention, Some(bars.close(0))).unwrap();
    // qs.stats.sharpe(r, rf=.02, periods=252), qs.stats.sortino(r, rf=.02, periods=252)
    agree("sharpe", sheet.arithmetic_sharpe.unwrap(), -0.5653312355839082, 1e-9);
    agree("sortino", sheet.arithmetic_sortino.unwrap(), -0.7751735884132746, 1e-9);
    // qs.stats.volatility(r, periods=252), qs.stats.max_drawdown(eq)
    agree("volatility", sheet.volatility, 0.17719105621736195, 1e-9);
    agree("drawdown", sheet.max_drawdown, 0.4913558827718164, 1e-12);
    // qs.stats.sharpe(r)
    let plain = Convention { risk_free: 0.0, ..convention };
    let returns = outcome.returns();
    let sharpe = arithmetic_sharpe(&returns, &plain).unwrap().unwrap();
    agree("sharpe", sharpe, -0.45356822788537815, 1e-9);
    // qs.stats.greeks(r, b, periods=252), qs.stats.information_ratio(r, b)
    let sheet = tear_sheet(&outcome, &plain, Some(bars.close(0))).unwrap();
    let benchmark = sheet.benchmark.unwrap();
    agree("alpha", benchmark.alpha, -0.08083491542918847, 1e-9);
    agree("beta", benchmark.beta, 0.04896080996981552, 1e-9);
    let ratio = benchmark.information_ratio.unwrap() / 252.0_f64.sqrt();
    agree("information ratio", ratio, -0.02269145155447005, 1e-9);
    // scipy.stats.skew(r), scipy.stats.kurtosis(r, fisher=False)
    agree("skewness", sheet.skewness, -0.01670370726935003, 1e-9);
    agree("kurtosis", sheet.kurtosis, 1.9818039951820108, 1e-9);
    // np.quantile(r, .05), r[r <= np.quantile(r, .05)].mean()
    agree("value at risk", sheet.tail.value_at_risk, 0.017987648631531662, 1e-9);
    agree("shortfall", sheet.tail.expected_shortfall, 0.019640035575806673, 1e-9);
}

#[test]
fn calendar_and_rolling() {
    let outcome = outcome();
    let convention = Convention::of_times(&outcome.times);
    let sheet = tear_sheet(&outcome, &convention, None).unwrap();
    // eq.resample('ME').last().pct_change(), eq.resample('YE').last()
    assert_eq!(sheet.months.len(), 70);
    assert_eq!((sheet.months[0].year, sheet.months[0].month), (2015, 1));
    for (month, expected) in sheet.months.iter().zip([0.0, 0.0, 0.0, -0.050054186000000334]) {
        agree("month", month.value, expected, 1e-12);
    }
    let years = [
        -0.15962567999999955,
        -0.04719088988821085,
        -0.11839174880399783,
        -0.14919419604515494,
        -0.056342880365379266,
        -0.003713513661247392,
    ];
    assert_eq!(sheet.by_year.len(), years.len());
    for (year, expected) in sheet.by_year.iter().zip(years) {
        agree("year", year.value, expected, 1e-9);
    }
    assert_eq!(sheet.by_year[0].year, 2015);
    // r.rolling(126).mean() / r.rolling(126).std() * np.sqrt(252), at 125, 700 and the end
    let rolling = rolling_sharpe(&outcome.returns(), 126, &convention).unwrap();
    assert_eq!(rolling[124], None);
    for (row, expected) in
        [(125, -3.0766134526903848), (700, -0.8089909814865929), (1498, -0.5405930984478234)]
    {
        agree("rolling", rolling[row].unwrap(), expected, 1e-9);
    }
}

#[test]
fn drawdowns_are_told_apart() {
    let equity = [10.0, 12.0, 9.0, 12.0, 11.0, 13.0, 13.0, 6.5, 9.0];
    let times: Vec<i64> = (0..9).map(|day| day * 86_400).collect();
    let all = drawdowns(&times, &equity);
    let told: Vec<_> = all.iter().map(|d| (d.peak, d.trough, d.recovered)).collect();
    assert_eq!(told, [(1, 2, Some(3)), (3, 4, Some(5)), (6, 7, None)]);
    assert_eq!((all[0].depth, all[2].depth, all[2].seconds), (0.25, 0.5, 2 * 86_400));
    assert_eq!(drawdown_curve(&equity)[8], 1.0 - 9.0 / 13.0);
    assert!(drawdowns(&times, &[1.0; 9]).is_empty());
}

#[test]
fn bars_of_a_year() {
    const DAY: i64 = 86_400;
    let every = |gap: i64| (0..100).map(|i| i * gap).collect::<Vec<_>>();
    assert_eq!(periods_per_year(bars().times()), 252.0);
    assert_eq!(periods_per_year(&every(DAY)), 365.0);
    assert_eq!(periods_per_year(&every(7 * DAY)), 52.0);
    assert_eq!(periods_per_year(&every(30 * DAY)), 12.0);
    assert_eq!(periods_per_year(&every(91 * DAY)), 4.0);
    assert_eq!(periods_per_year(&every(365 * DAY)), 1.0);
    assert_eq!(periods_per_year(&every(3_600)), 24.0 * 365.0);
}

#[test]
fn what_has_no_value_is_none_or_an_error() {
    let idle = Outcome { trades: vec![], equity: vec![1e4; 1500], ..outcome() };
    let sheet = tear_sheet(&idle, &Convention::of_times(&idle.times), None).unwrap();
    assert_eq!((sheet.arithmetic_sharpe, sheet.geometric_sharpe, sheet.calmar), (None, None, None));
    assert_eq!((sheet.trades.win_rate, sheet.trades.sqn, sheet.trades.best), (None, None, None));
    assert!(serde_json::to_string(&sheet).unwrap().contains("\"calmar\":null"));
    let convention = Convention::of_times(&idle.times);
    let still = tear_sheet(&outcome(), &convention, Some(&[1.0; 1500])).unwrap_err();
    assert!(matches!(still, BacktestError::Undefined { what: "beta", .. }));
    let short = tear_sheet(&outcome(), &convention, Some(&[1.0, 2.0])).unwrap_err();
    assert!(matches!(short, BacktestError::Length { found: 1, expected: 1499, .. }));
    assert!(Moments::of(&[0.1]).is_err());
    assert!(Moments::of(&[0.1, f64::NAN]).is_err());
    assert!(tail_risk(&[0.1, 0.2], 1.0).is_err());
    assert!(rolling_sharpe(&[0.1, 0.2], 3, &convention).is_err());
    let odd = Convention { periods_per_year: 0.0, ..convention };
    assert!(tear_sheet(&idle, &odd, None).is_err());
    assert!(monthly_returns(&[], &[]).is_empty());
}
