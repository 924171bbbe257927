//! A core of a device.

use super::attribute::Attribute;
use super::counter::Counter;
use super::note::Note;
use super::sysfs;
use std::collections::BTreeMap;
use std::path::Path;

/// A physical core and what the driver counts of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Core {
    /// Its number within its device.
    pub index: u32,
    /// Its architecture, such as `NCv2`.
    pub architecture: Option<String>,
    /// Device memory in use, in bytes.
    pub device_memory: Option<Counter>,
    /// The same by what it is used for: `tensors`, `constants`, `model_code`, …
    pub device_memory_by_use: BTreeMap<String, Counter>,
    /// Host memory in use for the core, in bytes.
    pub host_memory: Option<Counter>,
    /// How often the runtime returned each status: `success`, `timeout`, `oob_error`, …
    pub status: BTreeMap<String, Counter>,
    /// `inference_count`, `flop_count`, `model_load_count`, `nc_time_in_use` (µs), …
    pub activity: BTreeMap<String, Counter>,
}

impl Core {
    /// Reads a core's folder.
    pub(super) fn read(index: u32, folder: &Path, notes: &mut Vec<Note>) -> Self {
        let below = |documented| sysfs::folder(folder, documented);
        let device_memory = below("stats/memory_usage/device_mem");
        let host_memory = below("stats/memory_usage/host_mem");
        let (status, activity) = (below("stats/status"), below("stats/other_info"));
        let architecture = below("info/architecture");
        let mut all = |folder: Option<std::path::PathBuf>| {
            folder.map(|folder| Counter::read_all(&folder, notes)).unwrap_or_default()
        };
        Self {
            index,
            architecture: architecture
                .and_then(|folder| Attribute::read(&folder.join("arch_type")).text()),
            device_memory_by_use: all(device_memory.clone()),
            status: all(status),
            activity: all(activity),
            device_memory: device_memory.and_then(|folder| Counter::read(&folder, notes)),
            host_memory: host_memory.and_then(|folder| Counter::read(&folder, notes)),
        }
    }

    /// Executions that succeeded since the driver was loaded.
    #[must_use]
    pub fn executions(&self) -> Option<u64> {
        self.activity.get("inference_count").map(|counter| counter.total)
    }

    /// Calls of the runtime that did not succeed since the driver was loaded.
    #[must_use]
    pub fn failures(&self) -> Option<u64> {
        let failed = self.status.iter().filter(|(name, _)| *name != "success");
        (!self.status.is_empty())
            .then(|| failed.fold(0, |sum: u64, (_, counter)| sum.saturating_add(counter.total)))
    }
}
