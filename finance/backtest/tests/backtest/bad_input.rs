//! What is wrong is said in one line, with the row and the asset.

use crate::made_up::bars;
use neuron_backtest::strategies::{
    BuyAndHold, DonchianBreakout, MeanReversion, MomentumRotation, Pairs, Schedule, SmaCross,
};
use neuron_backtest::{
    AssetBars, BacktestConfig, BacktestError, Bars, Commission, Kind, Order, Orders, Size,
    Slippage, Strategy, View, backtest,
};

fn three(change: impl FnOnce(&mut AssetBars)) -> Result<Bars, BacktestError> {
    let mut asset = AssetBars::from_closes("ACME", vec![10.0, 11.0, 12.0]);
    asset.volume = vec![1.0; 3];
    change(&mut asset);
    Bars::new(vec![0, 60, 120], vec![AssetBars::from_closes("B", vec![1.0; 3]), asset])
}

#[track_caller]
fn says<T: std::fmt::Debug>(result: Result<T, BacktestError>, parts: &[&str]) {
    let message = result.unwrap_err().to_string();
    for part in parts {
        assert!(message.contains(part), "`{message}` does not say `{part}`");
    }
    assert!(!message.contains('\n') && !message.ends_with('.'), "{message}");
}

#[test]
fn bars_that_cannot_be() {
    assert!(three(|_| {}).is_ok());
    says(three(|a| a.close[1] = f64::NAN), &["`ACME`", "row 1", "close is NaN"]);
    says(three(|a| a.open[2] = 0.0), &["`ACME`", "row 2", "open is 0"]);
    says(three(|a| a.low[0] = -3.0), &["`ACME`", "row 0", "low is -3"]);
    says(three(|a| a.high[0] = f64::INFINITY), &["`ACME`", "row 0", "high is inf"]);
    says(three(|a| a.high[1] = 5.0), &["`ACME`", "row 1", "high 5 is below low 11"]);
    says(three(|a| a.volume[2] = -1.0), &["`ACME`", "row 2", "volume is -1"]);
    says(three(|a| a.open.truncate(2)), &["`ACME`", "`open` has 2 rows", "have 3"]);
    says(three(|a| a.volume.truncate(1)), &["`ACME`", "`volume` has 1 rows", "have 3"]);
    says(three(|a| a.name = "B".to_owned()), &["`B` is there twice"]);
    let one = || vec![AssetBars::from_closes("A", vec![1.0; 3])];
    says(Bars::new(vec![0, 60, 60], one()), &["row 2", "time 60 does not come after 60"]);
    says(Bars::new(vec![0, 60, 30], one()), &["row 2", "time 30 does not come after 60"]);
    says(Bars::new(vec![], one()), &["no bars"]);
    says(Bars::new(vec![0], vec![]), &["no assets"]);
    says(three(|_| {}).unwrap().asset("C"), &["no asset `C`", "`B`, `ACME`"]);
    says(three(|_| {}).unwrap().rows(1..9), &["9 bars", "there are 3"]);
}

#[test]
fn settings_that_cannot_be() {
    let with = |change: fn(&mut BacktestConfig)| {
        let mut config = BacktestConfig::with_cash(1e4);
        change(&mut config);
        backtest(&bars(), BuyAndHold::equally(1), &config)
    };
    assert!(with(|_| {}).is_ok());
    says(with(|c| c.cash = 0.0), &["`cash` is 0", "above 0"]);
    says(with(|c| c.cash = f64::NAN), &["`cash` is NaN"]);
    says(with(|c| c.leverage = 0.0), &["`leverage` is 0"]);
    says(with(|c| c.commission = Commission::proportional(-0.1)), &["`commission.proportional`"]);
    says(with(|c| c.commission.fixed = -1.0), &["`commission.fixed` is -1"]);
    says(with(|c| c.slippage = Slippage::BasisPoints(-1.0)), &["`slippage.basis_points` is -1"]);
    says(with(|c| c.slippage = Slippage::VolumeShare { limit: 0.0, impact: 0.1 }), &["limit"]);
    says(with(|c| c.borrow_rate = f64::INFINITY), &["`borrow_rate` is inf"]);
}

