//! Against backtesting.py 0.6.6 on the made-up series: `d = made_up(1, 1500)`, strategies with the
//! same rules, `stats = Backtest(d, …).run()`.

use crate::made_up::{agree, bars};
use neuron_backtest::indicators::{Indicator, Sma, ZScore};
use neuron_backtest::strategies::SmaCross;
use neuron_backtest::tear_sheet::{Convention, TearSheet, tear_sheet};
use neuron_backtest::{
    BacktestConfig, BacktestError, Commission, FillAt, Finalise, Kind, Order, Orders, Outcome,
    Size, Slippage, Strategy, View, backtest,
};

fn config(cash: f64, commission: f64) -> BacktestConfig {
    BacktestConfig {
        commission: Commission::proportional(commission),
        exclusive_orders: true,
        finalise: Finalise::AtLastOpen,
        ..BacktestConfig::with_cash(cash)
    }
}

fn sheet(outcome: &Outcome) -> TearSheet {
    tear_sheet(outcome, &Convention::of_times(&outcome.times), None).unwrap()
}

/// `crossover(sma(n1), sma(n2))` → `self.buy()`, the other way round → `self.sell()`.
struct BuyAndSell {
    averages: [Sma; 2],
    before: Option<f64>,
}

impl BuyAndSell {
    fn new(fast: usize, slow: usize) -> Self {
        Self { averages: [Sma::new(fast).unwrap(), Sma::new(slow).unwrap()], before: None }
    }
}

impl Strategy for BuyAndSell {
    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        let close = view.latest(0)?.close;
        let [Some(fast), Some(slow)] = self.averages.each_mut().map(|sma| sma.update(close)) else {
            return Ok(());
        };
        match self.before.replace(fast - slow) {
            Some(before) if before < 0.0 && fast > slow => orders.buy(0),
            Some(before) if before > 0.0 && fast < slow => orders.sell(0),
            _ => {}
        }
        Ok(())
    }
}

struct Expected {
    equity: f64,
    trades: usize,
    win_rate: f64,
    drawdown: f64,
    sharpe: f64,
    sortino: f64,
    calmar: f64,
    profit_factor: f64,
    sqn: f64,
    expectancy: f64,
    average: f64,
    best: f64,
    worst: f64,
    kelly: f64,
    annual: f64,
    volatility: f64,
    cagr: f64,
    mean_drawdown: f64,
    peak: f64,
}

fn compare(outcome: &Outcome, expected: &Expected) {
    let sheet = sheet(outcome);
    let trades = &sheet.trades;
    assert_eq!(trades.count, expected.trades);
    for (what, ours, theirs) in [
        ("equity", Some(sheet.final_equity), expected.equity),
        ("win rate", trades.win_rate.map(|v| v * 100.0), expected.win_rate),
        ("drawdown", Some(sheet.max_drawdown * -100.0), expected.drawdown),
        ("sharpe", sheet.geometric_sharpe, expected.sharpe),
        ("sortino", sheet.geometric_sortino, expected.sortino),
        ("calmar", sheet.calmar, expected.calmar),
        ("profit factor", trades.profit_factor, expected.profit_factor),
        ("sqn", trades.sqn, expected.sqn),
        ("expectancy", trades.expectancy.map(|v| v * 100.0), expected.expectancy),
        ("average", trades.average.map(|v| v * 100.0), expected.average),
        ("best", trades.best.map(|v| v * 100.0), expected.best),
        ("worst", trades.worst.map(|v| v * 100.0), expected.worst),
        ("kelly", trades.kelly, expected.kelly),
        ("annual", Some(sheet.annual_return * 100.0), expected.annual),
        ("volatility", Some(sheet.geometric_volatility * 100.0), expected.volatility),
        ("cagr", Some(sheet.cagr * 100.0), expected.cagr),
        ("mean drawdown", sheet.mean_drawdown.map(|v| v * -100.0), expected.mean_drawdown),
        ("peak", Some(sheet.peak_equity), expected.peak),
    ] {
        agree(what, ours.unwrap(), theirs, 1e-9);
    }
}

