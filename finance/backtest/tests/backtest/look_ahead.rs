//! Everything that ships passes the look-ahead test, and planted leaks are caught at the right
//! place.

use crate::made_up::{bars, of_seeds};
use neuron_backtest::indicators::{
    Adx, Atr, Bollinger, Donchian, Ema, Indicator, Macd, Momentum, OnBalanceVolume, RateOfChange,
    Rsi, Sma, Stochastic, Volatility, Vwap, Wma, ZScore, over,
};
use neuron_backtest::look_ahead::{Field, LookAhead, Scramble, check_look_ahead};
use neuron_backtest::strategies::{ReadyStrategy, Schedule};
use neuron_backtest::{
    BacktestConfig, BacktestError, Bars, Commission, Kind, Order, Orders, Size, Slippage, Strategy,
    View,
};
use neuron_random::Stream;

fn test() -> LookAhead {
    LookAhead::new(20)
}

fn config() -> BacktestConfig {
    BacktestConfig {
        commission: Commission::proportional(0.001),
        slippage: Slippage::BasisPoints(2.0),
        cash_rate: 0.01,
        borrow_rate: 0.01,
        ..BacktestConfig::with_cash(1e6)
    }
}

#[test]
fn every_ready_strategy_passes() {
    let bars = of_seeds(&[("A", 3), ("B", 4), ("C", 5)], 400);
    let asset = || "A".to_owned();
    let all = [
        ReadyStrategy::BuyAndHold { weights: vec![] },
        ReadyStrategy::Rebalance { weights: vec![0.5, 0.2, 0.3], schedule: Schedule::Month },
        ReadyStrategy::SmaCross { asset: asset(), fast: 5, slow: 20, long_only: false },
        ReadyStrategy::MomentumRotation {
            lookback: 20,
            skip: 1,
            hold: 2,
            schedule: Schedule::Bars(10),
            rising_only: true,
        },
        ReadyStrategy::MeanReversion { asset: asset(), window: 20, entry: 1.0, exit: 0.2 },
        ReadyStrategy::DonchianBreakout { asset: asset(), entry: 20, exit: 10, long_only: false },
        ReadyStrategy::Pairs {
            first: asset(),
            second: "B".into(),
            window: 30,
            entry: 1.5,
            exit: 0.2,
        },
        ReadyStrategy::Trailed {
            of: Box::new(ReadyStrategy::SmaCross {
                asset: asset(),
                fast: 5,
                slow: 20,
                long_only: false,
            }),
            share: 0.03,
        },
    ];
    for ready in all {
        let report = check_look_ahead(&bars, &config(), |bars| ready.build(bars), &test()).unwrap();
        assert!(report.passes(), "{ready:?}: {report:?}");
        assert_eq!(report.cuts.len(), 8);
    }
}

/// Stops that follow the price, and stops with a limit, on every bar.
struct Stops;

impl Strategy for Stops {
    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        orders.cancel_all();
        for asset in 0..view.assets() {
            let close = view.latest(asset)?.close;
            if view.units(asset) != 0.0 {
                let kind = Kind::TrailingStop(0.01);
                orders.place(Order { kind, ..Order::market(asset, Size::Close) });
            } else {
                let kind = Kind::StopLimit { stop: close * 1.005, limit: close * 1.01 };
                let order = Order { kind, ..Order::market(asset, Size::TargetWeight(0.3)) };
                orders.place(order.trailing_stop(0.02));
            }
        }
        Ok(())
    }
}

#[test]
fn stops_pass() {
    let bars = of_seeds(&[("A", 3), ("B", 4), ("C", 5)], 400);
    let report = check_look_ahead(&bars, &config(), |_: &Bars| Ok(Stops), &test()).unwrap();
    assert!(report.passes() && report.reacts, "{report:?}");
    let fills = neuron_backtest::backtest(&bars, Stops, &config()).unwrap().fills;
    assert!(fills.len() > 100, "{}", fills.len());
}

