use super::{
    Classifier, Evaluation, LandUseConfig, LandUseData, LandUseError, ModelFile, ModelInfo,
    evaluate,
};
use crate::datasets::OpenOptions;
use neuron_rt::neuron::Replica;
use neuron_rt::{Device, RunError};
use neuron_train::run_folder::{RunFolder, RunManifest, RunName, Runs};
use neuron_train::signals::Interrupt;
use neuron_train::trainer::{
    ClassificationJudge, Observer, OpenedRun, Opening, Outcome, Sharing, Summary, TrainError,
    Trainer, check, shared_step,
};
use std::path::PathBuf;

/// What is to be trained, and where.
#[derive(Debug)]
pub struct TrainRequest<'a> {
    /// Settings.
    pub config: &'a LandUseConfig,
    /// The same as TOML.
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
    /// Where datasets come from.
    pub open: &'a OpenOptions,
    /// Asked whether to stop.
    pub interrupt: &'a Interrupt,
}

/// A run that was trained.
#[derive(Debug)]
pub struct Trained {
    /// Its folder, locked as long as this lives.
    pub run: RunFolder,
    /// Its data.
    pub data: LandUseData,
    /// `None` where it was asked to stop before the end; the step that it stands at.
    pub finished: Result<(Summary, Evaluation), u64>,
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

/// Trains, then measures the best weights on the test split once.
///
/// Of several processes that train together, the first measures and writes.
///
/// # Errors
/// What data, run folder, training and evaluation meet; the last good checkpoint stays.
pub fn train(
    request: TrainRequest<'_>,
    observer: &mut dyn Observer,
) -> Result<Training, LandUseError> {
    let config = request.config;
    let data = LandUseData::open(config, request.open)?;
    if data.statistics.missing > 0 {
        let count = data.statistics.missing;
        observer.notice(&format!("{count} missing pixels are filled with their band's mean"));
    }
    let classifier = Classifier::new(config, data.shape());
    let train = data.examples(&data.train, &config.augmentation);
    let validation = data.examples(&data.validation, &config.augmentation);
    // Before a folder is made: what cannot be trained leaves no run behind.
    check(&config.trainer, &*train, &*validation)?;
    shared_step(&config.trainer, &classifier, &*train, Sharing::of(request.device))?;
    let manifest = RunManifest { datasets: data.hashes(), ..request.manifest };
    let opening = Opening {
        runs: &Runs::new(&request.runs, "vision")?,
        name: request.name.as_ref(),
        resume: request.resume,
        named_after: ["land_use", &data.set.name],
        toml: request.toml,
        manifest: &manifest,
        process: request.device.process(),
    };
    let opened = opening.open(observer)?;
    let info = ModelInfo {
        classes: data.set.classes.clone(),
        bands: data.set.bands.clone(),
        extent: [data.set.height, data.set.width],
        synthetic: data.set.synthetic,
        statistics: data.statistics.clone(),
        config: config.clone(),
    };
    let judge = ClassificationJudge::new(data.set.classes.len());
    let trainer = Trainer {
        config: &config.trainer,
        device: request.device,
        objective: &classifier,
        judge: &judge,
        train,
        validation,
        run: opened.access(),
        interrupt: request.interrupt,
        metadata: info.metadata(),
    };
    let ended = match trainer.fit(observer)? {
        Outcome::Interrupted { step } => Err(step),
        Outcome::Finished(summary) => Ok(summary),
    };
    drop(trainer);
    let run = match opened {
        OpenedRun::Written(run) => run,
        OpenedRun::Shared(process, _) => return Ok(Training::Shared(process, ended)),
    };
    let summary = match ended {
        Ok(summary) => summary,
        Err(step) => {
            return Ok(Training::Kept(Box::new(Trained { run, data, finished: Err(step) })));
        }
    };
    let model = ModelFile::read(&run.paths().model())?;
    let test = data.examples(&data.test, &config.augmentation);
    let finished = match evaluate(config, &classifier, &test, &model.weights, request.device) {
        // What is left is to measure; resuming the run does that alone.
        Err(LandUseError::Train(TrainError::Run(RunError::Cancelled { .. }))) => Err(summary.steps),
        measured => Ok((summary, measured?)),
    };
    Ok(Training::Kept(Box::new(Trained { run, data, finished })))
}