const DAY: i64 = 86_400;

#[test]
fn sma_cross_long_and_short() {
    // Backtest(d, SmaCross, cash=10000, commission=.002, exclusive_orders=True,
    //          finalize_trades=True).run()
    let expected = Expected {
        equity: 5646.550599999997,
        trades: 66,
        win_rate: 27.27272727272727,
        drawdown: -49.13558827718164,
        sharpe: -0.5644986030593694,
        sortino: -0.7130665745631779,
        calmar: -0.18644575166459998,
        profit_factor: 0.7069406113811311,
        sqn: -1.4161975481971114,
        expectancy: -0.7239191255675242,
        average: -0.8656298235216631,
        best: 13.360433337436914,
        worst: -9.756634865568078,
        kelly: -0.1553922924762678,
        annual: -9.161121689821439,
        volatility: 16.22877654642831,
        cagr: -9.475476327824861,
        mean_drawdown: -49.13558827718164,
        peak: 10183.02016,
    };
    let bars = bars();
    let outcome = backtest(&bars, BuyAndSell::new(10, 30), &config(1e4, 0.002)).unwrap();
    compare(&outcome, &expected);
    let sheet = sheet(&outcome);
    agree("commissions", sheet.commissions, 1861.0893999999998, 1e-12);
    agree("exposure", sheet.exposure_time, 0.9553333333333333, 1e-12);
    assert_eq!(sheet.longest_drawdown, 2003 * DAY);
    assert_eq!(sheet.trades.longest, Some(111 * DAY));
    // The ready strategy gives target weights, which come to the same.
    let ready = backtest(&bars, SmaCross::new(0, 10, 30).unwrap(), &config(1e4, 0.002)).unwrap();
    compare(&ready, &expected);
}

#[test]
fn sma_cross_with_leverage_and_spread() {
    // Backtest(d, SmaCross, cash=100000, commission=.001, exclusive_orders=True,
    //          finalize_trades=True, margin=.5, spread=.002).run(n1=5, n2=20)
    let config =
        BacktestConfig { leverage: 2.0, slippage: Slippage::AtEntry(0.002), ..config(1e5, 0.001) };
    let outcome = backtest(&bars(), BuyAndSell::new(5, 20), &config).unwrap();
    compare(
        &outcome,
        &Expected {
            equity: 12744.260470819943,
            trades: 100,
            win_rate: 26.0,
            drawdown: -87.91671902409462,
            sharpe: -1.1142124387191055,
            sortino: -1.110904591737718,
            calmar: -0.332949218697843,
            profit_factor: 0.5950645669450221,
            sqn: -2.008268613986673,
            expectancy: -0.8506713480858996,
            average: -0.9392636450923919,
            best: 17.10464578251937,
            worst: -6.544669443599226,
            kelly: -0.2196940162975084,
            annual: -29.271802909550093,
            volatility: 26.271294317267586,
            cagr: -30.150060650878853,
            mean_drawdown: -44.66751424393732,
            peak: 102520.90053622001,
        },
    );
    agree("commissions", outcome.commissions, 16915.526589179997, 1e-12);
}

/// z = (c − c.rolling(20).mean()) / c.rolling(20).std(); below −1.5 `self.buy(size=.5)`, above 1.5
/// `self.sell(size=.5)`, within ±.25 `self.position.close()`.
struct Reversion {
    score: ZScore,
    side: f64,
}

impl Strategy for Reversion {
    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        let Some(score) = self.score.update(view.latest(0)?.close) else { return Ok(()) };
        // Its first call comes on the bar after the first value of the indicator.
        if view.bar() < 20 {
            return Ok(());
        }
        let side = match score {
            z if z > 1.5 => -1.0,
            z if z < -1.5 => 1.0,
            z if z.abs() <= 0.25 => 0.0,
            _ => self.side,
        };
        if side != self.side {
            self.side = side;
            if side == 0.0 {
                orders.close(0);
            } else {
                orders.place(Order::market(0, Size::Fraction(0.5 * side)));
            }
        }
        Ok(())
    }
}