/// The value of each bar, NaN where there is none.
fn values<I: Indicator>(
    indicator: Result<I, BacktestError>,
    inputs: impl IntoIterator<Item = I::Input>,
    part: impl Fn(I::Output) -> f64,
) -> Vec<f64> {
    let values = over(indicator.unwrap(), inputs).unwrap();
    values.into_iter().map(|value| value.map_or(f64::NAN, &part)).collect()
}

#[test]
fn every_indicator_passes() {
    type Compute = fn(&Bars) -> Vec<f64>;
    let all: [(&str, Compute); 17] = [
        ("sma", |b| values(Sma::new(10), b.close(0).to_vec(), |v| v)),
        ("ema", |b| values(Ema::new(10), b.close(0).to_vec(), |v| v)),
        ("wma", |b| values(Wma::new(10), b.close(0).to_vec(), |v| v)),
        ("rsi", |b| values(Rsi::new(14), b.close(0).to_vec(), |v| v)),
        ("macd", |b| values(Macd::new(12, 26, 9), b.close(0).to_vec(), |v| v.histogram)),
        ("bollinger", |b| values(Bollinger::new(20, 2.0), b.close(0).to_vec(), |v| v.upper)),
        ("z-score", |b| values(ZScore::new(20), b.close(0).to_vec(), |v| v)),
        ("momentum", |b| values(Momentum::new(10), b.close(0).to_vec(), |v| v)),
        ("rate", |b| values(RateOfChange::new(10), b.close(0).to_vec(), |v| v)),
        ("volatility", |b| values(Volatility::new(20, 252.0), b.close(0).to_vec(), |v| v)),
        ("atr", |b| values(Atr::new(14), b.iter(0), |v| v)),
        ("adx", |b| values(Adx::new(14), b.iter(0), |v| v.adx)),
        ("stochastic", |b| values(Stochastic::new(14, 3, 3), b.iter(0), |v| v.d)),
        ("donchian", |b| values(Donchian::new(20), b.iter(0), |v| v.middle)),
        ("obv", |b| values(Ok(OnBalanceVolume::new()), b.iter(0), |v| v)),
        ("rolling vwap", |b| values(Vwap::rolling(20), b.iter(0), |v| v)),
        ("vwap", |b| values(Ok(Vwap::cumulative()), b.iter(0), |v| v)),
    ];
    for (name, compute) in all {
        let report = test().check(&bars(), compute).unwrap();
        assert!(report.passes(), "{name}: {report:?}");
    }
}

#[test]
fn a_scaler_fitted_on_everything_is_caught_and_one_fitted_on_the_past_is_not() {
    let closes = bars().close(0).to_vec();
    let scaled = |fitted_until: &dyn Fn(usize) -> usize, values: &Vec<f64>| -> Vec<f64> {
        let scale = |bar: usize| {
            let past = &values[..=fitted_until(bar).min(values.len() - 1)];
            values[bar] - past.iter().sum::<f64>() / past.len() as f64
        };
        (0..values.len()).map(scale).collect()
    };
    assert!(test().check(&closes, |v: &Vec<f64>| scaled(&|bar| bar, v)).unwrap().passes());
    // Fitted once on the first hundred: the first bars see up to bar 99.
    let early = test().at(vec![150, 700]).check(&closes, |v: &Vec<f64>| scaled(&|_| 99, v));
    assert!(early.unwrap().passes());
    let report = test().check(&closes, |v: &Vec<f64>| scaled(&|_| usize::MAX, v)).unwrap();
    let leak = report.leak.unwrap();
    // The mean of all days is in the very first value.
    assert_eq!((leak.step, leak.field.as_str()), (0, "value"));
    assert!(leak.real != leak.scrambled);
    assert!(leak.to_string().starts_with("`value` at step 0 depends on data after step"));
}

/// Long when tomorrow's return, which it was given beforehand, is positive.
struct Clairvoyant {
    tomorrow: Vec<f64>,
}

impl Strategy for Clairvoyant {
    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        let rises = self.tomorrow[view.bar()] > 0.0;
        orders.target_weight(1, if rises { 1.0 } else { 0.0 });
        Ok(())
    }
}

