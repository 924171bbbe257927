use super::{
    Classifier, Evaluation, LandUseConfig, LandUseData, LandUseError, ModelFile, ModelInfo,
    evaluate,
};
use crate::datasets::OpenOptions;
use neuron_rt::{Device, RunError};
use neuron_train::config::{ResumeRule, compare_for_resume};
use neuron_train::run_folder::{Consequence, NewName, RunFolder, RunManifest, RunName, Runs};
use neuron_train::signals::Interrupt;
use neuron_train::trainer::{
    ClassificationJudge, Observer, Outcome, Summary, TrainError, Trainer, check, shared_step,
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

/// Settings that a resumed run may change: they decide how fast and how long, not what comes out.
const RESUME_RULES: [ResumeRule<'static>; 3] = [
    ResumeRule::Free("trainer.workers"),
    ResumeRule::Free("trainer.checkpoint_steps"),
    ResumeRule::Free("trainer.keep_checkpoints"),
];

/// Trains, then measures the best weights on the test split once.
///
/// # Errors
/// What data, run folder, training and evaluation meet; the last good checkpoint stays.
pub fn train(
    request: TrainRequest<'_>,
    observer: &mut dyn Observer,
) -> Result<Trained, LandUseError> {
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
    shared_step(&config.trainer, &classifier, &*train, request.device.replicas().len())?;
    let manifest = RunManifest { datasets: data.hashes(), ..request.manifest };
    let runs = Runs::new(&request.runs, "vision")?;
    let run = match (&request.name, request.resume) {
        (Some(name), true) => {
            let run = runs.resume(name)?;
            check_resume(&run, request.toml, &manifest, observer)?;
            run
        }
        (None, true) => {
            return Err(LandUseError::Setting {
                key: "--resume",
                found: "without a run".into(),
                expected: "`--name RUN`".into(),
            });
        }
        (name, false) => {
            let name = match name {
                Some(name) => NewName::Given(name.clone()),
                None => {
                    let dataset = data.set.name.clone();
                    NewName::Numbered { task: "land_use".into(), dataset }
                }
            };
            runs.create(&name, request.toml, &manifest)?
        }
    };
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
        run: &run,
        interrupt: request.interrupt,
        metadata: info.metadata(),
    };
    let summary = match trainer.fit(observer)? {
        Outcome::Interrupted { step } => return Ok(Trained { run, data, finished: Err(step) }),
        Outcome::Finished(summary) => summary,
    };
    drop(trainer);
    let model = ModelFile::read(&run.paths().model())?;
    let test = data.examples(&data.test, &config.augmentation);
    let finished = match evaluate(config, &classifier, &test, &model.weights, request.device) {
        // What is left is to measure; resuming the run does that alone.
        Err(LandUseError::Train(TrainError::Run(RunError::Cancelled { .. }))) => Err(summary.steps),
        measured => Ok((summary, measured?)),
    };
    Ok(Trained { run, data, finished })
}

/// A run goes on only as the run that it was.
fn check_resume(
    run: &RunFolder,
    toml: &str,
    manifest: &RunManifest,
    observer: &mut dyn Observer,
) -> Result<(), LandUseError> {
    let path = run.paths().config();
    let stored = std::fs::read_to_string(&path)
        .map_err(|error| neuron_train::file_system::FileError::new("read", &path, error))?;
    for change in compare_for_resume(&stored, toml, &RESUME_RULES)? {
        observer.notice(&change.to_string());
    }
    let manifest_path = run.paths().manifest();
    let mut begun = RunManifest::read(&manifest_path)?;
    for difference in begun.differences(manifest) {
        if difference.consequence == Consequence::AnotherRun {
            return Err(LandUseError::Setting {
                key: "--resume",
                found: difference.to_string(),
                expected: "the run as it was begun".into(),
            });
        }
        observer.notice(&format!("{difference}: the result may differ in its last bits"));
    }
    if begun.goes_on_with(&manifest.device) {
        begun.write(&manifest_path)?;
    }
    Ok(())
}