#[test]
fn mean_reversion_with_half_the_equity() {
    // Backtest(d, Reversion, cash=50000, commission=.001, exclusive_orders=True,
    //          finalize_trades=True).run()
    let reversion = Reversion { score: ZScore::new(20).unwrap(), side: 0.0 };
    let outcome = backtest(&bars(), reversion, &config(5e4, 0.001)).unwrap();
    compare(
        &outcome,
        &Expected {
            equity: 51523.863399999995,
            trades: 89,
            win_rate: 73.03370786516854,
            drawdown: -13.52445110766405,
            sharpe: 0.06828764967214689,
            sortino: 0.0973844543136247,
            calmar: 0.037412453877033784,
            profit_factor: 1.078892987045748,
            sqn: 0.16214039834009095,
            expectancy: 0.103228642669946,
            average: 0.028527341898598735,
            best: 5.417066563467491,
            worst: -14.21183391939411,
            kelly: 0.03458252675921747,
            annual: 0.5059829032776797,
            volatility: 7.409581464685548,
            cagr: 0.524286051798839,
            mean_drawdown: -1.5961737704291545,
            peak: 54816.41030000002,
        },
    );
    agree("commissions", outcome.commissions, 4588.736599999999, 1e-12);
    agree("exposure", sheet(&outcome).exposure_time, 0.6713333333333334, 1e-12);
}

/// Every 20 bars a limit and a stop order to buy, and a limit and a stop order to sell, 1 % from
/// the close, cut to cents.
struct Mixed;

impl Strategy for Mixed {
    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        let cents = (view.latest(0)?.close * 100.0).round() as i64;
        let (low, high) = ((cents * 99 / 100) as f64 / 100.0, (cents * 101 / 100) as f64 / 100.0);
        let (units, kind) = match view.bar() % 20 {
            5 => (30.0, Kind::Limit(low)),
            9 => (20.0, Kind::Stop(high)),
            13 => (-35.0, Kind::Limit(high)),
            17 => (-15.0, Kind::Stop(low)),
            _ => return Ok(()),
        };
        orders.place(Order { kind, ..Order::market(0, Size::Units(units)) });
        Ok(())
    }
}

#[test]
fn limit_and_stop_orders_close_first_in_first_out() {
    // Backtest(d, Mixed, cash=100000, commission=.0005, finalize_trades=False).run()
    let config =
        BacktestConfig { exclusive_orders: false, finalise: Finalise::Keep, ..config(1e5, 0.0005) };
    let outcome = backtest(&bars(), Mixed, &config).unwrap();
    compare(
        &outcome,
        &Expected {
            equity: 99371.67342500004,
            trades: 259,
            win_rate: 44.78764478764479,
            drawdown: -4.813358727954576,
            sharpe: -0.07199381753925645,
            sortino: -0.10203618806052253,
            calmar: -0.022002600413214838,
            profit_factor: 0.832841091299774,
            sqn: -0.40516085571848987,
            expectancy: -0.44223192600709016,
            average: -0.6387555443469584,
            best: 24.925480171341707,
            worst: -14.013526298006527,
            kelly: -0.0336882083412523,
            annual: -0.10590640873664459,
            volatility: 1.4710486588504137,
            cagr: -0.10972531279210829,
            mean_drawdown: -0.6578282075749409,
            peak: 100418.1674,
        },
    );
    // stats._trades[['Size', 'EntryBar', 'ExitBar', 'EntryPrice', 'ExitPrice', 'PnL']].head(5)
    let first = [
        (15.0, 8, 18, 96.40, 92.22, -64.11465),
        (15.0, 8, 34, 96.40, 87.74, -131.28105),
        (20.0, 26, 34, 87.10, 87.74, 11.05160),
        (10.0, 26, 38, 87.10, 85.88, -13.06490),
        (5.0, 30, 38, 86.74, 85.88, -4.73155),
    ];
    for (trade, (units, entry, exit, bought, sold, profit)) in outcome.trades.iter().zip(first) {
        assert_eq!((trade.units, trade.entry_bar, trade.exit_bar), (units, entry, exit));
        assert_eq!((trade.entry_price, trade.exit_price), (bought, sold));
        agree("profit", trade.profit(), profit, 1e-9);
    }
}

