//! The machine's devices, all together.

use super::attribute::Attribute;
use super::device::Device;
use super::instance::InstanceType;
use super::note::Note;
use super::roots::Roots;
use super::sysfs;
use crate::neuron::Target;
use std::collections::BTreeMap;
use std::ops::Range;

/// What Neuron hardware the machine has.
///
/// Its `Display` is a table in the manner of `neuron-ls`, followed by its notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inventory {
    /// The type of the instance, or what the machine gives in its place.
    pub instance: Option<InstanceType>,
    /// What to compile for: what the caller named, else what the devices say, else what the
    /// instance's type says.
    pub target: Option<Target>,
    /// How many physical cores make a logical one.
    pub logical_cores: u32,
    /// The version of the loaded driver.
    pub driver: Option<String>,
    /// The devices, by their numbers.
    pub devices: Vec<Device>,
    /// What a user should know.
    pub notes: Vec<Note>,
}

impl Inventory {
    /// Looks at the machine. `target` and `logical` override what it says of itself.
    ///
    /// A machine without devices, or one that hides some of what it has, gives an inventory with
    /// [notes](Self::notes), not an error.
    #[must_use]
    pub fn read(roots: &Roots, target: Option<Target>, logical: Option<u32>) -> Self {
        let mut notes = Vec::new();
        let nodes = sysfs::numbered_entries(&roots.dev, "neuron").into_iter();
        let mut found: BTreeMap<u32, bool> = nodes.map(|(index, _)| (index, true)).collect();
        for collection in roots.collections() {
            for (index, _) in sysfs::numbered_entries(&collection, "neuron") {
                found.entry(index).or_insert(false);
            }
        }
        let devices: Vec<Device> = found
            .into_iter()
            .map(|(index, has_node)| Device::read(index, has_node, roots, &mut notes))
            .collect();
        let instance = InstanceType::read(roots);
        let target = target.or_else(|| detect(instance.as_ref(), &devices, &mut notes));
        let driver = Attribute::read(&roots.driver_version()).text();
        let logical_cores =
            logical.or_else(|| target.map(Target::default_logical_cores)).unwrap_or(1).max(1);
        let mut inventory =
            Self { instance, target, logical_cores, driver, devices, notes: Vec::new() };
        notes.extend(inventory.remarks(roots));
        inventory.notes = Note::condensed(notes);
        inventory
    }

    /// What follows from the devices as they were read.
    fn remarks(&self, roots: &Roots) -> Vec<Note> {
        if self.devices.is_empty() {
            return vec![Note::NothingFound {
                dev: roots.dev.display().to_string(),
                sys: roots.sys.display().to_string(),
                instance: self.instance.as_ref().map(ToString::to_string),
            }];
        }
        let which = |wanted: &dyn Fn(&Device) -> bool| -> Vec<u32> {
            self.devices.iter().filter(|device| wanted(device)).map(|device| device.index).collect()
        };
        let mut notes = Vec::new();
        let no_node = which(&|device| !device.has_node);
        if !no_node.is_empty() {
            notes.push(Note::NoNode(no_node));
        }
        let not_described = which(&|device| device.cores.is_empty() && device.core_count.is_none());
        if !not_described.is_empty() {
            notes.push(Note::NotDescribed(not_described));
        }
        for device in &self.devices {
            for (kind, &count) in device.hardware_errors.iter().filter(|&(_, &count)| count > 0) {
                notes.push(Note::HardwareErrors {
                    device: device.index,
                    kind: kind.clone(),
                    count,
                });
            }
        }
        notes
    }

    /// Physical cores of a device: as many as the driver describes, or counts, or else as its kind
    /// of chip has.
    #[must_use]
    pub fn physical_core_count(&self, device: &Device) -> u32 {
        let described = u32::try_from(device.cores.len()).ok().filter(|&count| count > 0);
        described
            .or(device.core_count)
            .or_else(|| self.target.map(Target::cores_per_device))
            .unwrap_or(0)
    }

    /// The runtime's numbers of a device's logical cores.
    #[must_use]
    pub fn logical_cores_of(&self, device: &Device) -> Range<u32> {
        let logical = |device: &Device| self.physical_core_count(device) / self.logical_cores;
        let before = self.devices.iter().take_while(|other| other.index < device.index);
        let first = before.filter(|other| other.has_node).map(logical).sum();
        let own = if device.has_node { logical(device) } else { 0 };
        first..first + own
    }

    /// How many logical cores programs can use: those of devices that have a node.
    #[must_use]
    pub fn logical_core_count(&self) -> u32 {
        self.devices.last().map_or(0, |device| self.logical_cores_of(device).end)
    }

    /// Memory of a device, in bytes, as documented for its kind of chip.
    #[must_use]
    pub fn memory_per_device(&self) -> Option<u64> {
        self.target.map(Target::memory_per_device)
    }
}

/// The target by what the machine says of itself. Instances differ in their network, which devices
/// do not know; of chips, the devices know best.
fn detect(
    instance: Option<&InstanceType>,
    devices: &[Device],
    notes: &mut Vec<Note>,
) -> Option<Target> {
    let by_instance = instance.and_then(InstanceType::target);
    let by_device = devices.iter().find_map(Target::of_device);
    match (by_instance, by_device) {
        (Some(Target::Trn1n), Some(Target::Trn1)) => Some(Target::Trn1n),
        (Some(instance), Some(device)) if instance != device => {
            notes.push(Note::Disagreement { instance, device });
            Some(device)
        }
        (None, None) => {
            let name = devices.iter().find_map(|device| {
                device.instance.clone().or(device.name.clone()).or(device.architecture.clone())
            });
            let name = name.or_else(|| instance.map(ToString::to_string));
            if !devices.is_empty() {
                notes
                    .push(Note::UnknownHardware(name.unwrap_or_else(|| "this machine".to_owned())));
            }
            None
        }
        (by_instance, by_device) => by_device.or(by_instance),
    }
}
