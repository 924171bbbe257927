//! What tests ask for by environment variables.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;
use std::{env, thread};

use serde_json::json;

/// The version where `NEURON_SIM_COMPILER_VERSION` gives no other.
const VERSION: &str = "2.99.0.0+nrtsim";

/// What tests ask of the compiler.
#[derive(Debug, Clone, Default)]
pub struct Simulation {
    /// `NEURON_SIM_COMPILER_VERSION`: the version that it says it has.
    pub version: String,
    /// `NEURON_SIM_COMPILE_LOG`: a file that gets a line of JSON for each compilation that begins.
    pub log: Option<PathBuf>,
    /// `NEURON_SIM_COMPILE_MILLIS`: how long a compilation waits before it begins.
    pub delay: Duration,
    /// `NEURON_SIM_COMPILE_FAULT`: how compilations end; the README lists the words.
    pub fault: Option<String>,
}

/// How a compilation ends by request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// With this code.
    Fail(u8),
    /// By a signal.
    Crash,
    /// With half of the file written.
    Truncate,
    /// As if it had worked, without a file.
    NoOutput,
    /// Not within an hour.
    Hang,
}

impl Simulation {
    /// What the environment asks for.
    ///
    /// # Errors
    /// The delay is no number.
    pub fn from_environment() -> Result<Simulation, String> {
        let text = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let millis = text("NEURON_SIM_COMPILE_MILLIS").map_or(Ok(0), |text| {
            text.parse()
                .map_err(|_| format!("`NEURON_SIM_COMPILE_MILLIS` is `{text}`, expected a number"))
        })?;
        Ok(Simulation {
            version: text("NEURON_SIM_COMPILER_VERSION").unwrap_or_else(|| VERSION.to_owned()),
            log: text("NEURON_SIM_COMPILE_LOG").map(PathBuf::from),
            delay: Duration::from_millis(millis),
            fault: text("NEURON_SIM_COMPILE_FAULT"),
        })
    }

    /// Notes that a compilation begins, waits, and says how it should end.
    ///
    /// The fault is `fail`, `fail:CODE`, `crash`, `truncate`, `no-output` or `hang`; `@N` behind it means the `N`th
    /// compilation of the log alone.
    pub(super) fn begin(&self, words: &[String]) -> io::Result<Option<Fault>> {
        let nth = self.note(words)?;
        thread::sleep(self.delay);
        let Some(text) = &self.fault else { return Ok(None) };
        let malformed = || io::Error::other(format!("`NEURON_SIM_COMPILE_FAULT` is `{text}`"));
        let (fault, only) = match text.split_once('@') {
            Some((fault, nth)) => (fault, Some(nth.parse::<usize>().map_err(|_| malformed())?)),
            None => (text.as_str(), None),
        };
        let fault = match (fault, fault.strip_prefix("fail:")) {
            (_, Some(code)) => Fault::Fail(code.parse().map_err(|_| malformed())?),
            ("fail", _) => Fault::Fail(70),
            ("crash", _) => Fault::Crash,
            ("truncate", _) => Fault::Truncate,
            ("no-output", _) => Fault::NoOutput,
            ("hang", _) => Fault::Hang,
            _ => return Err(malformed()),
        };
        if only.is_some() && nth.is_none() {
            return Err(io::Error::other("`@` needs `NEURON_SIM_COMPILE_LOG` to count by"));
        }
        Ok(Some(fault).filter(|_| only.is_none() || only == nth))
    }

    /// Adds a line to the log, and counts its lines.
    fn note(&self, words: &[String]) -> io::Result<Option<usize>> {
        let Some(path) = &self.log else { return Ok(None) };
        let line = format!("{}\n", json!({ "arguments": words, "version": self.version }));
        OpenOptions::new().create(true).append(true).open(path)?.write_all(line.as_bytes())?;
        Ok(Some(fs::read_to_string(path)?.lines().count()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(fault: &str, log: Option<PathBuf>) -> Simulation {
        Simulation { fault: Some(fault.to_owned()), log, ..Simulation::default() }
    }

    #[test]
    fn a_fault_can_be_of_one_compilation() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let simulation = with("fail:3@2", Some(log.clone()));
        let faults: Vec<_> = (0..3).map(|_| simulation.begin(&["a".to_owned()]).unwrap()).collect();
        assert_eq!(faults, [None, Some(Fault::Fail(3)), None]);
        let lines = fs::read_to_string(log).unwrap();
        assert_eq!(lines.lines().next(), Some(r#"{"arguments":["a"],"version":""}"#));
    }

    #[test]
    fn faults_by_name() {
        let fault = |text| with(text, None).begin(&[]).map_err(|error| error.to_string());
        assert_eq!(fault("fail"), Ok(Some(Fault::Fail(70))));
        assert_eq!(fault("truncate"), Ok(Some(Fault::Truncate)));
        assert_eq!(fault("melt"), Err("`NEURON_SIM_COMPILE_FAULT` is `melt`".to_owned()));
        assert_eq!(fault("fail:999"), Err("`NEURON_SIM_COMPILE_FAULT` is `fail:999`".to_owned()));
        assert!(fault("fail@1").unwrap_err().contains("NEURON_SIM_COMPILE_LOG"));
        assert_eq!(Simulation::default().begin(&[]).unwrap(), None);
    }
}
