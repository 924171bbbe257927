use std::io::Write;
use std::time::{Duration, Instant};

/// Lines for a log: now and then within an epoch, and whatever is said at its end.
pub(super) struct Lines {
    out: Box<dyn Write + Send>,
    last: Instant,
}

/// How long a log stays silent within an epoch.
const SILENCE: Duration = Duration::from_secs(5);

impl Lines {
    pub(super) fn new(out: Box<dyn Write + Send>, now: Instant) -> Self {
        Self { out, last: now }
    }

    /// Whether it is time for a line.
    pub(super) fn due(&self, now: Instant) -> bool {
        now.duration_since(self.last) >= SILENCE
    }

    pub(super) fn say(&mut self, line: &str, now: Instant) {
        self.last = now;
        // A closed standard error is no reason to stop a run.
        let _ = writeln!(self.out, "{line}").and_then(|()| self.out.flush());
    }
}