#[test]
fn a_strategy_that_was_given_tomorrow_is_caught() {
    let bars = of_seeds(&[("A", 3), ("LEAKY", 4)], 300);
    let build = |bars: &Bars| {
        let close = bars.close(1);
        let tomorrow = |bar: usize| close.get(bar + 1).map_or(0.0, |next| next / close[bar] - 1.0);
        Ok(Clairvoyant { tomorrow: (0..close.len()).map(tomorrow).collect() })
    };
    // Whether the order at a cut turns round is a coin's toss, so many cuts.
    let report = check_look_ahead(&bars, &config(), build, &test().spread(20).draws(4)).unwrap();
    let leak = report.leak.as_ref().unwrap();
    assert!(!report.passes());
    assert_eq!(leak.field, "order for LEAKY");
    assert_eq!(leak.step, leak.cut);
    assert_eq!((leak.real - leak.scrambled).abs(), 1.0);
    // The first cut at which the signs differ, in the order of time.
    assert!(leak.cut <= report.cuts[2], "{leak}");
}

#[test]
fn a_test_of_nothing_does_not_pass() {
    let report = test().check(&bars(), |bars| vec![1.0; bars.len()]).unwrap();
    assert!(report.leak.is_none() && !report.reacts && !report.passes());
}

#[test]
fn what_the_test_refuses() {
    let bars = bars();
    let says = |result: Result<_, BacktestError>, what: &str| {
        let message = result.map(|_: neuron_backtest::look_ahead::LookAheadReport| ()).unwrap_err();
        assert!(message.to_string().contains(what), "{message}");
    };
    let closes = |bars: &Bars| bars.close(0).to_vec();
    says(test().at(vec![1499]).check(&bars, closes), "`cut` is 1499");
    says(test().at(vec![]).check(&bars, closes), "`cuts` is 0");
    says(test().draws(0).check(&bars, closes), "`draws` is 0");
    says(test().check(&bars, |_| vec![1.0; 7]), "`value` has 7 values");
    says(test().check(&vec![1.0, 2.0], Vec::clone), "at least 3 bars");
    let fails = |bars: &Bars| match bars.close(0)[1499] {
        94.78 => Ok(vec![Field::new("close", bars.close(0).to_vec())]),
        _ => Err("no such price"),
    };
    says(test().check_fields(&bars, fails), "data scrambled after step 187: no such price");
    let changes = |bars: &Bars| {
        let name = bars.close(0)[1499].to_string();
        Ok::<_, String>(vec![Field::new(name, bars.close(0).to_vec())])
    };
    says(test().check_fields(&bars, changes), "fields are others");
}

#[test]
fn scrambled_data_is_sound_and_new() {
    let bars = of_seeds(&[("A", 3), ("B", 4)], 200);
    let scrambled = bars.scrambled_after(99, Stream::new(1, "test"));
    assert_eq!(scrambled.rows(0..100).unwrap(), bars.rows(0..100).unwrap());
    assert_eq!(scrambled.times(), bars.times());
    let again = Bars::new(scrambled.times().to_vec(), scrambled.assets().to_vec());
    assert_eq!(again.unwrap(), scrambled);
    for asset in 0..2 {
        for row in 100..200 {
            let (a, b) = (bars.bar(asset, row).unwrap(), scrambled.bar(asset, row).unwrap());
            assert!(a.open != b.open && a.high != b.high && a.low != b.low);
            assert!(a.close != b.close && a.volume != b.volume);
        }
    }
    let panel = vec![vec![0.0, -1.0, 2.0, 3.0], vec![1.0, 1.0, 1.0, 1.0]];
    let scrambled = panel.scrambled_after(1, Stream::new(1, "test"));
    assert_eq!((&scrambled[0][..2], &scrambled[1][..2]), (&panel[0][..2], &panel[1][..2]));
    assert!((2..4).all(|i| scrambled[0][i] != panel[0][i] && scrambled[1][i] > 0.0));
    assert!(scrambled[1][2] != 1.0);
}
