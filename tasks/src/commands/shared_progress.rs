use neuron_train::progress::Progress;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Progress that the trainer and a device's compiler both report to. A clone is the same.
#[derive(Clone)]
pub(super) struct SharedProgress(Arc<Mutex<Progress>>);

impl SharedProgress {
    /// Progress on standard error; silent where `quiet`.
    pub(super) fn stderr(quiet: bool) -> Self {
        Self(Arc::new(Mutex::new(Progress::stderr(quiet))))
    }

    /// For one call: nobody else can say anything meanwhile.
    pub(super) fn lock(&self) -> MutexGuard<'_, Progress> {
        // Whoever died while it wrote a line left nothing that matters to the next line.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
