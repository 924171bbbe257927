use std::time::{Duration, Instant};

/// How fast a run goes and how long it will still take.
pub(super) struct Pace {
    run_began: Instant,
    epoch_began: Instant,
    steps_done: u64,
    epoch_samples: u64,
}

impl Pace {
    pub(super) const fn new(now: Instant) -> Self {
        Self { run_began: now, epoch_began: now, steps_done: 0, epoch_samples: 0 }
    }

    pub(super) const fn begin_epoch(&mut self, now: Instant) {
        self.epoch_began = now;
        self.epoch_samples = 0;
    }

    pub(super) const fn step(&mut self, samples: u64) {
        self.steps_done += 1;
        self.epoch_samples += samples;
    }

    pub(super) fn samples_per_second(&self, now: Instant) -> Option<f64> {
        let seconds = now.duration_since(self.epoch_began).as_secs_f64();
        (seconds > 0.0 && self.epoch_samples > 0).then(|| self.epoch_samples as f64 / seconds)
    }

    /// The time that `steps` more will take, at the pace of this process so far, validation and
    /// checkpoints included.
    pub(super) fn remaining(&self, steps: u64, now: Instant) -> Option<Duration> {
        let per_step = now.duration_since(self.run_began).as_secs_f64() / self.steps_done as f64;
        (self.steps_done > 0)
            .then(|| Duration::try_from_secs_f64(per_step * steps as f64).ok())
            .flatten()
    }

    pub(super) fn epoch_time(&self, now: Instant) -> Duration {
        now.duration_since(self.epoch_began)
    }
}