#[test]
fn trade_on_close() {
    // Backtest(d, SmaCross, cash=10000, exclusive_orders=True, finalize_trades=False,
    //          trade_on_close=True).run()
    let config = BacktestConfig {
        fill_at: FillAt::SignalClose,
        finalise: Finalise::Keep,
        ..config(1e4, 0.0)
    };
    let outcome = backtest(&bars(), BuyAndSell::new(10, 30), &config).unwrap();
    let sheet = sheet(&outcome);
    assert_eq!(sheet.trades.count, 65);
    agree("equity", sheet.final_equity, 7477.629999999999, 1e-12);
    agree("sqn", sheet.trades.sqn.unwrap(), -0.7270321372062716, 1e-9);
}

/// Where nothing is held: a cross of averages of 5 and 20 → `self.buy(size=.5, sl=…, tp=…)`, 3 %
/// below and 4 % above the close, cut to cents, and the other way round for `self.sell`.
struct Bracketed {
    averages: [Sma; 2],
    before: Option<f64>,
}

impl Strategy for Bracketed {
    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        let close = view.latest(0)?.close;
        let [Some(fast), Some(slow)] = self.averages.each_mut().map(|sma| sma.update(close)) else {
            return Ok(());
        };
        let before = self.before.replace(fast - slow).unwrap_or_default();
        let cents = (close * 100.0).round() as i64;
        let at = |percent: i64| (cents * percent / 100) as f64 / 100.0;
        let order = |share| Order::market(0, Size::Fraction(share));
        if view.units(0) != 0.0 {
            return Ok(());
        }
        if before < 0.0 && fast > slow {
            orders.place(order(0.5).bracket(at(97), at(104)));
        } else if before > 0.0 && fast < slow {
            orders.place(order(-0.5).bracket(at(103), at(96)));
        }
        Ok(())
    }
}

#[test]
fn stop_losses_and_take_profits() {
    // Backtest(d, Bracket, cash=100000, commission=.001, finalize_trades=True).run()
    let config = BacktestConfig { exclusive_orders: false, ..config(1e5, 0.001) };
    let averages = [Sma::new(5).unwrap(), Sma::new(20).unwrap()];
    let outcome = backtest(&bars(), Bracketed { averages, before: None }, &config).unwrap();
    compare(
        &outcome,
        &Expected {
            equity: 83308.73386999997,
            trades: 66,
            win_rate: 39.39393939393939,
            drawdown: -20.11687100040088,
            sharpe: -0.5057136573143785,
            sortino: -0.6771806459466325,
            calmar: -0.15028990374768866,
            profit_factor: 0.7300346797474417,
            sqn: -1.3748619268126439,
            expectancy: -0.5257489942185791,
            average: -0.582295361659646,
            best: 4.278316295850868,
            worst: -3.7228326180257376,
            kelly: -0.16158989244784838,
            annual: -3.023362606354918,
            volatility: 5.978408062797156,
            cagr: -3.1307173327112747,
            mean_drawdown: -10.203733795656705,
            peak: 100730.98509999999,
        },
    );
    let first = outcome.trades[1];
    assert_eq!((first.units, first.entry_bar, first.exit_bar), (-579.0, 50, 62));
    assert_eq!((first.entry_price, first.exit_price), (84.89, 87.61));
}
