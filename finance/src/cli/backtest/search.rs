//! `backtest --search`: many settings of a strategy, and how much of the best one is luck.

use crate::cli::args::BacktestArgs;
use crate::cli::error::CommandError;
use neuron_backtest::overfitting::{Assessment, AssessmentSettings, assess};
use neuron_backtest::search::{
    Objective, ParameterSpace, SearchOutcome, WalkForward, WalkForwardOutcome, search, walk_forward,
};
use neuron_backtest::strategies::ReadyStrategy;
use neuron_backtest::{BacktestConfig, BacktestError, Bars};
use neuron_command_line::table;
use serde_json::{Value, json};

/// Values of one range, at most.
const MOST: usize = 10_000;

/// Settings that are shown.
const SHOWN: usize = 10;

/// What was tried, and what it is worth.
pub(super) struct Searched {
    names: Vec<String>,
    outcome: SearchOutcome,
    assessment: Assessment,
    walk: Option<WalkForwardOutcome>,
    /// By the bar to by the year.
    root: f64,
}

/// Tries every combination on all bars, judges the whole set, and walks forward where asked to. The best
/// strategy goes on.
pub(super) fn run(
    args: &BacktestArgs,
    bars: &Bars,
    ready: &ReadyStrategy,
    config: &BacktestConfig,
    periods_per_year: f64,
) -> Result<Option<(ReadyStrategy, Searched)>, CommandError> {
    if args.search.is_empty() {
        return Ok(None);
    }
    let mut space = ParameterSpace::new();
    for text in &args.search {
        let (name, values) = range(text, ready)?;
        if space.names().iter().any(|own| own == name) {
            return Err(wrong(text, "each setting once"));
        }
        space = space.with(name, values);
    }
    let names = space.names().to_vec();
    let points = space.grid()?;
    let with = |point: &[f64]| -> Result<ReadyStrategy, BacktestError> {
        names.iter().zip(point).try_fold(ready.clone(), |own, (name, value)| own.with(name, *value))
    };
    let build = |bars: &Bars, point: &[f64]| with(point)?.build(bars);
    let outcome = search(bars, config, &points, build, Objective::Sharpe)?;
    let settings = AssessmentSettings { seed: args.seed, ..AssessmentSettings::default() };
    let assessment = assess(&outcome.returns(), &settings)?;
    let walk = match (args.train, args.test) {
        (Some(train), test) => {
            let test = test.unwrap_or(train.div_ceil(4));
            let plan = WalkForward { train, test, embargo: 0, anchored: false };
            Some(walk_forward(bars, config, &points, build, Objective::Sharpe, &plan)?)
        }
        (None, _) => None,
    };
    let best = with(&outcome.trials[outcome.best].parameters)?;
    let root = periods_per_year.sqrt();
    Ok(Some((best, Searched { names, outcome, assessment, walk, root })))
}

/// `NAME=FIRST..LAST`, `NAME=FIRST..LAST/STEP` or `NAME=A,B,C`.
fn range<'a>(text: &'a str, ready: &ReadyStrategy) -> Result<(&'a str, Vec<f64>), CommandError> {
    let expected = || {
        let known = ready.parameters().join(", ");
        let known = if known.is_empty() { "none".to_owned() } else { known };
        format!("NAME=FIRST..LAST/STEP or NAME=A,B,C with a name of: {known}")
    };
    let parsed = || {
        let (name, values) = text.split_once('=')?;
        let name = name.trim();
        if !ready.parameters().contains(&name) {
            return None;
        }
        let number = |text: &str| text.trim().parse::<f64>().ok().filter(|value| value.is_finite());
        let Some((first, rest)) = values.split_once("..") else {
            return Some((name, values.split(',').map(number).collect::<Option<Vec<f64>>>()?));
        };
        let (last, step) = rest.split_once('/').unwrap_or((rest, "1"));
        let (first, last, step) = (number(first)?, number(last)?, number(step)?);
        let count = ((last - first) / step + 1e-9).floor();
        if !(step > 0.0 && count >= 0.0 && count < MOST as f64) {
            return None;
        }
        // By multiplication: sums would drift.
        Some((name, (0..=count as usize).map(|k| first + step * k as f64).collect()))
    };
    parsed().ok_or_else(|| wrong(text, &expected()))
}

