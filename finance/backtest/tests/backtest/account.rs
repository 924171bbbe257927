//! The account by hand: every figure here can be computed on paper.

use crate::made_up::{agree, of_seeds};
use neuron_backtest::{
    AssetBars, BacktestConfig, BacktestError, Bars, Commission, FillAt, Finalise, Kind, Order,
    Orders, Outcome, RejectionReason, Size, Slippage, Strategy, Units, View, backtest,
};

const DAY: i64 = 86_400;

/// Places the orders of a list of (bar, order).
struct Script(Vec<(usize, Order)>);

impl Strategy for Script {
    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        self.0.iter().filter(|(bar, _)| *bar == view.bar()).for_each(|(_, o)| orders.place(*o));
        Ok(())
    }
}

fn days(assets: Vec<AssetBars>) -> Bars {
    let rows = assets[0].close.len() as i64;
    Bars::new((0..rows).map(|day| day * DAY).collect(), assets).unwrap()
}

/// Open, high, low, close, volume of each bar.
fn asset(name: &str, rows: &[[f64; 5]]) -> AssetBars {
    let column = |i: usize| rows.iter().map(|row| row[i]).collect();
    AssetBars {
        name: name.to_owned(),
        open: column(0),
        high: column(1),
        low: column(2),
        close: column(3),
        volume: column(4),
    }
}

fn flat(price: f64, rows: usize) -> Bars {
    days(vec![asset("A", &vec![[price, price, price, price, 100.0]; rows])])
}

fn keep(cash: f64) -> BacktestConfig {
    BacktestConfig {
        finalise: Finalise::Keep,
        units: Units::Fractional,
        ..BacktestConfig::with_cash(cash)
    }
}

fn run(bars: &Bars, script: Vec<(usize, Order)>, config: &BacktestConfig) -> Outcome {
    backtest(bars, Script(script), config).unwrap()
}

fn market(size: Size) -> Order {
    Order::market(0, size)
}

#[test]
fn orders_fill_at_the_next_open_and_the_last_one_never() {
    let bars = days(vec![asset(
        "A",
        &[
            [10.0, 12.0, 9.0, 11.0, 1.0],
            [13.0, 14.0, 12.0, 12.5, 1.0],
            [15.0, 16.0, 15.0, 16.0, 1.0],
        ],
    )]);
    let orders = vec![(0, market(Size::Units(10.0))), (2, market(Size::Units(10.0)))];
    let outcome = run(&bars, orders.clone(), &keep(1e3));
    assert_eq!(outcome.fills.len(), 1);
    assert_eq!((outcome.fills[0].bar, outcome.fills[0].price), (1, 13.0));
    assert_eq!(outcome.equity, [1000.0, 995.0, 1030.0]);
    assert_eq!(outcome.open_positions[0].units, 10.0);
    assert_eq!(outcome.net_exposure[2], 160.0 / 1030.0);
    for (fill_at, price) in [(FillAt::NextClose, 12.5), (FillAt::SignalClose, 11.0)] {
        let config = BacktestConfig { fill_at, ..keep(1e3) };
        assert_eq!(run(&bars, orders.clone(), &config).fills[0].price, price);
    }
    let closed = BacktestConfig { finalise: Finalise::AtLastClose, ..keep(1e3) };
    let outcome = run(&bars, orders, &closed);
    assert_eq!((outcome.trades[0].exit_price, outcome.final_equity()), (16.0, 1030.0));
    assert!(outcome.open_positions.is_empty());
}

