//! `cargo xtask test`: everything that has to pass before a change lands.

mod by_name;
mod cargo;
mod downstream;
mod parity;
mod stage;
mod summary;
mod xla;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use crate::command::Test;
use crate::failure::Usage;
use crate::workspace::{self, Workspace};

pub(crate) use by_name::FAMILIES;
use stage::{Outcome, STAGES, Stage};
use summary::Line;

/// What every stage needs to know.
#[derive(Debug)]
pub(crate) struct House {
    workspace: Workspace,
    /// Whether this is a machine that may skip nothing.
    ci: bool,
    /// Whether `cargo nextest` is installed.
    nextest: bool,
}

/// Runs the stages that `flags` choose, or all of them.
///
/// # Errors
///
/// An unknown stage, or a workspace that cargo refuses. A stage that fails is no error: it is a line
/// of the summary and an exit code of 1.
pub(crate) fn run(flags: &Test) -> Result<ExitCode> {
    if flags.list {
        for stage in STAGES {
            println!("{:<11} {}", stage.name, stage.about);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let chosen = choose(&flags.stage)?;
    let house = House {
        workspace: workspace::load(&workspace::root()?)?,
        ci: std::env::var("CI").is_ok_and(|value| matches!(value.as_str(), "true" | "1")),
        nextest: cargo::has_nextest(),
    };
    let mut lines = Vec::new();
    for stage in chosen {
        eprintln!("\n=== {}: {}", stage.name, stage.about);
        let began = Instant::now();
        let outcome = (stage.run)(&house).unwrap_or_else(|error| Outcome::failed(&error));
        let outcome = if house.ci { outcome.without_skips() } else { outcome };
        lines.push(Line { stage: stage.name, outcome, took: began.elapsed() });
    }
    print!("\n{}", summary::render(&lines));
    let failed = lines.iter().any(|line| matches!(line.outcome, Outcome::Failed(_)));
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn choose(names: &[String]) -> Result<Vec<&'static Stage>> {
    if names.is_empty() {
        return Ok(STAGES.iter().collect());
    }
    let known = || STAGES.iter().map(|stage| stage.name).collect::<Vec<_>>().join(", ");
    let find = |name: &String| {
        let stage = STAGES.iter().find(|stage| stage.name == name);
        stage.ok_or_else(|| Usage(format!("unknown stage `{name}`: there are {}", known())).into())
    };
    names.iter().map(find).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(chosen: &[&str]) -> Result<Vec<&'static str>> {
        let chosen: Vec<String> = chosen.iter().map(|&name| name.to_owned()).collect();
        Ok(choose(&chosen)?.iter().map(|stage| stage.name).collect())
    }

    #[test]
    fn without_a_name_every_stage_runs() {
        assert_eq!(names(&[]).expect("all").len(), STAGES.len());
    }

    #[test]
    fn stages_run_in_the_order_in_which_they_are_named() {
        assert_eq!(names(&["tidy", "fmt"]).expect("two"), ["tidy", "fmt"]);
        let error = names(&["lint"]).expect_err("no such stage");
        insta::assert_snapshot!(error, @"unknown stage `lint`: there are fmt, tidy, clippy, docs, tests, doctests, features, downstream, parity, xla");
    }
}