struct Once(Order);

impl Strategy for Once {
    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        if view.bar() == 3 {
            orders.place(self.0);
        }
        Ok(())
    }
}

#[test]
fn orders_that_cannot_be() {
    let place = |order| backtest(&bars(), Once(order), &BacktestConfig::with_cash(1e4));
    let market = |size| Order::market(0, size);
    says(place(Order::market(7, Size::Units(1.0))), &["no asset `#7`", "`MADE UP`"]);
    says(place(market(Size::Units(f64::NAN))), &["`MADE UP`", "row 3", "units is NaN"]);
    says(place(market(Size::Units(0.0))), &["row 3", "units is 0"]);
    says(place(market(Size::Units(0.5))), &["units is 0.5", "whole number"]);
    says(place(market(Size::Fraction(1.5))), &["fraction is 1.5", "-1 to 1"]);
    says(place(market(Size::TargetWeight(f64::INFINITY))), &["target weight is inf"]);
    let limit = |price| Order { kind: Kind::Limit(price), ..market(Size::Units(1.0)) };
    says(place(limit(0.0)), &["its price is 0"]);
    says(place(limit(f64::NAN)), &["its price is NaN"]);
    let weights = BuyAndHold::new(vec![0.5, 0.5]);
    says(backtest(&bars(), weights, &BacktestConfig::with_cash(1e4)), &["2 rows", "have 1"]);
}

struct Peeks(usize);

impl Strategy for Peeks {
    fn on_bar(&mut self, view: &View<'_>, _: &mut Orders) -> Result<(), BacktestError> {
        assert_eq!(view.close(0)?.len(), view.bar() + 1);
        assert_eq!(view.times().len(), view.bar() + 1);
        view.close(self.0).map(|_| ())
    }
}

#[test]
fn strategies_that_cannot_be() {
    says(SmaCross::new(0, 30, 10), &["`fast` is 30", "below that of `slow`"]);
    says(SmaCross::new(0, 0, 10), &["`window` is 0"]);
    says(MeanReversion::new(0, 20, 1.0, 2.0), &["`exit` is 2"]);
    says(DonchianBreakout::new(0, 0, 10), &["`window` is 0"]);
    says(MomentumRotation::new(0, 0, 1, Schedule::Month), &["`lookback` is 0"]);
    says(Pairs::new(1, 1, 20, 1.0, 0.0), &["`second` is 1"]);
    let config = BacktestConfig::with_cash(1e4);
    let short = bars().rows(0..30).unwrap();
    let cross = SmaCross::new(0, 10, 30).unwrap();
    says(backtest(&short, cross, &config), &["at least 31 bars, there are 30"]);
    let absent = SmaCross::new(4, 10, 30).unwrap();
    says(backtest(&bars(), absent, &config), &["no asset `#4`"]);
    says(backtest(&bars(), Peeks(2), &config), &["no asset `#2`"]);
}

#[test]
fn weights_that_cannot_be() {
    use neuron_backtest::strategies::Rebalance;
    let config = BacktestConfig::with_cash(1e4);
    let weights =
        |value: f64| Rebalance::new(Schedule::Bars(5), 2, move |_: &View<'_>| Ok(vec![value]));
    says(
        backtest(&bars(), weights(f64::NAN), &config),
        &["`MADE UP`", "row 2", "target weight is NaN"],
    );
    let infeasible = Rebalance::new(Schedule::Bars(5), 2, |view: &View<'_>| {
        let what = "the constraints exclude each other".to_owned();
        Err(BacktestError::Strategy { row: view.bar(), what })
    });
    says(backtest(&bars(), infeasible, &config), &["strategy at row 2: the constraints"]);
}
