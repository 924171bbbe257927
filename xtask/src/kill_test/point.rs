//! One kill point: killed, resumed to the end, compared.

use std::time::Duration;

use anyhow::{Result, bail};

use super::draw::Draws;
use super::kill::{Killed, Moment, kill};
use super::short_run::{Result256, ShortRun};

/// What a point came to.
#[derive(Debug)]
pub(super) struct Point {
    pub(super) number: u32,
    /// At least one.
    pub(super) kills: Vec<Killed>,
    pub(super) same_weights: bool,
    pub(super) same_metrics: bool,
}

/// The run that was left alone.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) result: Result256,
    pub(super) took: Duration,
}

/// Attempts at being quick enough.
const ATTEMPTS: u32 = 40;

impl Point {
    /// Whether a kill fell into the checkpoint writer.
    pub(super) fn inside_writer(&self) -> bool {
        self.kills.iter().any(|killed| killed.inside.is_some())
    }

    /// Whether it ended as the run that was left alone.
    pub(super) fn equal(&self) -> bool {
        self.same_weights && self.same_metrics
    }

    /// One line for a person.
    pub(super) fn line(&self, points: u32) -> String {
        let kills: Vec<String> = self.kills.iter().map(said).collect();
        let outcome = match (self.same_weights, self.same_metrics) {
            (true, true) => "equal",
            (true, false) => "METRICS DIFFER",
            (false, _) => "WEIGHTS DIFFER",
        };
        format!("{:>3}/{points}  {outcome}  killed {}", self.number, kills.join(", then "))
    }
}

fn said(killed: &Killed) -> String {
    let after = killed.after.as_secs_f64();
    match &killed.inside {
        Some(writing) => format!(
            "after {after:.3} s inside the writer of step {} ({} files, {} bytes)",
            writing.step, writing.files, writing.bytes
        ),
        None => format!("after {after:.3} s"),
    }
}

/// Carries out a point; every second one is aimed at the checkpoint writer, every third one is killed
/// twice.
///
/// # Errors
///
/// A run that cannot be started, or does not go on.
pub(super) fn carry_out(
    number: u32,
    seed: u64,
    training_seed: u64,
    run: &ShortRun,
    reference: &Reference,
) -> Result<Point> {
    let mut draws = Draws::of(seed, number);
    let name = format!("kill-{number:03}");
    let checkpoints = run.folder(&name).join("checkpoints");
    let aimed = number.is_multiple_of(2);
    let mut kills = Vec::new();
    let mut moment = Moment::draw(&mut draws, reference.took, 0.9, aimed);
    for _ in 0..ATTEMPTS {
        match kill(run.start(&name, training_seed)?, moment, &checkpoints)? {
            Some(killed) => {
                let inside = killed.inside.is_some();
                kills.push(killed);
                if inside || !aimed {
                    break;
                }
                // The writer was quicker: on from here, to its next checkpoint.
                moment = Moment::draw(&mut draws, reference.took, 0.1, aimed);
            }
            None => {
                // It came to its end: once more from the beginning, killed sooner.
                run.remove(&name)?;
                kills.clear();
                moment = moment.sooner(0.7);
            }
        }
    }
    let reached = kills.last().is_some_and(|killed| !aimed || killed.inside.is_some());
    if !reached {
        bail!("point {number}: the run was quicker than {ATTEMPTS} attempts to kill it in time");
    }
    if number.is_multiple_of(3) {
        let again = Moment::draw(&mut draws, reference.took, 0.5, false);
        kills.extend(kill(run.start(&name, training_seed)?, again, &checkpoints)?);
    }
    let result = run.finish(&name, training_seed)?;
    let point = Point {
        number,
        kills,
        same_weights: result.weights == reference.result.weights,
        same_metrics: result.metrics == reference.result.metrics,
    };
    if point.equal() {
        // What differs is left to be looked at.
        run.remove(&name)?;
    }
    Ok(point)
}