#[test]
fn limits_and_stops_fill_where_the_bar_reaches_them() {
    let bars = days(vec![asset(
        "A",
        &[[10.0, 10.0, 10.0, 10.0, 1.0], [10.0, 12.0, 8.0, 10.0, 1.0], [7.0, 13.0, 6.0, 7.0, 1.0]],
    )]);
    for (units, kind, filled) in [
        (1.0, Kind::Limit(9.0), Some((1, 9.0))),
        // Only the second bar reaches 7.5, and it opens below.
        (1.0, Kind::Limit(7.5), Some((2, 7.0))),
        (1.0, Kind::Limit(5.0), None),
        (1.0, Kind::Stop(11.0), Some((1, 11.0))),
        (1.0, Kind::Stop(9.0), Some((1, 10.0))),
        (1.0, Kind::Stop(20.0), None),
        (-1.0, Kind::Limit(11.0), Some((1, 11.0))),
        (-1.0, Kind::Limit(9.0), Some((1, 10.0))),
        (-1.0, Kind::Stop(9.0), Some((1, 9.0))),
        (-1.0, Kind::Stop(7.5), Some((2, 7.0))),
    ] {
        let order = Order { kind, ..market(Size::Units(units)) };
        let outcome = run(&bars, vec![(0, order)], &keep(1e3));
        let found = outcome.fills.first().map(|fill| (fill.bar, fill.price));
        assert_eq!(found, filled, "{units} {kind:?}");
    }
    let order = Order { kind: Kind::Limit(7.5), lapses_after: Some(1), ..market(Size::Units(1.0)) };
    let outcome = run(&bars, vec![(0, order)], &keep(1e3));
    assert!(outcome.fills.is_empty());
    assert_eq!(outcome.rejections[0].reason, RejectionReason::Lapsed);
}

#[test]
fn commissions_and_slippage() {
    let config = BacktestConfig {
        commission: Commission { fixed: 1.0, per_unit: 0.01, proportional: 0.001, minimum: 0.0 },
        slippage: Slippage::BasisPoints(100.0),
        finalise: Finalise::AtLastClose,
        ..keep(1e4)
    };
    let outcome = run(&flat(100.0, 4), vec![(0, market(Size::Units(10.0)))], &config);
    let [bought, sold] = [outcome.fills[0], outcome.fills[1]];
    assert_eq!((bought.price, sold.price), (101.0, 99.0));
    agree("entry", bought.commission, 1.0 + 0.1 + 1.01, 1e-12);
    agree("exit", sold.commission, 1.0 + 0.1 + 0.99, 1e-12);
    agree("equity", outcome.final_equity(), 1e4 - 20.0 - 2.11 - 2.09, 1e-12);
    agree("profit", outcome.trades[0].profit(), -20.0 - 4.2, 1e-12);
    agree("share", outcome.trades[0].profit_share(), -24.2 / 1010.0, 1e-12);
    let least = Commission { minimum: 5.0, ..Commission::proportional(0.001) };
    assert_eq!((least.of(10.0, 100.0), least.of(-100.0, 100.0)), (5.0, 10.0));
    let config = BacktestConfig { slippage: Slippage::Spread(0.02), ..keep(1e4) };
    let outcome = run(&flat(100.0, 3), vec![(0, market(Size::Units(-10.0)))], &config);
    assert_eq!(outcome.fills[0].price, 99.0);
}

#[test]
fn volume_limits_a_fill_and_the_rest_waits() {
    let config =
        BacktestConfig { slippage: Slippage::VolumeShare { limit: 0.1, impact: 0.5 }, ..keep(1e5) };
    for size in [Size::Units(25.0), Size::TargetUnits(25.0)] {
        let outcome = run(&flat(100.0, 6), vec![(0, market(size))], &config);
        let units: Vec<f64> = outcome.fills.iter().map(|fill| fill.units).collect();
        assert_eq!(units, [10.0, 10.0, 5.0], "{size:?}");
        // impact · share² of the price: .5 · .1² and .5 · .05².
        agree("price", outcome.fills[0].price, 100.5, 1e-12);
        agree("price", outcome.fills[2].price, 100.125, 1e-12);
    }
    let bare = days(vec![AssetBars::from_closes("A", vec![1.0; 3])]);
    let error = backtest(&bare, Script(vec![]), &config).unwrap_err();
    assert!(error.to_string().starts_with("asset `A` has no volumes"), "{error}");
}

