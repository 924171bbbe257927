use super::combinations::{binomial, combinations};
use super::expect_trials;
use crate::BacktestError;
use crate::error::{expect_rows, expect_setting};
use crate::tear_sheet::Moments;
use serde::Serialize;
use std::ops::Range;

/// The most splits; more are a mistake rather than a wish.
const MOST: u64 = 100_000;

/// One split into bars to fit on and bars to test on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PurgedSplit {
    /// The groups that are tested on.
    pub test_groups: Vec<usize>,
    /// The bars to fit on, rising: without those whose outcome overlaps a test, and without the
    /// embargo after one.
    pub train: Vec<usize>,
    /// The bars to test on, a range for each group.
    pub test: Vec<Range<usize>>,
}

/// All splits of combinatorial purged cross-validation, and the paths that their tests make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CombinatorialPurged {
    /// The bars of each group.
    pub groups: Vec<Range<usize>>,
    /// A split for each choice of test groups.
    pub splits: Vec<PurgedSplit>,
    /// Each path is a way through all bars: for each group the number of the split whose test of
    /// that group it takes.
    pub paths: Vec<Vec<usize>>,
}

/// Combinatorial purged cross-validation with embargo (M. López de Prado, *Advances in Financial
/// Machine Learning*, 2018, chapters 7 and 12).
///
/// `bars` are cut into `groups` of nearly equal length; each choice of `test_groups` of them is a
/// split. What is decided on bar i shows until bar i + `horizon`; a bar is not fitted on where
/// these spans meet in it and a tested bar, nor in the `embargo` bars after such a span.
///
/// ```
/// use neuron_backtest::overfitting::combinatorial_purged;
/// let plan = combinatorial_purged(600, 6, 2, 1, 5)?;
/// // 6 over 2 splits, and 15 · 2 / 6 paths.
/// assert_eq!((plan.splits.len(), plan.paths.len()), (15, 5));
/// # Ok::<(), neuron_backtest::BacktestError>(())
/// ```
///
/// # Errors
/// If there are fewer bars than groups, fewer than two groups, no test group or no other one, more
/// than 100 000 splits, or a split that leaves nothing to fit on.
pub fn combinatorial_purged(
    bars: usize,
    groups: usize,
    test_groups: usize,
    horizon: usize,
    embargo: usize,
) -> Result<CombinatorialPurged, BacktestError> {
    expect_setting(groups >= 2, "groups", groups as f64, "2 or more")?;
    let tested = test_groups as f64;
    let holds = test_groups >= 1 && test_groups < groups;
    expect_setting(holds, "test_groups", tested, "1 or more, fewer than `groups`")?;
    expect_rows("a cross-validation with so many groups", bars, groups)?;
    let few = binomial(groups, test_groups).is_some_and(|count| count <= MOST);
    expect_setting(few, "groups", groups as f64, "so few that there are at most 100000 splits")?;
    let ranges: Vec<Range<usize>> =
        (0..groups).map(|g| bars * g / groups..bars * (g + 1) / groups).collect();
    let mut splits = Vec::new();
    for chosen in combinations(groups, test_groups) {
        let test: Vec<Range<usize>> = chosen.iter().map(|&g| ranges[g].clone()).collect();
        let near = |bar: usize, range: &Range<usize>| {
            bar + horizon >= range.start && bar < range.end + horizon + embargo
        };
        let train: Vec<usize> =
            (0..bars).filter(|&bar| !test.iter().any(|range| near(bar, range))).collect();
        expect_rows("what purge and embargo leave to fit on", train.len(), 1)?;
        splits.push(PurgedSplit { test_groups: chosen, train, test });
    }
    let testing = |group: usize| -> Vec<usize> {
        (0..splits.len()).filter(|&split| splits[split].test_groups.contains(&group)).collect()
    };
    let by_group: Vec<Vec<usize>> = (0..groups).map(testing).collect();
    let paths = (0..by_group[0].len())
        .map(|path| by_group.iter().map(|splits| splits[path]).collect())
        .collect();
    Ok(CombinatorialPurged { groups: ranges, splits, paths })
}

/// Sharpe ratios, by the bar, of the paths of a cross-validation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PathSharpes {
    /// The trial with the highest Sharpe ratio on what each split fits on.
    pub chosen: Vec<usize>,
    /// The Sharpe ratio of each path, all of whose returns were tested on; none where they do not
    /// vary.
    pub sharpes: Vec<Option<f64>>,
}

/// Chooses the best trial on each split's training bars, and follows it over the tests of each
/// path.
///
/// # Errors
/// If the trials are not of the plan's length, or not finite.
pub fn path_sharpes(
    trials: &[Vec<f64>],
    plan: &CombinatorialPurged,
) -> Result<PathSharpes, BacktestError> {
    let needed = plan.groups.last().map_or(0, |group| group.end);
    let found = expect_trials(trials, needed)?;
    expect_setting(found == needed, "bars", found as f64, "as many as the plan has")?;
    let sharpe = |values: &[f64]| Moments::of(values).ok().and_then(|moments| moments.sharpe());
    let mut chosen = Vec::with_capacity(plan.splits.len());
    let mut train = Vec::new();
    for split in &plan.splits {
        let mut best = (0, f64::NEG_INFINITY);
        for (number, trial) in trials.iter().enumerate() {
            train.clear();
            train.extend(split.train.iter().map(|&bar| trial[bar]));
            if let Some(score) = sharpe(&train).filter(|&score| score > best.1) {
                best = (number, score);
            }
        }
        chosen.push(best.0);
    }
    let along = |path: &Vec<usize>| -> Vec<f64> {
        let parts = plan.groups.iter().zip(path);
        parts.flat_map(|(group, &split)| &trials[chosen[split]][group.clone()]).copied().collect()
    };
    let sharpes = plan.paths.iter().map(|path| sharpe(&along(path))).collect();
    Ok(PathSharpes { chosen, sharpes })
}
