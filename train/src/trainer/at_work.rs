//! What the loop works on, and what it writes to.

use super::progress_state::ProgressState;
use super::{Observer, TrainError, resident};
use crate::checkpoint::{Best, CheckpointError, CheckpointStore, Retention};
use crate::metrics::Metrics;
use crate::run_folder::MetricsLog;
use neuron_rt::Resident;
use std::collections::BTreeSet;
use std::num::NonZeroUsize;

/// What changes with each step.
pub(super) struct State {
    pub(super) progress: ProgressState,
    pub(super) resident: Resident,
}

/// What the loop writes to; nothing where another process writes.
pub(super) struct AtWork<'a> {
    pub(super) written: Option<(&'a mut CheckpointStore, MetricsLog)>,
    pub(super) model: &'a BTreeSet<String>,
}

impl AtWork<'_> {
    /// Appends a line of metrics, safe from a loss of power.
    pub(super) fn log(&mut self, step: u64, row: &Metrics) -> Result<(), TrainError> {
        let Some((_, log)) = &mut self.written else { return Ok(()) };
        log.append(step, row)?;
        Ok(log.sync()?)
    }

    pub(super) fn save(&mut self, state: &State) -> Result<(), TrainError> {
        let Some((store, _)) = &mut self.written else { return Ok(()) };
        let progress = serde_json::to_value(&state.progress)
            .map_err(|cause| TrainError::Progress { step: state.progress.step, cause })?;
        let host = resident::to_host(&state.resident)?;
        let groups = resident::groups(&host, self.model);
        store.save(state.progress.step, &groups, &progress)?;
        Ok(())
    }

    /// Removes the checkpoints that are neither the best nor among the newest.
    pub(super) fn prune(
        &mut self,
        keep: usize,
        observer: &mut dyn Observer,
    ) -> Result<(), TrainError> {
        let Some((store, _)) = &mut self.written else { return Ok(()) };
        let last = NonZeroUsize::new(keep).unwrap_or(NonZeroUsize::MIN);
        for notice in &store.prune(&Retention { last })?.notices {
            observer.notice(notice);
        }
        Ok(())
    }

    pub(super) fn mark_best(
        &mut self,
        progress: &ProgressState,
        metric: &str,
    ) -> Result<(), TrainError> {
        match &mut self.written {
            Some((store, _)) => mark_best(store, progress, metric),
            None => Ok(()),
        }
    }

    /// What a run that stops here can go on from.
    pub(super) fn kept(&self) -> Result<String, TrainError> {
        let Some((store, _)) = &self.written else {
            return Ok("the first process keeps its checkpoints".to_owned());
        };
        Ok(store.list()?.last().map_or_else(
            || "no checkpoint had been written yet".to_owned(),
            |last| format!("the checkpoint of step {last} is kept"),
        ))
    }
}

/// Marks the best checkpoint as the progress has it.
///
/// A run that was killed after a checkpoint and before its mark is put right here: the progress is
/// part of the checkpoint, the mark is not.
pub(super) fn mark_best(
    store: &mut CheckpointStore,
    progress: &ProgressState,
    metric: &str,
) -> Result<(), TrainError> {
    let Some((value, step)) = progress.best else { return Ok(()) };
    let marked = match store.best() {
        Ok(best) => best.is_some_and(|best| best.step == step),
        Err(CheckpointError::BestUnreadable { .. }) => false,
        Err(error) => return Err(error.into()),
    };
    // Where it is gone, a newer one had been better: going on leads to that one again.
    if !marked && store.list()?.contains(&step) {
        store.set_best(&Best { step, metric: metric.to_owned(), value })?;
    }
    Ok(())
}