fn wrong(text: &str, expected: &str) -> CommandError {
    CommandError::flag("--search", format!("`{}`", text.escape_debug()), expected)
}

impl Searched {
    /// The trials without their returns, and the assessment of all.
    pub(super) fn json(&self) -> Value {
        let trials = self.outcome.trials.iter().map(|one| {
            json!({ "parameters": one.parameters, "score": one.score,
                "final_equity": one.final_equity, "trades": one.trades })
        });
        json!({
            "names": self.names,
            "trials": trials.collect::<Vec<_>>(),
            "skipped": self.outcome.skipped,
            "best": self.outcome.best,
            "assessment": self.assessment,
            "walk_forward": self.walk,
        })
    }

    /// Columns and rows of the best settings.
    pub(super) fn rows(&self) -> (Vec<&str>, Vec<Vec<String>>) {
        let mut header: Vec<&str> = self.names.iter().map(String::as_str).collect();
        header.extend(["Sharpe ratio a year", "final equity", "trades"]);
        let mut order: Vec<usize> = (0..self.outcome.trials.len()).collect();
        let score = |at: &usize| self.outcome.trials[*at].score.unwrap_or(f64::NEG_INFINITY);
        // Stable: equals stay in the order of the grid.
        order.sort_by(|a, b| score(b).total_cmp(&score(a)));
        let row = |at: &usize| {
            let trial = &self.outcome.trials[*at];
            let mut row: Vec<String> = trial.parameters.iter().map(f64::to_string).collect();
            row.push(trial.score.map_or("-".into(), |score| format!("{:.4}", score * self.root)));
            row.push(format!("{:.2}", trial.final_equity));
            row.push(trial.trades.to_string());
            row
        };
        (header, order.iter().take(SHOWN).map(row).collect())
    }

    /// What the best is worth, in words.
    pub(super) fn verdict(&self) -> Vec<String> {
        let assessment = &self.assessment;
        let deflated = &assessment.deflated;
        let mut lines = vec![
            format!(
                "{} settings were tried, {} more could not be",
                self.outcome.trials.len(),
                self.outcome.skipped.len()
            ),
            format!(
                "deflated Sharpe ratio: p {:.4} that the best is no better than the best of so many \
                 without skill (Bailey and Lopez de Prado, 2014)",
                deflated.p_value
            ),
            format!(
                "probability of back-test overfitting {:.2}: how often the best in one half of the past \
                 is below the median in the other (Bailey et al., 2017)",
                assessment.overfitting.probability
            ),
            format!(
                "reality check: p {:.4} that the best earns nothing (Hansen, 2005)",
                assessment.reality_check.consistent
            ),
        ];
        let paths: Vec<f64> = assessment.paths.sharpes.iter().flatten().copied().collect();
        if !paths.is_empty() {
            let least = paths.iter().copied().fold(f64::INFINITY, f64::min) * self.root;
            let most = paths.iter().copied().fold(f64::NEG_INFINITY, f64::max) * self.root;
            lines.push(format!(
                "purged cross-validation: chosen anew on each split, the Sharpe ratio a year is {least:.3} \
                 to {most:.3} on {} paths",
                paths.len()
            ));
        }
        if let Some(walk) = &self.walk {
            let sharpe =
                walk.sharpe.map_or("-".to_owned(), |sharpe| format!("{:.4}", sharpe * self.root));
            lines.push(format!(
                "walk-forward: chosen anew on each of {} stretches and followed on the next, the Sharpe \
                 ratio a year is {sharpe} on {} bars",
                walk.windows.len(),
                walk.returns.len()
            ));
        }
        lines
    }

    /// Table and verdict.
    pub(super) fn text(&self) -> String {
        let (header, rows) = self.rows();
        format!("{}\n{}", table(&header, &rows), self.verdict().join("\n"))
    }
}
