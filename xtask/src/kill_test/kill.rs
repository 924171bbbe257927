//! One SIGKILL, at a moment that was drawn.

use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::draw::Draws;
use super::writer::{self, Unfinished};
use std::path::Path;

/// When a run is killed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moment {
    /// So long after its start.
    pub(super) elapsed: Duration,
    /// And then, where this is set, so long after the next checkpoint begins to be written.
    pub(super) into_writer: Option<Duration>,
}

/// What a kill left.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Killed {
    /// Time from the start of the process.
    pub(super) after: Duration,
    /// The checkpoint that was being written.
    pub(super) inside: Option<Unfinished>,
}

/// The longest that a kill waits after a checkpoint began: about what writing one takes.
const WRITING: Duration = Duration::from_millis(4);
/// Between two looks at the folder.
const LOOK: Duration = Duration::from_micros(100);

impl Moment {
    /// Draws a moment within the first `share` of a run that takes `whole`.
    pub(super) fn draw(draws: &mut Draws, whole: Duration, share: f64, in_writer: bool) -> Self {
        let elapsed = whole.mul_f64(draws.between(0.02, share));
        let into = WRITING.mul_f64(draws.between(0.0, 1.0));
        Self { elapsed, into_writer: in_writer.then_some(into) }
    }

    /// The same, so much sooner.
    pub(super) fn sooner(self, share: f64) -> Self {
        Self { elapsed: self.elapsed.mul_f64(share), ..self }
    }
}

/// Kills a run; `None` where it was quicker and ended by itself.
///
/// # Errors
///
/// What the operating system refuses.
pub(super) fn kill(mut run: Child, moment: Moment, checkpoints: &Path) -> Result<Option<Killed>> {
    let began = Instant::now();
    let mut ended = || run.try_wait().map(|status| status.is_some());
    while began.elapsed() < moment.elapsed {
        if ended().context("cannot ask after a run")? {
            return Ok(None);
        }
        thread::sleep((moment.elapsed.saturating_sub(began.elapsed())).min(10 * LOOK));
    }
    if let Some(into) = moment.into_writer {
        while writer::unfinished(checkpoints).is_none() {
            if ended().context("cannot ask after a run")? {
                return Ok(None);
            }
            thread::sleep(LOOK);
        }
        thread::sleep(into);
    }
    // SIGKILL: nothing of the run is asked, and nothing of it is written any more.
    run.kill().context("cannot kill a run")?;
    let after = began.elapsed();
    let status = run.wait().context("cannot wait for a run")?;
    if status.code().is_some() {
        return Ok(None);
    }
    Ok(Some(Killed { after, inside: writer::unfinished(checkpoints) }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn a_run_that_ends_by_itself_was_not_killed() {
        let folder = tempfile::tempdir().expect("a folder");
        let child = Command::new("true").spawn().expect("started");
        let moment = Moment { elapsed: Duration::from_secs(30), into_writer: None };
        assert_eq!(kill(child, moment, folder.path()).expect("asked"), None);
    }

    #[test]
    fn a_run_is_killed_while_its_checkpoint_is_unfinished() {
        let folder = tempfile::tempdir().expect("a folder");
        let child = Command::new("sh")
            .args(["-c", "sleep 0.05; mkdir step-00000004.tmp; exec sleep 60"])
            .current_dir(folder.path())
            .spawn()
            .expect("started");
        let moment = Moment { elapsed: Duration::ZERO, into_writer: Some(Duration::ZERO) };
        let killed = kill(child, moment, folder.path()).expect("asked").expect("killed");
        assert_eq!(killed.inside, Some(Unfinished { step: 4, files: 0, bytes: 0 }));
        assert!(killed.after < Duration::from_secs(30));
    }
}
