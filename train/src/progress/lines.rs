use std::io::Write;
use std::time::Duration;

/// Lines for a log: now and then within an epoch, and whatever is said at its end.
pub(super) struct Lines {
    out: Box<dyn Write + Send>,
    last: Duration,
}

/// How long a log stays silent within an epoch.
const SILENCE: Duration = Duration::from_secs(5);
/// How long it stays silent while something else takes its time, which may be an hour.
const BUSY_SILENCE: Duration = Duration::from_secs(30);

impl Lines {
    pub(super) fn new(out: Box<dyn Write + Send>) -> Self {
        Self { out, last: Duration::ZERO }
    }

    /// Whether it is time for a line.
    pub(super) fn due(&self, now: Duration) -> bool {
        now.saturating_sub(self.last) >= SILENCE
    }

    /// Whether it is time for a line about what takes its time.
    pub(super) fn due_while_busy(&self, now: Duration) -> bool {
        now.saturating_sub(self.last) >= BUSY_SILENCE
    }

    pub(super) fn say(&mut self, line: &str, now: Duration) {
        self.last = now;
        // A closed standard error is no reason to stop a run.
        let _ = writeln!(self.out, "{line}").and_then(|()| self.out.flush());
    }
}
