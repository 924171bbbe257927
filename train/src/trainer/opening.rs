//! The folder of a run: a new one, or that of a run that is gone on with.

use super::{Observer, RunAccess, TrainError};
use crate::config::{ResumeRule, compare_for_resume};
use crate::file_system::FileError;
use crate::run_folder::{Consequence, NewName, RunFolder, RunManifest, RunName, RunPaths, Runs};
use neuron_rt::neuron::Replica;

/// Which run is trained.
#[derive(Debug)]
pub struct Opening<'a> {
    /// The runs of the domain.
    pub runs: &'a Runs,
    /// Its name; a new run needs none.
    pub name: Option<&'a RunName>,
    /// Go on with the run of that name.
    pub resume: bool,
    /// Task and dataset, which a new run without a name is named after.
    pub named_after: [&'a str; 2],
    /// Its settings as TOML.
    pub toml: &'a str,
    /// Code, machine and data.
    pub manifest: &'a RunManifest,
    /// Which of several processes that train together this one is: the first alone writes.
    pub process: Option<Replica>,
}

/// A run that training can begin or go on with.
#[derive(Debug)]
pub enum OpenedRun {
    /// This process writes it, and holds its lock.
    Written(RunFolder),
    /// Another process writes it; the folder to go on from, if there is one.
    Shared(Replica, Option<RunPaths>),
}

/// Settings that a resumed run may change: they decide how fast and how long, not what comes out.
const RESUME_RULES: [ResumeRule<'static>; 3] = [
    ResumeRule::Free("trainer.workers"),
    ResumeRule::Free("trainer.checkpoint_steps"),
    ResumeRule::Free("trainer.keep_checkpoints"),
];

impl OpenedRun {
    /// What the trainer may do with it.
    #[must_use]
    pub fn access(&self) -> RunAccess<'_> {
        match self {
            Self::Written(run) => RunAccess::Write(run),
            Self::Shared(_, paths) => RunAccess::Read(paths.as_ref().map(RunPaths::root)),
        }
    }
}

impl Opening<'_> {
    /// Creates the run's folder, or opens that of the run to go on with.
    ///
    /// # Errors
    /// Where the name is taken or names no run, and where going on would make another run of it.
    pub fn open(&self, observer: &mut dyn Observer) -> Result<OpenedRun, TrainError> {
        let other = self.process.filter(|process| process.rank > 0);
        match (self.name, self.resume, other) {
            (Some(name), true, None) => {
                let run = self.runs.resume(name)?;
                self.check(run.paths(), observer)?;
                Ok(OpenedRun::Written(run))
            }
            (Some(name), true, Some(process)) => {
                let paths = self.runs.open(name)?;
                self.check(&paths, observer)?;
                Ok(OpenedRun::Shared(process, Some(paths)))
            }
            (None, true, _) => Err(TrainError::Setting {
                key: "--resume",
                found: "without a run".to_owned(),
                expected: "`--name RUN`",
            }),
            (_, false, Some(process)) => Ok(OpenedRun::Shared(process, None)),
            (name, false, None) => {
                let [task, dataset] = self.named_after.map(str::to_owned);
                let name =
                    name.cloned().map_or(NewName::Numbered { task, dataset }, NewName::Given);
                Ok(OpenedRun::Written(self.runs.create(&name, self.toml, self.manifest)?))
            }
        }
    }

    /// A run goes on only as the run that it was.
    fn check(&self, paths: &RunPaths, observer: &mut dyn Observer) -> Result<(), TrainError> {
        let path = paths.config();
        let stored =
            std::fs::read_to_string(&path).map_err(|error| FileError::new("read", &path, error))?;
        for change in compare_for_resume(&stored, self.toml, &RESUME_RULES)? {
            observer.notice(&change.to_string());
        }
        let manifest_path = paths.manifest();
        let mut begun = RunManifest::read(&manifest_path)?;
        for difference in begun.differences(self.manifest) {
            if difference.consequence == Consequence::AnotherRun {
                return Err(TrainError::Setting {
                    key: "--resume",
                    found: difference.to_string(),
                    expected: "the run as it was begun",
                });
            }
            observer.notice(&format!("{difference}: the result may differ in its last bits"));
        }
        let writes = self.process.is_none_or(|process| process.rank == 0);
        if writes && begun.goes_on_with(&self.manifest.device) {
            begun.write(&manifest_path)?;
        }
        Ok(())
    }
}
