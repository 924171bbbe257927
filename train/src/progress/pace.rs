use std::time::Duration;

/// How fast a run goes and how long it will still take. Times are those since the run began.
pub(super) struct Pace {
    epoch_began: Duration,
    steps_done: u64,
    epoch_samples: u64,
}

impl Pace {
    pub(super) const fn new() -> Self {
        Self { epoch_began: Duration::ZERO, steps_done: 0, epoch_samples: 0 }
    }

    pub(super) const fn begin_epoch(&mut self, now: Duration) {
        self.epoch_began = now;
        self.epoch_samples = 0;
    }

    pub(super) const fn step(&mut self, samples: u64) {
        self.steps_done += 1;
        self.epoch_samples += samples;
    }

    pub(super) fn samples_per_second(&self, now: Duration) -> Option<f64> {
        let seconds = now.saturating_sub(self.epoch_began).as_secs_f64();
        (seconds > 0.0 && self.epoch_samples > 0).then(|| self.epoch_samples as f64 / seconds)
    }

    /// The time that `steps` more will take, at the pace of this process so far, validation and
    /// checkpoints included.
    pub(super) fn remaining(&self, steps: u64, now: Duration) -> Option<Duration> {
        let per_step = now.as_secs_f64() / self.steps_done as f64;
        (self.steps_done > 0)
            .then(|| Duration::try_from_secs_f64(per_step * steps as f64).ok())
            .flatten()
    }

    pub(super) fn epoch_time(&self, now: Duration) -> Duration {
        now.saturating_sub(self.epoch_began)
    }
}
