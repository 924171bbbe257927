//! The ready strategies do what they say.

use crate::made_up::{agree, of_seeds};
use neuron_backtest::strategies::{
    BuyAndHold, DonchianBreakout, MeanReversion, MomentumRotation, Pairs, ReadyStrategy, Rebalance,
    Schedule, SmaCross,
};
use neuron_backtest::{
    AssetBars, BacktestConfig, Bars, Finalise, Outcome, Strategy, Units, backtest,
};

fn run(bars: &Bars, strategy: impl Strategy) -> Outcome {
    let config = BacktestConfig {
        units: Units::Fractional,
        finalise: Finalise::Keep,
        keep_records: true,
        ..BacktestConfig::with_cash(1e5)
    };
    backtest(bars, strategy, &config).unwrap()
}

fn of_closes(closes: Vec<Vec<f64>>) -> Bars {
    let times = (0..closes[0].len() as i64).map(|day| day * 86_400).collect();
    let names = ["A", "B", "C"];
    let asset = |(name, closes): (&&str, Vec<f64>)| AssetBars::from_closes(name, closes);
    Bars::new(times, names.iter().zip(closes).map(asset).collect()).unwrap()
}

/// The weights of asset 0 at each close, as −1, 0 or 1.
fn sides(outcome: &Outcome) -> Vec<i32> {
    let records = outcome.records.as_ref().unwrap();
    let weights = records.weights.chunks(outcome.assets.len());
    weights.map(|w| if w[0] == 0.0 { 0 } else { w[0].signum() as i32 }).collect()
}

#[test]
fn buy_and_hold_follows_its_assets() {
    let bars = of_seeds(&[("A", 3), ("B", 4)], 500);
    let outcome = run(&bars, BuyAndHold::new(vec![0.25, 0.75]));
    let grown = |asset: usize| bars.close(asset)[499] / bars.open(asset)[1];
    agree("equity", outcome.final_equity(), 1e5 * (0.25 * grown(0) + 0.75 * grown(1)), 1e-12);
    assert_eq!(outcome.fills.len(), 2);
}

#[test]
fn rebalancing_comes_back_to_the_weights() {
    let bars = of_seeds(&[("A", 3), ("B", 4)], 500);
    let outcome = run(&bars, Rebalance::new(Schedule::Month, 0, |_| Ok(vec![0.3, 0.7])));
    let mut due: Vec<usize> = outcome.fills.iter().map(|fill| fill.bar).collect();
    due.dedup();
    // 500 weekdays from 2015-01-05 end on 2016-12-02: 24 months.
    assert_eq!(due.len(), 24);
    for bar in due {
        // At the open of the fill the weights are met: hold the units against the opens.
        let units = |asset: usize| -> f64 {
            let of = outcome.fills.iter().filter(|f| f.asset == asset && f.bar <= bar);
            of.map(|f| f.units).sum()
        };
        let value = |asset: usize| units(asset) * bars.open(asset)[bar];
        agree("weight", value(0) / (value(0) + value(1)), 0.3, 1e-9);
    }
    let quarters = run(&bars, Rebalance::new(Schedule::Quarter, 0, |_| Ok(vec![0.3, 0.7])));
    let mut due: Vec<usize> = quarters.fills.iter().map(|fill| fill.bar).collect();
    due.dedup();
    assert_eq!(due.len(), 8);
}

#[test]
fn sma_cross_turns_on_a_cross() {
    let prices = vec![5.0, 4.0, 3.0, 2.0, 4.0, 6.0, 8.0, 6.0, 3.0, 2.0, 1.0, 1.0];
    let bars = of_closes(vec![prices]);
    // Averages of 2 less those of 3: −.5 at 2 and 3, 0 at 4, +1, +1, +.33 at 5–7, −1.17 at 8.
    // From 0 nothing crosses, so the first cross is the one downwards.
    let outcome = run(&bars, SmaCross::new(0, 2, 3).unwrap());
    assert_eq!(sides(&outcome)[5..], [0, 0, 0, 0, -1, -1, -1]);
    let flat = run(&bars, SmaCross::new(0, 2, 3).unwrap().long_only());
    assert!(flat.fills.is_empty());
}

