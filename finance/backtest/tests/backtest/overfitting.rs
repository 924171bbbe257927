//! Against the papers, numpy and arch 8.0.0 on `R`: for seeds s = 1 … 12, the returns
//! `c[1:] / c[:-1] - 1` of `c = made_up(s, 1001).Close.values`.

use crate::made_up::{agree, of_seeds};
use neuron_backtest::overfitting::{
    AssessmentSettings, assess, backtest_overfitting, combinatorial_purged, deflated_sharpe,
    expected_maximum_sharpe, minimum_track_record, path_sharpes, probabilistic_sharpe,
    reality_check, stationary_bootstrap,
};
use neuron_backtest::tear_sheet::Moments;
use neuron_backtest::{BacktestConfig, Bars, Units, View, backtest};
use neuron_random::{Rng, Stream};

fn trials() -> Vec<Vec<f64>> {
    let of = |seed: u64| {
        let bars = of_seeds(&[("A", seed)], 1001);
        bars.close(0).windows(2).map(|pair| pair[1] / pair[0] - 1.0).collect()
    };
    (1..=12).map(of).collect()
}

#[test]
fn deflated_sharpe_of_the_paper() {
    // Bailey and López de Prado (2014), the numerical example: an annual Sharpe ratio of 2.5 over
    // 1250 days, the best of 100 trials whose annual ratios vary by 1/2, skewness −3, kurtosis 10.
    let moments = Moments {
        count: 1250,
        mean: 2.5 / 250.0_f64.sqrt(),
        deviation: 1.0,
        skewness: -3.0,
        kurtosis: 10.0,
    };
    let deflated = deflated_sharpe(&moments, 0.5 / 250.0, 100).unwrap();
    agree("threshold", deflated.threshold, 0.1132, 5e-4);
    agree("probability", deflated.probability, 0.9004, 1e-4);
    // With 46 trials it would be .9505.
    let fewer = deflated_sharpe(&moments, 0.5 / 250.0, 46).unwrap();
    agree("probability", fewer.probability, 0.9505, 1e-4);
}

#[test]
fn sharpe_inference_against_scipy() {
    let trials = trials();
    let sharpes: Vec<f64> =
        trials.iter().map(|t| Moments::of(t).unwrap().sharpe().unwrap()).collect();
    agree("sharpe", sharpes[3], 0.06370899818717317, 1e-9);
    let moments = Moments::of(&trials[3]).unwrap();
    // With scipy.stats.norm, skew and kurtosis, and the formulas written out.
    agree("psr", probabilistic_sharpe(&moments, 0.0).unwrap(), 0.9778129575946959, 1e-8);
    let variance = Moments::of(&sharpes).unwrap().deviation.powi(2);
    let deflated = deflated_sharpe(&moments, variance, 12).unwrap();
    agree("threshold", deflated.threshold, 0.055727943320802095, 1e-8);
    agree("dsr", deflated.probability, 0.5994282752849998, 1e-8);
    let record = minimum_track_record(&moments, 0.0, 0.95).unwrap();
    agree("record", record, 669.6435174091788, 1e-8);
    // The record of that length is just long enough.
    let long = Moments { count: record.round() as usize, ..moments };
    agree("confidence", probabilistic_sharpe(&long, 0.0).unwrap(), 0.95, 1e-3);
    assert_eq!(expected_maximum_sharpe(1.0, 1).unwrap(), 0.0);
    assert!(minimum_track_record(&moments, 1.0, 0.95).is_err());
    assert!(probabilistic_sharpe(&Moments::of(&[0.0; 5]).unwrap(), 0.0).is_err());
}

