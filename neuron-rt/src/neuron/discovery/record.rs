//! The inventory as plain data, for JSON and the like.

use super::counter::Counter;
use super::device::Device;
use super::inventory::Inventory;
use super::neuron_core::Core;
use std::collections::BTreeMap;

/// Plain data: what JSON can say.
///
/// ```
/// use neuron_rt::neuron::discovery::{Inventory, Record};
///
/// /// JSON without a library.
/// fn json(record: &Record) -> String {
///     match record {
///         Record::Nothing => "null".to_owned(),
///         Record::Truth(value) => value.to_string(),
///         Record::Number(value) => value.to_string(),
///         Record::Text(value) => format!("{value:?}"),
///         Record::List(values) => {
///             format!("[{}]", values.iter().map(json).collect::<Vec<_>>().join(","))
///         }
///         Record::Map(values) => {
///             let pair = |(key, value): (&String, &Record)| format!("{key:?}:{}", json(value));
///             format!("{{{}}}", values.iter().map(pair).collect::<Vec<_>>().join(","))
///         }
///     }
/// }
/// let json = json(&Inventory::default().record());
/// assert!(json.contains(r#""devices":[]"#));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// Not known.
    Nothing,
    /// Yes or no.
    Truth(bool),
    /// A count or a size.
    Number(u64),
    /// A name or a sentence.
    Text(String),
    /// Several in order.
    List(Vec<Record>),
    /// Several by name.
    Map(BTreeMap<String, Record>),
}

impl Record {
    fn map<const N: usize>(fields: [(&str, Self); N]) -> Self {
        Self::Map(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    fn by_name<T>(values: &BTreeMap<String, T>, value: impl Fn(&T) -> Self) -> Self {
        Self::Map(values.iter().map(|(name, of)| (name.clone(), value(of))).collect())
    }

    /// A field of a map, for looking into it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Map(fields) => fields.get(name),
            _ => None,
        }
    }
}

impl From<bool> for Record {
    fn from(value: bool) -> Self {
        Self::Truth(value)
    }
}

impl From<u32> for Record {
    fn from(value: u32) -> Self {
        Self::Number(value.into())
    }
}

impl From<u64> for Record {
    fn from(value: u64) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Record {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl<T: Into<Record>> From<Option<T>> for Record {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

impl<T: Into<Record>> FromIterator<T> for Record {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl Counter {
    fn record(&self) -> Record {
        Record::map([
            ("total", self.total.into()),
            ("present", self.present.into()),
            ("peak", self.peak.into()),
        ])
    }
}

impl Core {
    fn record(&self) -> Record {
        Record::map([
            ("index", self.index.into()),
            ("architecture", self.architecture.as_deref().into()),
            (
                "device_memory",
                self.device_memory.map_or(Record::Nothing, |counter| counter.record()),
            ),
            ("device_memory_by_use", Record::by_name(&self.device_memory_by_use, Counter::record)),
            ("host_memory", self.host_memory.map_or(Record::Nothing, |counter| counter.record())),
            ("status", Record::by_name(&self.status, Counter::record)),
            ("activity", Record::by_name(&self.activity, Counter::record)),
        ])
    }
}

impl Inventory {
    /// Everything as plain data. Names are those of `neuron-ls -j` where it says the same.
    #[must_use]
    pub fn record(&self) -> Record {
        Record::map([
            ("instance_type", self.instance.as_ref().map(|instance| instance.name()).into()),
            ("target", self.target.map(|target| target.name()).into()),
            ("driver_version", self.driver.as_deref().into()),
            ("logical_neuroncore_config", self.logical_cores.into()),
            ("neuroncore_count", self.logical_core_count().into()),
            (
                "devices",
                Record::List(self.devices.iter().map(|device| self.device(device)).collect()),
            ),
            (
                "notes",
                Record::List(
                    self.notes.iter().map(|note| note.to_string().as_str().into()).collect(),
                ),
            ),
        ])
    }

    fn device(&self, device: &Device) -> Record {
        let cores = self.logical_cores_of(device);
        let connected = device.connected.as_ref();
        Record::map([
            ("neuron_device", device.index.into()),
            ("usable", device.has_node.into()),
            ("device_name", device.name.as_deref().into()),
            ("architecture", device.architecture.as_deref().into()),
            ("instance_family", device.instance.as_deref().into()),
            ("serial_number", device.serial_number.as_deref().into()),
            ("connected_to", connected.map(|list| list.iter().copied().collect::<Record>()).into()),
            ("nc_count", (cores.len() as u64).into()),
            ("neuroncore_ids", cores.collect()),
            ("memory_size", self.memory_per_device().into()),
            ("memory_used", device.memory_in_use().into()),
            ("hardware_errors", Record::by_name(&device.hardware_errors, |&count| count.into())),
            ("host_memory_by_use", Record::by_name(&device.host_memory_by_use, Counter::record)),
            ("physical_cores", Record::List(device.cores.iter().map(Core::record).collect())),
        ])
    }
}
