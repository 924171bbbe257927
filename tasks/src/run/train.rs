use super::ModelFile;
use crate::{Domain, Measured, Split, Task, TaskError};
use neuron_rt::neuron::Replica;
use neuron_rt::{Device, RunError};
use neuron_train::checkpoint::{TensorSlice, save_safetensors};
use neuron_train::run_folder::{RunFolder, RunManifest, RunName, Runs};
use neuron_train::signals::Interrupt;
use neuron_train::trainer::{
    Observer, OpenedRun, Opening, Outcome, Sharing, Summary, TrainError, Trainer, check,
    shared_step,
};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What is to be trained, and where.
pub struct TrainRequest<'a> {
    /// Whose task it is.
    pub domain: &'static Domain,
    /// All settings as TOML.
    pub toml: &'a str,
    /// Folder of all runs.
    pub runs: PathBuf,
    /// The run's name, where it was given.
    pub name: Option<RunName>,
    /// Go on with the run of that name.
    pub resume: bool,
    /// Code and machine.
    pub manifest: RunManifest,
    /// Where it runs.
    pub device: &'a Device,
    /// Asked whether to stop.
    pub interrupt: &'a Interrupt,
}

/// A run that was trained.
#[derive(Debug)]
pub struct Trained {
    /// Its folder, locked as long as this lives.
    pub run: RunFolder,
    /// What it came to on the test split; where it was asked to stop before the end, the step that
    /// it stands at.
    pub finished: Result<(Summary, Measured), u64>,
}

/// What a process did for a run.
#[derive(Debug)]
pub enum Training {
    /// All of it, or all that is written.
    Kept(Box<Trained>),
    /// Its share of each step, as one of several processes but the first; what training came to, or
    /// the step at which all were asked to stop.
    Shared(Replica, Result<Summary, u64>),
}

/// Trains, calibrates on the validation split, then measures the best weights on the test split once.
///
/// Of several processes that train together, the first measures and writes.
///
/// # Errors
/// What data, run folder, training and evaluation meet; the last good checkpoint stays.
pub fn train(
    task: &mut dyn Task,
    request: TrainRequest<'_>,
    observer: &mut dyn Observer,
) -> Result<Training, TaskError> {
    for notice in task.notices() {
        observer.notice(&notice);
    }
    let (opened, ended) = fit(task, &request, observer)?;
    let run = match opened {
        OpenedRun::Written(run) => run,
        OpenedRun::Shared(process, _) => return Ok(Training::Shared(process, ended)),
    };
    let finished = match ended {
        Err(step) => Err(step),
        Ok(summary) => match measure(task, &request, &run.paths().model()) {
            // What is left is to measure; resuming the run does that alone.
            Err(TaskError::Train(TrainError::Run(RunError::Cancelled { .. }))) => {
                Err(summary.steps)
            }
            measured => Ok((summary, measured?)),
        },
    };
    Ok(Training::Kept(Box::new(Trained { run, finished })))
}

/// Trains to the end, or until asked to stop.
fn fit(
    task: &dyn Task,
    request: &TrainRequest<'_>,
    observer: &mut dyn Observer,
) -> Result<(OpenedRun, Result<Summary, u64>), TaskError> {
    let config = task.trainer();
    let (train, validation) = (task.examples(Split::Train), task.examples(Split::Validation));
    // Before a folder is made: what cannot be trained leaves no run behind.
    check(config, &*train, &*validation)?;
    shared_step(config, task.objective(), &*train, Sharing::of(request.device))?;
    let start = task.start()?;
    let manifest = RunManifest { datasets: task.hashes(), ..request.manifest.clone() };
    let opening = Opening {
        runs: &Runs::new(&request.runs, request.domain.name)?,
        name: request.name.as_ref(),
        resume: request.resume,
        named_after: [task.name(), task.dataset()],
        toml: request.toml,
        manifest: &manifest,
        process: request.device.process(),
    };
    let opened = opening.open(observer)?;
    let trainer = Trainer {
        config,
        device: request.device,
        objective: task.objective(),
        judge: task.judge(),
        start,
        train,
        validation,
        run: opened.access(),
        interrupt: request.interrupt,
        metadata: ModelFile::metadata(request.domain, task),
    };
    let ended = match trainer.fit(observer)? {
        Outcome::Interrupted { step } => Err(step),
        Outcome::Finished(summary) => Ok(summary),
    };
    drop(trainer);
    Ok((opened, ended))
}

/// Calibrates the exported weights, says so in their header, and measures them.
fn measure(
    task: &mut dyn Task,
    request: &TrainRequest<'_>,
    path: &Path,
) -> Result<Measured, TaskError> {
    let (domain, device) = (request.domain, request.device);
    let weights = ModelFile::read(domain, path)?.weights;
    let before = ModelFile::metadata(domain, task);
    task.calibrate(&weights, device)?;
    let after: BTreeMap<String, String> = ModelFile::metadata(domain, task);
    if after != before {
        let tensors: Vec<TensorSlice<'_>> =
            weights.iter().map(|(name, buffer)| TensorSlice::of(name, buffer)).collect();
        save_safetensors(path, &tensors, &after)?;
    }
    task.measure(Split::Test, &weights, device)
}
