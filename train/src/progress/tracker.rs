use std::io::Write;
use std::time::Duration;

use indicatif::ProgressDrawTarget;

use super::bar::Bar;
use super::clock::Clock;
use super::lines::Lines;
use super::pace::Pace;
use super::{ProgressStyle, plain};
use crate::metrics::Metrics;

/// Shows how a run goes.
///
/// A run is epochs of steps: [`Progress::begin_epoch`], [`Progress::step`] after each step,
/// [`Progress::end_epoch`] with what was measured. Nothing here fails: a terminal that goes away
/// does not stop a run.
pub struct Progress {
    display: Display,
    clock: Clock,
    pace: Pace,
    epoch: u32,
    epochs: u32,
    steps: u64,
}

enum Display {
    Bar(Bar),
    Lines(Lines),
    Quiet,
}

/// What is known after a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepUpdate<'a> {
    /// How many steps of the epoch are done, from 1.
    pub step: u64,
    /// How many samples this step had.
    pub samples: u64,
    /// The loss.
    pub loss: f64,
    /// The last value of the metric that the run watches, and its name.
    pub metric: Option<(&'a str, f64)>,
}

impl std::fmt::Debug for Progress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Progress").field("epoch", &self.epoch).finish_non_exhaustive()
    }
}

impl Progress {
    /// Progress on standard error, in the style that suits it; silent where `quiet`.
    #[must_use]
    pub fn stderr(quiet: bool) -> Self {
        Self::to(Box::new(std::io::stderr()), ProgressStyle::detect(quiet))
    }

    /// Progress in a given style. Lines go to `out`; a bar goes to the terminal at standard error,
    /// which is where bars are drawn.
    #[must_use]
    pub fn to(out: Box<dyn Write + Send>, style: ProgressStyle) -> Self {
        let display = match style {
            ProgressStyle::Bar { colour } => {
                Display::Bar(Bar::new(ProgressDrawTarget::stderr(), colour))
            }
            ProgressStyle::Lines => Display::Lines(Lines::new(out)),
            ProgressStyle::Quiet => Display::Quiet,
        };
        Self::new(display)
    }

    fn new(display: Display) -> Self {
        Self { display, clock: Clock::start(), pace: Pace::new(), epoch: 0, epochs: 0, steps: 0 }
    }

    /// An epoch of `steps` steps begins, number `epoch` (from 1) of `epochs`.
    pub fn begin_epoch(&mut self, epoch: u32, epochs: u32, steps: u64) {
        self.begin_epoch_at(epoch, epochs, steps, self.clock.read());
    }

    /// A step is done.
    pub fn step(&mut self, update: &StepUpdate<'_>) {
        self.step_at(update, self.clock.read());
    }

    /// The epoch is over; `measured` is shown in a line that stays.
    pub fn end_epoch(&mut self, measured: &Metrics) {
        self.end_epoch_at(measured, self.clock.read());
    }

    /// Shows a line that stays, such as where a file was written.
    pub fn note(&mut self, line: &str) {
        self.say(plain::text(line), self.clock.read());
    }

    /// Shows what is going on while no step is made, such as a compilation: on a terminal in a line
    /// that the next one replaces, in a log now and then. It is over with the next note or epoch.
    pub fn busy(&mut self, line: &str) {
        self.busy_at(line, self.clock.read());
    }

    /// Runs something that writes to the terminal itself, such as a logger, without the bar in its
    /// way.
    pub fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        if let Display::Bar(bar) = &self.display { bar.suspend(write) } else { write() }
    }

    fn busy_at(&mut self, line: &str, now: Duration) {
        match &mut self.display {
            Display::Bar(bar) => bar.busy(plain::text(line)),
            Display::Lines(lines) if lines.due_while_busy(now) => {
                lines.say(&plain::text(line), now);
            }
            Display::Lines(_) | Display::Quiet => {}
        }
    }

    fn begin_epoch_at(&mut self, epoch: u32, epochs: u32, steps: u64, now: Duration) {
        (self.epoch, self.epochs, self.steps) = (epoch, epochs, steps);
        self.pace.begin_epoch(now);
        let heading = self.heading();
        if let Display::Bar(bar) = &mut self.display {
            bar.begin_epoch(heading, steps);
        }
    }

    fn step_at(&mut self, update: &StepUpdate<'_>, now: Duration) {
        self.pace.step(update.samples);
        let (heading, steps) = (self.heading(), self.steps);
        let epochs_left = u64::from(self.epochs.saturating_sub(self.epoch));
        let steps_left = steps.saturating_sub(update.step) + steps * epochs_left;
        let state = || state(update, &self.pace, steps_left, now);
        match &mut self.display {
            Display::Bar(bar) => bar.step(update.step, now, state),
            Display::Lines(lines) if lines.due(now) => {
                lines.say(&format!("{heading}, step {}/{steps}, {}", update.step, state()), now);
            }
            Display::Lines(_) | Display::Quiet => {}
        }
    }

    fn end_epoch_at(&mut self, measured: &Metrics, now: Duration) {
        let mut line =
            format!("{} took {}", self.heading(), plain::duration(self.pace.epoch_time(now)));
        for (name, value) in measured.iter() {
            line.push_str(&format!(", {} {}", plain::text(name), plain::number(value)));
        }
        self.say(line, now);
    }

    fn say(&mut self, line: String, now: Duration) {
        match &mut self.display {
            Display::Bar(bar) => bar.say(line),
            Display::Lines(lines) => lines.say(&line, now),
            Display::Quiet => {}
        }
    }

    fn heading(&self) -> String {
        format!("epoch {}/{}", self.epoch, self.epochs)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Display::Bar(bar) = &self.display {
            bar.clear();
        }
    }
}

/// Loss, metric, pace and the time that is left.
fn state(update: &StepUpdate<'_>, pace: &Pace, steps_left: u64, now: Duration) -> String {
    let mut text = format!("loss {}", plain::number(update.loss));
    if let Some((name, value)) = update.metric {
        text.push_str(&format!(", {} {}", plain::text(name), plain::number(value)));
    }
    if let Some(rate) = pace.samples_per_second(now) {
        text.push_str(&format!(", {} samples/s", plain::rate(rate)));
    }
    if let Some(left) = pace.remaining(steps_left, now) {
        text.push_str(&format!(", {} left", plain::duration(left)));
    }
    text
}

#[cfg(test)]
mod tests;
