//! A device: one chip, with its cores.

use super::attribute::Attribute;
use super::counter::{Counter, number};
use super::neuron_core::Core;
use super::note::Note;
use super::roots::Roots;
use super::sysfs;
use std::collections::BTreeMap;
use std::path::Path;

/// A chip and what the driver says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Device {
    /// Its number, as in `/dev/neuron0`.
    pub index: u32,
    /// Whether there is a device node, without which no process here can use it.
    pub has_node: bool,
    /// Its architecture, such as `NDv2`.
    pub architecture: Option<String>,
    /// Its product, such as `Trainium1`.
    pub name: Option<String>,
    /// The family of instances that it is built into, such as `Trn1`.
    pub instance: Option<String>,
    /// Its serial number.
    pub serial_number: Option<String>,
    /// The numbers of the devices that it has a direct link to; told to root only by most drivers.
    pub connected: Option<Vec<u32>>,
    /// How many physical cores the driver says that it has; told to root only by most drivers.
    pub core_count: Option<u32>,
    /// Its physical cores, as far as they are described.
    pub cores: Vec<Core>,
    /// Host memory in use for the device by what it is used for, in bytes.
    pub host_memory_by_use: BTreeMap<String, Counter>,
    /// Errors of the hardware: `mem_ecc_uncorrected`, `sram_ecc_uncorrected`, …
    pub hardware_errors: BTreeMap<String, u64>,
}

impl Device {
    /// Reads a device's folder, wherever it is.
    pub(super) fn read(index: u32, has_node: bool, roots: &Roots, notes: &mut Vec<Note>) -> Self {
        let device = Self { index, has_node, ..Self::default() };
        let folder = roots.device_folders(index).into_iter().find(|folder| folder.is_dir());
        match folder {
            Some(folder) => device.described(&folder, notes),
            None => device,
        }
    }

    fn described(self, folder: &Path, notes: &mut Vec<Note>) -> Self {
        let text = |documented: &str| Attribute::read(&folder.join(documented)).text();
        let architecture = sysfs::folder(folder, "info/architecture");
        let of_architecture = |name: &str| {
            architecture.as_ref().and_then(|folder| Attribute::read(&folder.join(name)).text())
        };
        let host_memory = sysfs::folder(folder, "stats/memory_usage/host_mem");
        let cores: Vec<Core> = sysfs::numbered_entries(folder, "neuron_core")
            .into_iter()
            .map(|(index, folder)| Core::read(index, &folder, notes))
            .collect();
        // Where cores are described, nobody misses a count that root alone may read.
        let mut unneeded = Vec::new();
        let about_count = if cores.is_empty() { &mut *notes } else { &mut unneeded };
        let core_count = number(&folder.join("core_count"), about_count)
            .and_then(|count| u32::try_from(count).ok());
        Self {
            architecture: of_architecture("arch_type"),
            name: of_architecture("device_name"),
            instance: of_architecture("instance_type"),
            serial_number: text("info/serial_number"),
            connected: connected(&folder.join("connected_devices"), notes),
            core_count,
            cores,
            host_memory_by_use: host_memory
                .map(|folder| Counter::read_all(&folder, notes))
                .unwrap_or_default(),
            hardware_errors: sysfs::folder(folder, "stats/hardware")
                .map(|folder| hardware_errors(&folder, notes))
                .unwrap_or_default(),
            ..self
        }
    }

    /// The sum over its cores of what each of them counts, where one does.
    pub(super) fn sum(&self, count: impl Fn(&Core) -> Option<u64>) -> Option<u64> {
        self.cores.iter().filter_map(count).reduce(u64::saturating_add)
    }

    /// Device memory in use over all its cores, in bytes.
    #[must_use]
    pub fn memory_in_use(&self) -> Option<u64> {
        self.sum(|core| core.device_memory.map(|counter| counter.total))
    }
}

/// Reads a list like `12, 3, 4, 1`; an empty one says that there is no link.
fn connected(path: &Path, notes: &mut Vec<Note>) -> Option<Vec<u32>> {
    match Attribute::read(path) {
        Attribute::Text(text) => {
            let parts = text.split([',', ' ']).filter(|part| !part.is_empty());
            let devices: Result<Vec<u32>, _> = parts.map(str::parse).collect();
            devices
                .map_err(|_| {
                    let path = path.to_owned();
                    notes.push(Note::Malformed { path, text, expected: "a list of devices" });
                })
                .ok()
        }
        Attribute::Absent => None,
        Attribute::Denied => {
            notes.push(Note::Denied { path: path.to_owned() });
            None
        }
        Attribute::Failed(reason) => {
            notes.push(Note::Failed { path: path.to_owned(), reason });
            None
        }
    }
}

/// Reads the counts of a folder whose files are numbers.
fn hardware_errors(folder: &Path, notes: &mut Vec<Note>) -> BTreeMap<String, u64> {
    let Ok(entries) = std::fs::read_dir(folder) else { return BTreeMap::new() };
    let files = entries.flatten().filter(|entry| entry.path().is_file());
    files
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            Some((name, number(&entry.path(), notes)?))
        })
        .collect()
}
