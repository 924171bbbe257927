//! Callbacks: who wants to know how training goes.

use super::fit::{Compiled, StepDone};
use crate::metrics::Metrics;
use std::path::Path;

/// Is told what happens. Nothing that an observer does changes the result.
pub trait Observer {
    /// A run begins, or is gone on with, at `step`; `folder` is where it is written.
    fn run_begins(&mut self, folder: &Path, step: u64) {
        let _ = (folder, step);
    }

    /// The graphs of the run are ready.
    fn compiled(&mut self, compiled: &Compiled) {
        let _ = compiled;
    }

    /// An epoch (from 0) of `epochs` begins, or is gone on with at `batch` of `batches`.
    fn epoch_begins(&mut self, epoch: u32, epochs: u32, batches: usize, batch: usize) {
        let _ = (epoch, epochs, batches, batch);
    }

    /// A step is done.
    fn step_done(&mut self, step: &StepDone) {
        let _ = step;
    }

    /// An epoch (counted from 1) is done and measured; `improved` where it is the best so far.
    fn epoch_done(&mut self, epoch: u32, step: u64, metrics: &Metrics, improved: bool) {
        let _ = (epoch, step, metrics, improved);
    }

    /// Something that the user should read.
    fn notice(&mut self, text: &str) {
        let _ = text;
    }
}

/// Hears everything and says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Observer for Silent {}