#[test]
fn overfitting_against_numpy() {
    // combinations(range(10), 5), scipy.stats.rankdata, np.polyfit
    let found = backtest_overfitting(&trials(), 10).unwrap();
    assert_eq!(found.logits.len(), 252);
    agree("pbo", found.probability, 0.3492063492063492, 1e-12);
    let mean = found.logits.iter().sum::<f64>() / 252.0;
    agree("logit", mean, 0.41905123949712403, 1e-9);
    agree("loss", found.loss_probability, 0.32936507936507936, 1e-12);
    agree("slope", found.degradation.unwrap(), -0.3480676980686255, 1e-6);
    assert!(backtest_overfitting(&trials(), 9).is_err());
    assert!(backtest_overfitting(&trials()[..1], 10).is_err());
    assert!(backtest_overfitting(&[vec![0.1; 30], vec![0.1; 20]], 2).is_err());
}

#[test]
fn reality_check_against_arch() {
    // SPA(np.zeros(1000), -R.T, block_size=5, reps=20000, bootstrap='stationary', seed=1).pvalues:
    // lower .151, consistent .208, upper .208. The draws are others, hence the distance.
    let found = reality_check(&trials(), 5.0, 4000, 1).unwrap();
    assert_eq!(found.best, 3);
    for (ours, theirs) in [
        (found.lower, 0.151),
        (found.consistent, 0.208),
        (found.upper, 0.208),
        (found.white, 0.208),
    ] {
        assert!((ours - theirs).abs() < 0.025, "{found:?}");
    }
    assert!(found.lower <= found.consistent && found.consistent <= found.upper);
    let mut edge = trials();
    edge[3].iter_mut().for_each(|r| *r += 0.0012);
    let found = reality_check(&edge, 5.0, 1000, 1).unwrap();
    assert!(found.consistent < 0.01 && found.white < 0.01, "{found:?}");
    assert!(reality_check(&trials(), 0.5, 100, 1).is_err());
    assert!(reality_check(&trials(), 5.0, 0, 1).is_err());
    assert!(reality_check(&[vec![0.0; 50]], 5.0, 10, 1).is_err());
    // The same at any number of threads.
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let run = || reality_check(&trials(), 5.0, 200, 1).unwrap();
    assert_eq!(pool(1).install(run), pool(3).install(run));
}

#[test]
fn bootstrap_blocks_have_their_mean_length() {
    let mut rows = vec![0; 20_000];
    stationary_bootstrap(&mut rows, 8.0, &mut Stream::new(1, "test").rng());
    let joined = rows.windows(2).filter(|pair| pair[1] == (pair[0] + 1) % 20_000).count();
    // Seven of eight steps go on; 6 standard deviations of that share are .014.
    assert!((joined as f64 / 19_999.0 - 0.875).abs() < 0.014, "{joined}");
}

#[test]
fn purged_splits_keep_apart_what_overlaps() {
    let (bars, horizon, embargo) = (103, 3, 4);
    let plan = combinatorial_purged(bars, 6, 2, horizon, embargo).unwrap();
    assert_eq!((plan.splits.len(), plan.paths.len()), (15, 5));
    for split in &plan.splits {
        let tested: Vec<usize> = split.test.iter().flat_map(Clone::clone).collect();
        for &train in &split.train {
            assert!(tested.iter().all(|&test| train.abs_diff(test) > horizon));
            let after =
                tested.iter().any(|&test| train > test && train - test <= horizon + embargo);
            assert!(!after, "{train} lies in the embargo");
        }
        // Nothing else is left out.
        let kept = (0..bars).filter(|&bar| {
            tested.iter().all(|&test| bar + horizon < test || bar > test + horizon + embargo)
        });
        assert_eq!(split.train, kept.collect::<Vec<_>>());
    }
    // Every test of every split is on exactly one path.
    let mut used: Vec<(usize, usize)> =
        plan.paths.iter().flat_map(|path| path.iter().copied().enumerate()).collect();
    used.sort_unstable();
    used.dedup();
    assert_eq!(used.len(), 15 * 2);
    assert!(used.iter().all(|&(group, split)| plan.splits[split].test_groups.contains(&group)));
    assert!(combinatorial_purged(100, 6, 6, 0, 0).is_err());
    assert!(combinatorial_purged(5, 6, 2, 0, 0).is_err());
    assert!(combinatorial_purged(100, 60, 30, 0, 0).is_err());
    assert!(combinatorial_purged(100, 4, 2, 60, 60).is_err());
}