#[test]
fn what_the_buying_power_does_not_pay_for_is_dropped() {
    let outcome = run(&flat(100.0, 3), vec![(0, market(Size::Units(11.0)))], &keep(1e3));
    assert!(outcome.fills.is_empty());
    assert_eq!(outcome.rejections[0].reason, RejectionReason::TooLittleBuyingPower);
    let levered = BacktestConfig { leverage: 2.0, ..keep(1e3) };
    let outcome = run(&flat(100.0, 3), vec![(0, market(Size::Units(-20.0)))], &levered);
    assert_eq!(outcome.fills[0].units, -20.0);
    assert_eq!(outcome.gross_exposure[1], 2.0);
    let whole = BacktestConfig { units: Units::Whole, ..keep(99.0) };
    let outcome = run(&flat(100.0, 3), vec![(0, market(Size::Fraction(1.0)))], &whole);
    assert_eq!(outcome.rejections[0].reason, RejectionReason::NoBuyingPower);
}

#[test]
fn carry_is_by_the_day() {
    // 365 days at 3 % on 1000 of cash, simple between bars a day apart.
    let config = BacktestConfig { cash_rate: 0.03, ..keep(1e3) };
    let outcome = run(&flat(100.0, 366), vec![], &config);
    let grown = 1e3 * (1.0 + 0.03 / 365.0_f64).powi(365);
    agree("interest", outcome.final_equity(), grown, 1e-12);
    // Short 10 at 100 from bar 1: the fee of 10 % a year on 1000, no interest on the proceeds.
    let config = BacktestConfig { borrow_rate: 0.1, ..keep(1e3) };
    let outcome = run(&flat(100.0, 367), vec![(0, market(Size::Units(-10.0)))], &config);
    agree("fee", outcome.borrow_fees, 100.0, 1e-12);
    agree("equity", outcome.final_equity(), 900.0, 1e-12);
    // Twice the equity bought: 1000 of debt at 6 %, growing with the interest.
    let config = BacktestConfig { debt_rate: 0.06, leverage: 2.0, ..keep(1e3) };
    let outcome = run(&flat(100.0, 367), vec![(0, market(Size::Units(20.0)))], &config);
    let debt = 1e3 * (1.0 + 0.06 / 365.0_f64).powi(365);
    agree("debt", outcome.final_equity(), 2e3 - debt, 1e-12);
}

#[test]
fn targets_sell_before_they_buy_and_share_what_there_is() {
    let bars = of_seeds(&[("A", 3), ("B", 4), ("C", 5)], 40);
    let costs = BacktestConfig { commission: Commission::proportional(0.01), ..keep(1e5) };
    let weights = |w: [f64; 3], bar: usize| {
        (0..3).map(move |i| (bar, Order::market(i, Size::TargetWeight(w[i])))).collect::<Vec<_>>()
    };
    // All in A, then all in C although C comes after A and B before it.
    let script = [weights([1.0, 0.0, 0.0], 0), weights([0.0, 0.5, 0.5], 10)].concat();
    let outcome = run(&bars, script, &costs);
    assert!(outcome.rejections.is_empty());
    let held = &outcome.open_positions;
    assert_eq!(held.iter().map(|p| p.asset).collect::<Vec<_>>(), [1, 2]);
    // The commission takes the same share of both.
    let bought: Vec<f64> = outcome
        .fills
        .iter()
        .filter(|f| f.bar == 11 && f.units > 0.0)
        .map(|f| f.units * f.price)
        .collect();
    agree("parts", bought[0], bought[1], 1e-9);
    let spent = bought.iter().sum::<f64>() * 1.01;
    let sold = outcome.fills.iter().find(|f| f.bar == 11 && f.units < 0.0).unwrap();
    let before: f64 = 1e5 - outcome.fills[0].units * outcome.fills[0].price * 1.01;
    agree("cash", before - sold.units * sold.price * 0.99, spent, 1e-9);
    // Without costs the weights are met at the fill.
    let outcome = run(&bars, weights([0.5, -0.3, 0.2], 0), &keep(1e5));
    for (fill, weight) in outcome.fills.iter().zip([0.5, -0.3, 0.2]) {
        agree("weight", fill.units * fill.price / 1e5, weight, 1e-9);
    }
}