#[test]
fn breakout_enters_and_leaves_on_its_channels() {
    let closes =
        vec![10.0, 11.0, 10.0, 12.0, 13.0, 12.5, 12.4, 12.0, 11.0, 9.0, 8.0, 8.5, 8.8, 9.0];
    let outcome = run(&of_closes(vec![closes]), DonchianBreakout::new(0, 3, 2).unwrap());
    // Above 11 at bar 3: long from 4. Below the 2-bar low of 12.5 at bar 6: flat from 7. Below the
    // 3-bar low of 12.4 at bar 7: short from 8. Above the 2-bar high of 8.5 at bar 12: flat.
    assert_eq!(sides(&outcome), [0, 0, 0, 0, 1, 1, 1, 0, -1, -1, -1, -1, -1, 0]);
}

#[test]
fn reversion_goes_against_the_move_and_comes_back() {
    let mut closes: Vec<f64> = (0..20).map(|i| 100.0 + f64::from(i % 2)).collect();
    closes.extend([90.0, 95.0, 99.9, 100.0, 110.0, 110.0]);
    let outcome = run(&of_closes(vec![closes]), MeanReversion::new(0, 10, 2.0, 0.5).unwrap());
    let sides = sides(&outcome);
    assert_eq!(sides[..21], [0; 21]);
    assert_eq!(sides[21], 1);
    assert!(sides[22..].contains(&0) && sides[22..].contains(&-1), "{sides:?}");
}

#[test]
fn rotation_holds_what_rose_most() {
    let line = |step: f64| (0..30).map(|i| 100.0 + step * f64::from(i)).collect::<Vec<_>>();
    let bars = of_closes(vec![line(0.5), line(-0.5), line(1.0)]);
    let rotation = |hold| MomentumRotation::new(5, 1, hold, Schedule::Bars(10)).unwrap();
    let held = |outcome: Outcome| -> Vec<usize> {
        outcome.open_positions.iter().map(|p| p.asset).collect()
    };
    assert_eq!(held(run(&bars, rotation(1))), [2]);
    assert_eq!(held(run(&bars, rotation(2))), [0, 2]);
    assert_eq!(held(run(&bars, rotation(3))), [0, 1, 2]);
    assert_eq!(held(run(&bars, rotation(3).rising_only())), [0, 2]);
    assert_eq!(run(&bars, rotation(1)).fills[0].bar, 7);
}

#[test]
fn pairs_earn_what_a_spread_gives_back() {
    // Two prices with a common random walk, and a spread that swings about 0.
    let base = Bars::random_walk(&["BASE"], 600, 0.0, 0.01, 11).unwrap();
    let first: Vec<f64> = base.close(0).to_vec();
    let swing = |bar: usize| 0.03 * (bar as f64 * std::f64::consts::TAU / 30.0).sin();
    let second: Vec<f64> =
        first.iter().enumerate().map(|(bar, price)| price * swing(bar).exp()).collect();
    let bars = of_closes(vec![first, second]);
    let outcome = run(&bars, Pairs::new(0, 1, 60, 1.0, 0.2).unwrap());
    assert!(outcome.final_equity() > 1.2e5, "{}", outcome.final_equity());
    // Gross exposure is 1 at the entry, and the legs are opposite.
    assert!(outcome.gross_exposure.iter().all(|&gross| gross < 1.2));
    let weights = &outcome.records.as_ref().unwrap().weights;
    assert!(weights.chunks(2).all(|legs| legs[0] * legs[1] <= 0.0));
    assert!(weights.chunks(2).any(|legs| legs[0] > 0.3) && weights.iter().any(|w| *w < -0.3));
}

#[test]
fn ready_strategies_are_the_same_by_name() {
    let bars = of_seeds(&[("A", 3), ("B", 4)], 300);
    let ready = ReadyStrategy::SmaCross { asset: "B".into(), fast: 5, slow: 20, long_only: true };
    let by_name = run(&bars, ready.build(&bars).unwrap());
    assert_eq!(by_name, run(&bars, SmaCross::new(1, 5, 20).unwrap().long_only()));
    assert!(!by_name.fills.is_empty());
    let absent = ReadyStrategy::Pairs {
        first: "A".into(),
        second: "Z".into(),
        window: 20,
        entry: 1.0,
        exit: 0.0,
    };
    assert!(absent.build(&bars).is_err());
    assert_eq!(
        serde_json::to_value(&ready).unwrap(),
        serde_json::json!({
            "strategy": "sma-cross", "asset": "B", "fast": 5, "slow": 20, "long_only": true
        })
    );
}
