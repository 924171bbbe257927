//! The training loop.

use super::at_work::{AtWork, State, mark_best};
use super::check::check;
use super::feed::Feed;
use super::objective::{Judge, Objective};
use super::progress_state::ProgressState;
use super::run_access::Written;
use super::step::process_step;
use super::team::{RollCall, Team};
use super::{
    Evaluator, Export, Observer, RunAccess, TrainError, TrainerConfig, evaluation_batch, resident,
    shared_step,
};
use crate::metrics::Metrics;
use crate::run_folder::MetricsLog;
use crate::signals::Interrupt;
use neuron_data::examples::{Draw, Examples};
use neuron_data::loading::{Batch, Loader, LoaderOptions};
use neuron_data::sampling::epoch_order;
use neuron_rt::nn::TrainingStep;
use neuron_rt::{Device, Executable, Resident, RunError, compile, compile_replicated};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Trains a model.
pub struct Trainer<'a> {
    /// Settings.
    pub config: &'a TrainerConfig,
    /// Where graphs run.
    pub device: &'a Device,
    /// Model and loss.
    pub objective: &'a dyn Objective,
    /// Measures validation predictions.
    pub judge: &'a dyn Judge,
    /// Weights to begin with in place of drawn ones, by name; none for a model from scratch.
    pub start: Resident,
    /// Examples to learn from.
    pub train: Arc<dyn Examples>,
    /// Examples to choose the best checkpoint by; none are needed where the last one is exported.
    pub validation: Arc<dyn Examples>,
    /// Where everything is written, if by this process.
    pub run: RunAccess<'a>,
    /// Asked between steps whether to stop.
    pub interrupt: &'a Interrupt,
    /// Entries of the header of `model.safetensors`.
    pub metadata: BTreeMap<String, String>,
}

/// How training ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// All epochs, or until nothing got better.
    Finished(Summary),
    /// Asked to stop; a checkpoint of this step has been written, but for step 0.
    Interrupted {
        /// Steps done.
        step: u64,
    },
}

/// What a finished run came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Steps done.
    pub steps: u64,
    /// Epochs begun.
    pub epochs: u32,
    /// Best value of the monitored metric, and its step; `None` without validation examples.
    pub best: Option<(f64, u64)>,
    /// Step whose weights are exported, by the process that writes.
    pub exported: u64,
    /// Trained numbers.
    pub parameters: usize,
}