#[test]
fn the_books_balance_on_random_orders() {
    use neuron_backtest::strategies::{Rebalance, Schedule};
    use neuron_random::{Rng, Stream};
    let bars = of_seeds(&[("A", 7), ("B", 8)], 600);
    let config = BacktestConfig {
        commission: Commission { fixed: 0.5, ..Commission::proportional(0.001) },
        slippage: Slippage::BasisPoints(3.0),
        cash_rate: 0.02,
        borrow_rate: 0.01,
        debt_rate: 0.05,
        leverage: 1.5,
        ..keep(1e5)
    };
    let strategy = Rebalance::new(Schedule::Bars(3), 0, |view: &View<'_>| {
        let mut rng = Stream::new(5, "test").step(view.bar() as u32).rng();
        Ok(vec![rng.random_range(-0.7..0.7), rng.random_range(-0.7..0.7)])
    });
    let outcome = backtest(&bars, strategy, &config).unwrap();
    assert!(outcome.trades.len() > 300);
    let paid: f64 = outcome.fills.iter().map(|f| f.units * f.price + f.commission).sum();
    let open: f64 = outcome.open_positions.iter().map(|p| p.value).sum();
    let cash = 1e5 - paid + outcome.interest - outcome.borrow_fees;
    agree("equity", outcome.final_equity(), cash + open, 1e-10);
    // Units bought are units sold in trades, and those that are still open.
    for asset in 0..2 {
        let bought: f64 = outcome.fills.iter().filter(|f| f.asset == asset).map(|f| f.units).sum();
        let open = outcome.open_positions.iter().filter(|p| p.asset == asset).map(|p| p.units);
        agree("units", bought, open.sum(), 1e-9);
    }
    let commissions: f64 = outcome.fills.iter().map(|f| f.commission).sum();
    agree("commissions", outcome.commissions, commissions, 1e-12);
}

#[test]
fn ruin_ends_the_account_at_nothing() {
    let rises = days(vec![AssetBars::from_closes("A", vec![10.0, 10.0, 15.0, 25.0, 5.0])]);
    let outcome = run(&rises, vec![(0, market(Size::Units(-100.0)))], &keep(1e3));
    assert_eq!(outcome.ruined, Some(3));
    assert_eq!(outcome.equity, [1000.0, 1000.0, 500.0, 0.0, 0.0]);
    assert!(outcome.open_positions.is_empty());
    assert!(outcome.returns().iter().all(|r| r.is_finite()));
}

#[test]
fn exclusive_orders_are_so_for_each_asset() {
    let bars = of_seeds(&[("A", 3), ("B", 4)], 20);
    let config = BacktestConfig { exclusive_orders: true, ..keep(1e5) };
    let script = vec![
        (0, Order::market(0, Size::Units(10.0))),
        (0, Order::market(1, Size::Units(10.0))),
        (5, Order::market(0, Size::Units(-4.0))),
    ];
    let outcome = run(&bars, script, &config);
    let open: Vec<(usize, f64)> =
        outcome.open_positions.iter().map(|p| (p.asset, p.units)).collect();
    assert_eq!(open, [(0, -4.0), (1, 10.0)]);
}

#[test]
fn an_outcome_prints_as_json() {
    let outcome = run(&flat(100.0, 3), vec![(0, market(Size::Units(1.0)))], &keep(1e3));
    let json = serde_json::to_value(&outcome).unwrap();
    assert_eq!(json["fills"][0]["price"], 100.0);
    assert_eq!(json["assets"][0], "A");
}

