//! The library of the process.
#![allow(unsafe_code)]

use super::NeuronError;
use super::traffic::{Meter, Traffic};
use nrt_sys::types::{Family, Framework};
use nrt_sys::{CallError, Candidate, LIBRARY_VARIABLE, Library, candidates};
use std::collections::BTreeMap;
use std::ffi::CStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// The initialised library. Models, sets and tensors hold it, so that it is closed after the last of
/// them is gone.
pub(in crate::neuron) struct Session {
    pub(super) library: Library,
    pub(super) meter: Meter,
    /// What the library says it is.
    pub(in crate::neuron) version: String,
    /// Cores that the process may use.
    pub(in crate::neuron) cores: u32,
}

/// A core of a session.
#[derive(Clone)]
pub(in crate::neuron) struct Core {
    pub(in crate::neuron) session: Arc<Session>,
    /// Counted within those that the process may use.
    pub(in crate::neuron) number: u32,
}

/// The process's session of each library: libnrt takes its cores for the whole process.
static OPEN: Mutex<BTreeMap<Option<PathBuf>, Weak<Session>>> = Mutex::new(BTreeMap::new());

const VERSION: &CStr = c"";

impl Session {
    /// Finds and initialises the library, or the one at this path; or gives the session that is open.
    pub(in crate::neuron) fn open(path: Option<&Path>) -> Result<Arc<Self>, NeuronError> {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        let key = path.map(Path::to_owned);
        if let Some(session) = open.get(&key).and_then(Weak::upgrade) {
            return Ok(session);
        }
        let candidates = match path {
            Some(path) => vec![Candidate::named(path)],
            None => candidates(std::env::var_os(LIBRARY_VARIABLE)),
        };
        // SAFETY: the library is AWS's, or one that the user names to stand in for it.
        let library = unsafe { Library::open_from(&candidates) }?;
        let version = library.version()?.to_string();
        library.init(Framework::NO_FRAMEWORK, VERSION, VERSION)?;
        // From here on the library is closed, whatever happens.
        let mut session = Self { library, meter: Meter::default(), version, cores: 0 };
        session.cores = session.library.visible_core_count()?;
        if session.cores == 0 {
            return Err(NeuronError::NoCore);
        }
        let session = Arc::new(session);
        open.insert(key, Arc::downgrade(&session));
        Ok(session)
    }
}

impl Session {
    /// What travelled so far.
    pub(in crate::neuron) fn traffic(&self) -> Traffic {
        self.meter.read()
    }

    /// Bytes of a core's memory, in use and in all, where the release tells.
    pub(in crate::neuron) fn memory(&self, core: u32) -> Option<(u64, u64)> {
        let stats = self.library.memory_stats(core).ok()?;
        Some((stats.bytes_used as u64, stats.bytes_limit as u64))
    }

    /// The instance's family, where the release tells: `trn1`.
    pub(in crate::neuron) fn family(&self) -> Result<Option<&'static str>, NeuronError> {
        let info = match self.library.instance_info() {
            Ok(info) => info,
            Err(CallError::Missing { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let name = match info.family {
            Family::TRN1 => "trn1",
            Family::TRN1N => "trn1n",
            Family::INF2 | Family::INF2E => "inf2",
            Family::TRN2 | Family::TRN2N | Family::TRN2P | Family::TRN2U => "trn2",
            Family::TRN3 => "trn3",
            _ => return Ok(None),
        };
        Ok(Some(name))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.library.close();
    }
}
