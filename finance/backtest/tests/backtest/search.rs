//! The search keeps what it tried, and walks forward without looking back.

use crate::made_up::{agree, bars};
use neuron_backtest::look_ahead::{Field, LookAhead};
use neuron_backtest::search::{Objective, ParameterSpace, WalkForward, search, walk_forward};
use neuron_backtest::strategies::SmaCross;
use neuron_backtest::{BacktestConfig, BacktestError, Bars, backtest};

fn space() -> ParameterSpace {
    ParameterSpace::new()
        .with("fast", vec![3.0, 5.0, 10.0, 20.0])
        .with("slow", vec![10.0, 20.0, 40.0])
}

fn build(_: &Bars, point: &[f64]) -> Result<SmaCross, BacktestError> {
    SmaCross::new(0, point[0] as usize, point[1] as usize)
}

fn config() -> BacktestConfig {
    BacktestConfig::with_cash(1e5)
}

#[test]
fn the_best_is_the_best_of_all() {
    let bars = bars();
    let points = space().grid().unwrap();
    assert_eq!(points.len(), 12);
    for objective in [
        Objective::Sharpe,
        Objective::GeometricSharpe,
        Objective::FinalEquity,
        Objective::Calmar,
        Objective::Sqn,
    ] {
        let found = search(&bars, &config(), &points, build, objective).unwrap();
        // 10/10, 20/10 and 20/20 make no cross.
        assert_eq!((found.trials.len(), found.skipped.len()), (9, 3));
        assert!(found.skipped[0].why.contains("`fast` is 10"), "{}", found.skipped[0].why);
        let best = &found.trials[found.best];
        assert!(found.trials.iter().all(|trial| trial.score <= best.score));
        let alone = backtest(&bars, build(&bars, &best.parameters).unwrap(), &config()).unwrap();
        assert_eq!(objective.score(&alone).unwrap(), best.score);
        assert_eq!(alone.returns(), best.returns);
    }
}

#[test]
fn threads_change_nothing() {
    let points = space().random(30, 5).unwrap();
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let run = || search(&bars(), &config(), &points, build, Objective::Sharpe).unwrap();
    assert_eq!(pool(1).install(run), pool(3).install(run));
}

#[test]
fn windows_follow_each_other() {
    let plan = WalkForward { train: 100, test: 30, embargo: 5, anchored: false };
    let windows = plan.windows(200).unwrap();
    let ends: Vec<_> = windows.iter().map(|w| (w.train.clone(), w.test.clone())).collect();
    assert_eq!(
        ends,
        [(0..100, 105..135), (30..130, 135..165), (60..160, 165..195), (90..190, 195..200)]
    );
    let anchored = WalkForward { anchored: true, ..plan }.windows(200).unwrap();
    assert!(anchored.iter().all(|w| w.train.start == 0));
    assert_eq!(anchored[2].train, 0..160);
    assert!(plan.windows(105).is_err());
    assert!(WalkForward { test: 0, ..plan }.windows(200).is_err());
}

#[test]
fn walking_forward_is_choosing_and_testing() {
    let bars = bars();
    let points = space().grid().unwrap();
    let plan = WalkForward { train: 400, test: 200, embargo: 0, anchored: false };
    let walk = walk_forward(&bars, &config(), &points, build, Objective::Sharpe, &plan).unwrap();
    assert_eq!(walk.windows.len(), 6);
    assert_eq!(walk.returns.len(), 1100);
    let window = &walk.windows[1];
    assert_eq!((window.split.train.clone(), window.split.test.clone()), (200..600, 600..800));
    let train = bars.rows(200..600).unwrap();
    let found = search(&train, &config(), &points, build, Objective::Sharpe).unwrap();
    assert_eq!(found.trials[found.best].parameters, window.parameters);
    // The first return of a test is that from the bar before it into it.
    let seen = bars.rows(200..800).unwrap();
    let strategy = build(&seen, &window.parameters).unwrap();
    let whole = backtest(&seen, strategy, &config()).unwrap().equity;
    agree("first", walk.returns[200], whole[400] / whole[399] - 1.0, 1e-9);
}

#[test]
fn walking_forward_does_not_see_ahead() {
    let bars = bars().rows(0..500).unwrap();
    let points = space().grid().unwrap();
    let plan = WalkForward { train: 150, test: 50, embargo: 0, anchored: true };
    let compute = |bars: &Bars| {
        let walk = walk_forward(bars, &config(), &points, build, Objective::Sharpe, &plan)?;
        let mut returns = vec![0.0; 150];
        returns.extend(walk.returns);
        Ok::<_, BacktestError>(vec![Field::new("return", returns)])
    };
    let report = LookAhead::new(3).spread(4).draws(1).check_fields(&bars, compute).unwrap();
    assert!(report.passes(), "{report:?}");
    // The same choice made on all bars is caught.
    let best_of_all = |bars: &Bars| {
        let found = search(bars, &config(), &points, build, Objective::Sharpe)?;
        let mut returns = vec![0.0];
        returns.extend(&found.trials[found.best].returns);
        Ok::<_, BacktestError>(vec![Field::new("return", returns)])
    };
    let report = LookAhead::new(3).check_fields(&bars, best_of_all).unwrap();
    assert!(report.leak.is_some());
}

#[test]
fn spaces_that_cannot_be() {
    assert!(ParameterSpace::new().grid().is_err());
    assert!(ParameterSpace::new().with("a", vec![]).grid().is_err());
    assert!(ParameterSpace::new().with("a", vec![f64::NAN]).random(3, 1).is_err());
    let thousand: Vec<f64> = (0..1000).map(f64::from).collect();
    let huge = ["a", "b", "c", "d"]
        .iter()
        .fold(ParameterSpace::new(), |space, name| space.with(name, thousand.clone()));
    assert!(huge.grid().unwrap_err().to_string().contains("try random points"));
    assert_eq!(huge.random(5, 1).unwrap().len(), 5);
    let none = search(&bars(), &config(), &[vec![10.0, 5.0]], build, Objective::Sharpe);
    assert!(none.unwrap_err().to_string().contains("none of 1 points"));
}
