use std::time::{Duration, Instant};

/// The one clock of the display: it shows how long a run takes and decides nothing else.
pub(super) struct Clock(Instant);

impl Clock {
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start.
    pub(super) fn read(&self) -> Duration {
        self.0.elapsed()
    }
}
