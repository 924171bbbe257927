//! One attempt at one module: write it down, run the compiler, look at what came out.

use super::cache::{Failure, names};
use super::invoke::{self, Ended};
use super::{Arguments, CacheError, CompileError, Event, Progress, Refusal, log};
use crate::neuron::neff::NeffHeader;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::time::Duration;

/// What of each log is searched for errors: they stand at its end.
const SEARCHED: u64 = 1 << 20;
/// How many last lines stand for an error without a code.
const LAST_LINES: usize = 3;

pub(super) struct Attempt<'a> {
    pub(super) program: &'a Path,
    pub(super) version: &'a str,
    pub(super) name: &'a str,
    pub(super) module: &'a [u8],
    pub(super) arguments: &'a Arguments,
    pub(super) limit: Option<Duration>,
}

/// What an attempt gave; the NEFF's file is still where the compiler wrote it.
pub(super) struct Success {
    pub(super) neff: Vec<u8>,
    pub(super) seconds: f64,
}

impl Attempt<'_> {
    /// Runs the compiler in the folder `work`. Where it fails, `failed_log` tells what it said.
    pub(super) fn run(
        &self,
        work: &Path,
        failed_log: &Path,
        progress: &dyn Progress,
    ) -> Result<Success, CompileError> {
        let module = work.join(names::MODULE);
        fs::write(&module, self.module).map_err(CacheError::at("write", &module))?;
        let (output, neff) = (work.join(names::OUTPUT), work.join(names::NEFF));
        let log_file = self.log_file(work)?;
        let mut command = Command::new(self.program);
        command.current_dir(work).arg("compile").arg(&module).args(&self.arguments.flags);
        command.arg("--output").arg(&neff).arg("--logfile").arg(&log_file);
        let shown = format!("{command:?}");
        progress.event(Event::Started {
            name: self.name,
            module_bytes: self.module.len(),
            version: self.version,
            command: &shown,
        });
        let logs = (output.as_path(), log_file.as_path());
        let run = invoke::run(&mut command, self.name, logs, self.limit, progress);
        let (ended, took) =
            run.map_err(|source| CompileError::Start { program: self.program.to_owned(), source })?;
        let seconds = took.as_secs_f64();

        let failed = |why: &str| -> Result<PathBuf, CacheError> {
            let failure = Failure {
                name: self.name.to_owned(),
                target: self.arguments.target.clone(),
                why: why.to_owned(),
            };
            failure.write(failed_log, work, &shown, &[&output, &log_file])?;
            Ok(failed_log.to_owned())
        };
        let name = self.name.to_owned();
        match ended {
            Ended::Cancelled => Err(CompileError::Cancelled { name, seconds }),
            Ended::Limit(limit) => {
                let log = failed(&format!("not done after {} s", limit.as_secs_f64()))?;
                Err(CompileError::TimedOut { name, limit, log })
            }
            Ended::Itself(status) => match signal(status) {
                Some(signal) => {
                    let log = failed(&format!("ended by signal {signal}"))?;
                    Err(CompileError::Killed { name, signal, log })
                }
                None if !status.success() => {
                    Err(self.refused(&status.to_string(), logs, &failed)?)
                }
                None => match read(&neff) {
                    Ok(neff) => Ok(Success { neff, seconds }),
                    Err(source) => {
                        let log = failed(&source.to_string())?;
                        Err(CompileError::BadNeff { name, source, log })
                    }
                },
            },
        }
    }

    fn refused(
        &self,
        status: &str,
        (output, log_file): (&Path, &Path),
        failed: &dyn Fn(&str) -> Result<PathBuf, CacheError>,
    ) -> Result<CompileError, CacheError> {
        let said = [output, log_file].map(|path| log::tail(path, SEARCHED));
        let diagnostics = log::diagnostics(&said.concat());
        let last_lines = said
            .iter()
            .map(|text| log::last_lines(text, LAST_LINES))
            .find(|lines| !lines.is_empty())
            .unwrap_or_default();
        let why = match diagnostics.first() {
            Some(diagnostic) => format!("{status}, {diagnostic}"),
            None => status.to_owned(),
        };
        let log = failed(&why)?;
        Ok(CompileError::Failed(Box::new(Refusal {
            name: self.name.to_owned(),
            target: self.arguments.target.clone(),
            status: status.to_owned(),
            diagnostics,
            last_lines,
            log,
        })))
    }

    /// The compiler runs in another folder, so a path that the user wrote is made absolute.
    fn log_file(&self, work: &Path) -> Result<PathBuf, CacheError> {
        match &self.arguments.log_file {
            Some(users) => {
                std::path::absolute(users).map_err(CacheError::at("find", Path::new(users)))
            }
            None => Ok(work.join(names::LOG)),
        }
    }
}

fn read(neff: &Path) -> Result<Vec<u8>, crate::neuron::neff::NeffError> {
    let bytes = crate::neuron::neff::read(neff)?;
    NeffHeader::parse(&bytes)?;
    Ok(bytes)
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}