#[test]
fn paths_follow_what_was_chosen_without_them() {
    let mut trials = trials();
    let plan = combinatorial_purged(1000, 5, 2, 1, 3).unwrap();
    let noise = path_sharpes(&trials, &plan).unwrap();
    assert_eq!(noise.sharpes.len(), 4);
    trials.push(trials[0].iter().map(|r| r + 0.004).collect());
    let edge = path_sharpes(&trials, &plan).unwrap();
    assert!(edge.chosen.iter().all(|&trial| trial == 12));
    let own = Moments::of(&trials[12]).unwrap().sharpe();
    assert!(edge.sharpes.iter().all(|&sharpe| sharpe == own));
    assert!(path_sharpes(&trials, &combinatorial_purged(900, 5, 2, 1, 3).unwrap()).is_err());
}

/// The returns of 1000 strategies that hold −1, 0 or 1 at random, anew every ten bars.
fn random_strategies(bars: &Bars) -> Vec<Vec<f64>> {
    use neuron_backtest::strategies::{Rebalance, Schedule};
    let config = BacktestConfig { units: Units::Fractional, ..BacktestConfig::with_cash(1e5) };
    let run = |seed: u64| {
        let toss = move |view: &View<'_>| {
            let mut rng = Stream::new(seed, "toss").step(view.bar() as u32).rng();
            Ok(vec![f64::from(rng.random_range(-1..=1))])
        };
        backtest(bars, Rebalance::new(Schedule::Bars(10), 0, toss), &config).unwrap().returns()
    };
    (0..1000).map(run).collect()
}

#[test]
fn the_best_of_a_thousand_random_strategies_is_luck_and_a_planted_edge_is_not() {
    let bars = Bars::random_walk(&["SYNTHETIC"], 1000, 0.0, 0.01, 17).unwrap();
    let mut trials = random_strategies(&bars);
    let settings = AssessmentSettings { blocks: 8, bootstrap_samples: 300, ..Default::default() };
    let luck = assess(&trials, &settings).unwrap();
    // On its own the best looks certain; among a thousand it is nothing.
    assert!(luck.probabilistic_sharpe > 0.99, "{}", luck.probabilistic_sharpe);
    assert!(luck.deflated.p_value > 0.05, "{:?}", luck.deflated);
    assert!(luck.reality_check.consistent > 0.05, "{:?}", luck.reality_check);
    assert!(luck.overfitting.probability > 0.2, "{}", luck.overfitting.probability);
    // A real edge: .25 of a deviation a bar, an annual Sharpe ratio of about 4.
    let noise = Bars::random_walk(&["EDGE"], 1000, 0.0025, 0.01, 18).unwrap();
    trials[500] = noise.close(0).windows(2).map(|pair| pair[1] / pair[0] - 1.0).collect();
    let edge = assess(&trials, &settings).unwrap();
    assert_eq!((edge.trials, edge.best), (1000, 500));
    assert!(edge.deflated.p_value < 0.01, "{:?}", edge.deflated);
    assert!(edge.reality_check.consistent < 0.01, "{:?}", edge.reality_check);
    assert!(edge.overfitting.probability < 0.05, "{}", edge.overfitting.probability);
    assert!(edge.minimum_track_record.unwrap() < 200.0);
}

#[test]
fn idle_trials_take_no_part() {
    let mut trials = trials();
    trials.push(vec![0.0; 1000]);
    let assessment = assess(&trials, &AssessmentSettings::default()).unwrap();
    assert_eq!((assessment.trials, assessment.idle, assessment.best), (13, 1, 3));
    assert!(assess(&[vec![0.0; 100], vec![0.0; 100]], &AssessmentSettings::default()).is_err());
    assert!(assess(&[], &AssessmentSettings::default()).is_err());
}