#[test]
fn brackets_belong_to_their_position() {
    let row = |open: f64, high: f64, low: f64, close: f64| [open, high, low, close, 1.0];
    let bars = days(vec![asset(
        "A",
        &[
            row(100.0, 100.0, 100.0, 100.0),
            row(100.0, 104.0, 96.0, 100.0),
            row(100.0, 112.0, 88.0, 100.0),
            row(100.0, 112.0, 88.0, 100.0),
        ],
    )]);
    let buy = |stop, profit| market(Size::Units(1.0)).bracket(stop, profit);
    let exits = |orders| {
        let outcome = run(&bars, orders, &keep(1e4));
        outcome.trades.iter().map(|t| (t.exit_bar, t.units, t.exit_price)).collect::<Vec<_>>()
    };
    // Within the bar of the entry; of both, the stop counts as first; only one of them.
    assert_eq!(exits(vec![(0, buy(97.0, 200.0))]), [(1, 1.0, 97.0)]);
    assert_eq!(exits(vec![(0, buy(50.0, 103.0))]), [(1, 1.0, 103.0)]);
    assert_eq!(exits(vec![(0, buy(90.0, 110.0))]), [(2, 1.0, 90.0)]);
    let short = market(Size::Units(-1.0)).bracket(110.0, 90.0);
    assert_eq!(exits(vec![(0, short)]), [(2, -1.0, 110.0)]);
    // Filled by a limit order within the bar, so they hold from the next bar on.
    let limit = Order { kind: Kind::Limit(98.0), ..buy(97.0, 200.0) };
    assert_eq!(exits(vec![(0, limit)]), [(2, 1.0, 97.0)]);
    // Turned short at the next open: the stop of the long position is not that of the short one.
    let turned = vec![(0, buy(90.0, 110.0)), (1, market(Size::Units(-2.0)))];
    assert_eq!(exits(turned), [(2, 1.0, 100.0)]);
    let closed = vec![(0, buy(90.0, 110.0)), (1, market(Size::TargetUnits(-1.0)))];
    assert_eq!(exits(closed), [(2, 1.0, 100.0)]);
    let wrong = backtest(&bars, Script(vec![(0, buy(110.0, 90.0))]), &keep(1e4)).unwrap_err();
    assert!(wrong.to_string().contains("wrong sides"), "{wrong}");
    let nan = backtest(&bars, Script(vec![(0, buy(f64::NAN, 90.0))]), &keep(1e4)).unwrap_err();
    assert!(nan.to_string().contains("stop loss is NaN"), "{nan}");
}

#[test]
fn daily_rebalancing_is_the_product_of_weighted_returns() {
    use neuron_backtest::strategies::{Rebalance, Schedule};
    let bars = of_seeds(&[("A", 3), ("B", 4), ("C", 5)], 400);
    let weights = [0.5, -0.2, 0.6];
    let config = BacktestConfig { fill_at: FillAt::SignalClose, leverage: 2.0, ..keep(1e5) };
    let strategy = Rebalance::new(Schedule::Bars(1), 0, |_: &View<'_>| Ok(weights.to_vec()));
    let outcome = backtest(&bars, strategy, &config).unwrap();
    let mut expected = 1e5;
    for bar in 1..400 {
        let rise = |asset: usize| bars.close(asset)[bar] / bars.close(asset)[bar - 1] - 1.0;
        expected *= 1.0 + (0..3).map(|asset| weights[asset] * rise(asset)).sum::<f64>();
        agree("equity", outcome.equity[bar], expected, 1e-11);
    }
    // Half of what was bought and sold, over mean equity and years of 365.25 days.
    let convention = neuron_backtest::tear_sheet::Convention::of_times(&outcome.times);
    let sheet = neuron_backtest::tear_sheet::tear_sheet(&outcome, &convention, None).unwrap();
    let traded: f64 = outcome.fills.iter().map(|f| (f.units * f.price).abs()).sum();
    let mean = outcome.equity.iter().sum::<f64>() / 400.0;
    let years = (bars.times()[399] - bars.times()[0]) as f64 / (365.25 * 86_400.0);
    agree("turnover", sheet.turnover, traded / 2.0 / mean / years, 1e-12);
    assert_eq!(sheet.exposure_time, 399.0 / 400.0);
}

#[test]
fn a_gap_below_nothing_turns_no_target_round() {
    // Twice the equity short of a price that triples over night.
    let bars = days(vec![AssetBars::from_closes("A", vec![10.0, 10.0, 30.0, 30.0])]);
    let config = BacktestConfig { leverage: 2.0, ..keep(1e3) };
    let weight = |w| market(Size::TargetWeight(w));
    let outcome = run(&bars, vec![(0, weight(-2.0)), (1, weight(-1.0))], &config);
    assert_eq!(outcome.ruined, Some(2));
    assert!(outcome.fills.iter().skip(1).all(|fill| fill.units > 0.0));
    assert_eq!(outcome.final_equity(), 0.0);
}
