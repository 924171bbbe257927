//! `cargo xtask kill-test`: a run that was killed and resumed ends as one that was left alone.

mod draw;
mod kill;
mod point;
mod short_run;
mod table;
mod writer;

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use crate::command::KillTest;
use crate::failure::Usage;
use crate::{domain, launch, workspace};

use point::Reference;
use short_run::ShortRun;

/// Kill points, where the command line does not say how many.
const POINTS: u32 = 30;
/// Seed of the training; the negative control has the next one.
const TRAINING_SEED: u64 = 0;

/// Kills and resumes a short run at as many points as `flags` ask for.
///
/// # Errors
///
/// An unknown domain, a build that fails, a run that ends badly.
pub(crate) fn run(flags: &KillTest) -> Result<ExitCode> {
    let domain = flags.domain.as_deref().unwrap_or("vision");
    let (points, seed) = (flags.points.unwrap_or(POINTS), flags.seed.unwrap_or(0));
    if points == 0 {
        return Err(Usage("`--points` has to be at least 1".into()).into());
    }
    let workspace = workspace::load(&workspace::root()?)?;
    let package = domain::find(&workspace, domain)?;
    let runs = workspace.target.join("kill-test");
    let binary = launch::build(&workspace.root, package)?;
    let run = ShortRun::new(binary, domain, runs)?;

    let began = Instant::now();
    let result = run.finish("uninterrupted", TRAINING_SEED)?;
    let reference = Reference { result, took: began.elapsed() };
    say(&format!(
        "uninterrupted: {:.2} s, weights {}",
        reference.took.as_secs_f64(),
        reference.result.weights
    ));
    let control = run.finish("another-seed", TRAINING_SEED + 1)?;
    say(&format!("another seed:  weights {}", control.weights));

    let mut done = Vec::new();
    for number in 1..=points {
        let point = point::carry_out(number, seed, TRAINING_SEED, &run, &reference)?;
        say(&point.line(points));
        done.push(point);
    }
    let summary = table::Summary {
        points: &done,
        control_differs: control.weights != reference.result.weights,
        took: began.elapsed(),
    };
    say("");
    print!("{}", summary.render());
    if !summary.holds() {
        say(&format!("the runs that differ are in {}", run.folder("").display()));
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// A line at once, also into a pipe.
fn say(line: &str) {
    println!("{line}");
    // A reader that has gone is noticed by the next line.
    let _ = std::io::stdout().flush();
}