impl Trainer<'_> {
    /// Records the graph of a whole training step: forward, loss, backward, clipping, optimiser; for
    /// this process's share of a batch, where there are several.
    ///
    /// # Errors
    /// What recording meets; the error names the layer.
    pub fn step_graph(&self) -> Result<TrainingStep, TrainError> {
        process_step(self.config, self.objective, &*self.train, Team::of(self.device).sharing)
    }

    /// Trains until the end, or until asked to stop. A run folder with checkpoints is gone on with.
    ///
    /// # Errors
    /// [`TrainError`]; the last good checkpoint stays.
    pub fn fit(&self, observer: &mut dyn Observer) -> Result<Outcome, TrainError> {
        check(self.config, &*self.train, &*self.validation)?;
        let step = self.step_graph()?;
        let model = resident::model_names(&step);
        let (mut written, recovery) = self.run.recover()?;
        for notice in recovery.iter().flat_map(|recovery| &recovery.notices) {
            observer.notice(&notice.to_string());
        }
        let mut state = match recovery.and_then(|recovery| recovery.checkpoint) {
            Some(mut checkpoint) => {
                let cause = |cause| TrainError::Progress { step: checkpoint.step, cause };
                let progress =
                    serde_json::from_value(checkpoint.progress.clone()).map_err(cause)?;
                let resident = resident::restore(&step, &mut checkpoint.files, &model)?;
                State { progress, resident }
            }
            None => State {
                progress: ProgressState::default(),
                resident: resident::begin(&step, self.config.seed, &self.start)?,
            },
        };
        if let Some(Written { store, paths }) = &mut written {
            mark_best(store, &state.progress, self.judge.monitor().0)?;
            observer.run_begins(paths.root(), state.progress.step);
        }
        let parameters = step.parameters.iter().map(|p| p.shape.iter().product::<usize>()).sum();
        if state.progress.step > 0 {
            observer.notice(&format!("going on from step {}", state.progress.step));
        }
        if !state.progress.finished {
            let (mut executable, mut evaluator) = match self.ready(&step) {
                Err(TrainError::Run(RunError::Cancelled { .. })) => {
                    return Ok(Outcome::Interrupted { step: state.progress.step });
                }
                ready => ready?,
            };
            observer.compiled(&Compiled {
                graphs: 1 + usize::from(evaluator.is_some()),
                parameters,
                step_bytes: executable.workspace_bytes(),
                evaluation_bytes: evaluator.as_ref().map_or(0, Evaluator::workspace_bytes),
                resident_bytes: state.resident.values().map(|b| b.ty().bytes()).sum(),
            });
            let written = match &mut written {
                Some(Written { store, paths }) => {
                    let log = MetricsLog::open(&paths.metrics(), Some(state.progress.step))?;
                    Some((store, log))
                }
                None => None,
            };
            let mut at_work = AtWork { written, model: &model };
            while !state.progress.finished {
                let go_on = self.epoch(
                    &mut state,
                    &mut executable,
                    evaluator.as_mut(),
                    &mut at_work,
                    observer,
                )?;
                if !go_on {
                    return Ok(Outcome::Interrupted { step: state.progress.step });
                }
            }
        }
        let exported = match &mut written {
            Some(written) => self.export(written, &step, &state.progress, &model)?,
            None => self.exported(&state.progress),
        };
        Ok(Outcome::Finished(Summary {
            steps: state.progress.step,
            epochs: state.progress.epoch,
            best: state.progress.best,
            exported,
            parameters,
        }))
    }

    /// The graphs of the run, compiled.
    fn ready(&self, step: &TrainingStep) -> Result<(Executable, Option<Evaluator>), TrainError> {
        let sharing = Team::of(self.device).sharing;
        let executable = if sharing.replicas() == 1 {
            compile(&step.graph, self.device)?
        } else {
            let part = shared_step(self.config, self.objective, &*self.train, sharing)?;
            compile_replicated(&step.graph, &part.graph, &self.device.replicas())?
        };
        Ok((executable, self.evaluator()?))
    }

    /// What measures the validation examples, where there are any.
    fn evaluator(&self) -> Result<Option<Evaluator>, TrainError> {
        if self.validation.is_empty() {
            return Ok(None);
        }
        Ok(Some(Evaluator::new(
            self.objective,
            &*self.validation,
            evaluation_batch(self.config, self.validation.len(), self.device),
            self.config.workers,
            self.config.precision,
            self.device,
        )?))
    }

    fn steps_of_epoch(&self) -> usize {
        self.train.len().div_ceil(self.config.batch_size * self.config.accumulate)
    }

    /// Goes on to the end of the epoch; false where it was asked to stop before.
    fn epoch(
        &self,
        state: &mut State,
        executable: &mut Executable,
        evaluator: Option<&mut Evaluator>,
        at_work: &mut AtWork<'_>,
        observer: &mut dyn Observer,
    ) -> Result<bool, TrainError> {
        let config = self.config;
        let team = Team::of(self.device);
        let roll_call = RollCall { config, examples: self.train.len() };
        let (epoch, batches) = (state.progress.epoch, self.steps_of_epoch());
        let total = u64::from(config.epochs) * batches as u64;
        observer.epoch_begins(epoch, config.epochs, batches, state.progress.batch);
        let schedule = config.schedule_over(total);
        let options = LoaderOptions {
            batch_size: config.batch_size * config.accumulate,
            workers: config.workers,
            first_batch: state.progress.batch,
            share: team.share(),
        };
        let draw = Draw { seed: config.seed, epoch, augment: true };
        let order = epoch_order(self.train.len(), config.seed, epoch);
        let mut loader = Loader::new(self.train.clone(), order, draw, options);
        let rate = |step: u64| config.learning_rate * schedule.factor(step - 1, total);
        let seed = config.seed;
        // With other processes, what this one is asked is known to all a step later.
        let fill = |feed: &mut Feed, batch: &Batch, step: u64| {
            feed.fill(batch, step, rate(step), seed);
            if team.has_others() {
                feed.roll_call(&team.call(self.interrupt.is_requested(), step, &roll_call));
            }
        };
        let mut spare = Feed::default();
        let mut next = loader.next().transpose()?;
        let mut feed = Feed::default();
        let mut all_stop = false;
        if let Some(batch) = &next {
            fill(&mut feed, batch, state.progress.step + 1);
        }
        while let Some(batch) = next {
            let step = state.progress.step + 1;
            let rate_now = rate(step);
            // The next batch is loaded already, so that it can go to the device during this step.
            next = loader.next().transpose()?;
            if let Some(following) = &next {
                fill(&mut spare, following, step + 1);
            }
            let ahead = next.is_some().then_some(&spare.inputs);
            let results = executable.step_ahead(&mut state.resident, &feed.inputs, ahead)?;
            std::mem::swap(&mut feed, &mut spare);
            let (loss, norm) = (results["loss"].scalar(), results["gradient_norm"].scalar());
            for (what, value) in [("loss", loss), ("gradient's norm", norm)] {
                if !value.is_finite() {
                    let kept = at_work.kept()?;
                    return Err(TrainError::NotFinite { what, step, value, kept });
                }
            }
            if let Some(sums) = results.get("roll_call") {
                all_stop = team.said(sums.as_slice::<f32>(), step, &roll_call)?;
            }
            let weight = self.examples_of(state.progress.batch) as f64;
            state.progress.step = step;
            state.progress.batch += 1;
            state.progress.loss_sum += loss * weight;
            state.progress.loss_count += weight;
            observer.step_done(&StepDone {
                step,
                loss,
                learning_rate: rate_now,
                gradient_norm: norm,
                examples: weight,
            });
            loader.recycle(batch);
            let last = state.progress.batch == batches;
            // Asked once: a signal that comes later is answered by a later checkpoint.
            let stop = if team.has_others() { all_stop } else { self.interrupt.is_requested() };
            if !last && (self.is_due(step) || stop) {
                at_work.save(state)?;
                at_work.prune(config.keep_checkpoints, observer)?;
                if stop {
                    return Ok(false);
                }
            }
        }
        let stop = if team.has_others() { all_stop } else { self.interrupt.is_requested() };
        self.end_epoch(state, evaluator, stop, at_work, observer)?;
        Ok(state.progress.finished || !stop)
    }

    /// Examples of a batch of an epoch, those of all processes.
    fn examples_of(&self, batch: usize) -> usize {
        let size = self.config.batch_size * self.config.accumulate;
        size.min(self.train.len().saturating_sub(batch * size))
    }

    /// Whether a checkpoint is written after this step, whatever else happens.
    fn is_due(&self, step: u64) -> bool {
        let steps = self.config.checkpoint_steps;
        steps > 0 && step.is_multiple_of(steps)
    }

    fn end_epoch(
        &self,
        state: &mut State,
        evaluator: Option<&mut Evaluator>,
        stop: bool,
        at_work: &mut AtWork<'_>,
        observer: &mut dyn Observer,
    ) -> Result<(), TrainError> {
        let config = self.config;
        let mut metrics = Metrics::default();
        if let Some(evaluator) = evaluator {
            let ema = config.ema > 0.0;
            let predictions = evaluator.predict(&self.validation, &state.resident, ema)?;
            let cause = |cause| TrainError::Metric { split: "validation".into(), cause };
            metrics = self.judge.judge(&predictions).map_err(cause)?;
            metrics.insert("loss", predictions.loss);
        }
        let mut row = metrics.prefixed("validation");
        let progress = &mut state.progress;
        row.insert("train/loss", progress.loss_sum / progress.loss_count.max(f64::MIN_POSITIVE));
        row.insert("epoch", f64::from(progress.epoch + 1));
        let steps = u64::from(config.epochs) * self.steps_of_epoch() as u64;
        let factor = config.schedule_over(steps).factor(progress.step - 1, steps);
        row.insert("learning_rate", config.learning_rate * factor);
        at_work.log(progress.step, &row)?;

        let (name, better) = self.judge.monitor();
        let value = metrics.get(name).unwrap_or(f64::NAN);
        let improved = match progress.best {
            None => value.is_finite(),
            Some((best, _)) => better.of(value, best),
        };
        if improved {
            progress.best = Some((value, progress.step));
            progress.stale = 0;
        } else {
            progress.stale += 1;
        }
        progress.epoch += 1;
        progress.batch = 0;
        (progress.loss_sum, progress.loss_count) = (0.0, 0.0);
        let tired = config.patience > 0 && progress.stale >= config.patience;
        progress.finished = progress.epoch >= config.epochs || tired;
        let due = config.checkpoint_steps == 0 || self.is_due(progress.step);
        if improved || due || progress.finished || stop {
            at_work.save(state)?;
        }
        at_work.mark_best(&state.progress, name)?;
        at_work.prune(config.keep_checkpoints, observer)?;
        observer.epoch_done(state.progress.epoch, state.progress.step, &row, improved);
        Ok(())
    }

    /// Which step's weights are exported: the best, or the last.
    fn exported(&self, progress: &ProgressState) -> u64 {
        match (self.config.export, progress.best) {
            (Export::Best, Some((_, step))) => step,
            _ => progress.step,
        }
    }

    /// Exports the best weights, or the last; says of which step they are.
    fn export(
        &self,
        Written { store, paths }: &mut Written,
        step: &TrainingStep,
        progress: &ProgressState,
        model: &BTreeSet<String>,
    ) -> Result<u64, TrainError> {
        let mut checkpoint = match self.config.export {
            Export::Best => store.load_best()?.1,
            Export::Last => store.load_step(progress.step)?,
        };
        let weights = resident::restore(step, &mut checkpoint.files, model)?;
        let ema = self.config.ema > 0.0;
        let chosen: BTreeMap<&str, &neuron_rt::Buffer> = model
            .iter()
            .filter_map(|name| {
                let mean = if ema { weights.get(&format!("ema/{name}")) } else { None };
                Some((name.as_str(), mean.or_else(|| weights.get(name))?))
            })
            .collect();
        resident::export(&paths.model(), &chosen, &self.metadata)?;
        Ok(checkpoint.step)
    }
}

/// What was compiled for a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compiled {
    /// How many graphs.
    pub graphs: usize,
    /// Trained numbers.
    pub parameters: usize,
    /// Memory of the plan of a step, in bytes.
    pub step_bytes: usize,
    /// Memory of the plan of an evaluation batch, in bytes.
    pub evaluation_bytes: usize,
    /// Memory of weights and optimiser state, in bytes.
    pub resident_bytes: usize,
}

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepDone {
    /// Its number, from 1.
    pub step: u64,
    /// Mean loss of its examples.
    pub loss: f64,
    /// Its learning rate.
    pub learning_rate: f64,
    /// Norm of all gradients together, before clipping.
    pub gradient_norm: f64,
    /// Its examples.
    pub examples: f64,
}
