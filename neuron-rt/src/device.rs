//! Where a graph runs.

use crate::executable::{Executable, RunError};
use crate::graph::Graph;
use crate::neuron::discovery::{Inventory, Roots};
use crate::neuron::{NeuronDevice, NeuronOptions, Replica};
use crate::pjrt::PjrtDevice;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// A device that graphs are compiled for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Device {
    /// The processor, with buffers, fusion and kernels decided when the graph is compiled.
    Cpu,
    /// The processor, one plain operation after another: the truth that others are compared with.
    Reference,
    /// The same, which looks at every value and stops at the first that is not finite.
    ReferenceChecked,
    /// A core of AWS Trainium or Inferentia.
    Neuron(NeuronDevice),
    /// A device behind a PJRT plugin.
    Pjrt(PjrtDevice),
}

/// Why a device cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeviceError {
    /// There is no such device here.
    #[error("no Neuron device: {0}; use `--device cpu`")]
    NoNeuron(String),
    /// A plugin cannot be opened.
    #[error("no PJRT device: {0}")]
    Pjrt(String),
    /// The name means nothing.
    #[error(
        "`{0}` is no device: expected `cpu`, `reference`, `neuron`, `neuron:N` with a number of \
         cores, `pjrt:PATH` with the path of a plugin, or `auto`"
    )]
    Unknown(String),
}

/// What the user asked for.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum DeviceRequest {
    /// The best that is there, said aloud.
    #[default]
    Auto,
    /// The processor.
    Cpu,
    /// The processor, unfused.
    Reference,
    /// A core of AWS Trainium or Inferentia.
    Neuron,
    /// So many cores that share each batch of a training.
    NeuronCores(u32),
    /// Whatever the PJRT plugin at this path drives.
    Pjrt(PathBuf),
}

impl FromStr for DeviceRequest {
    type Err = DeviceError;
    fn from_str(name: &str) -> Result<Self, DeviceError> {
        match name {
            "auto" => Ok(Self::Auto),
            "cpu" => Ok(Self::Cpu),
            "reference" => Ok(Self::Reference),
            "neuron" => Ok(Self::Neuron),
            _ if name.starts_with("neuron:") => {
                let cores = name[7..].parse().ok().filter(|&cores| cores > 0);
                cores.map(Self::NeuronCores).ok_or_else(|| DeviceError::Unknown(name.to_owned()))
            }
            _ if name.len() > 5 && name.starts_with("pjrt:") => {
                Ok(Self::Pjrt(PathBuf::from(&name[5..])))
            }
            other => Err(DeviceError::Unknown(other.to_owned())),
        }
    }
}

impl fmt::Display for DeviceRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Cpu => f.write_str("cpu"),
            Self::Reference => f.write_str("reference"),
            Self::Neuron => f.write_str("neuron"),
            Self::NeuronCores(cores) => write!(f, "neuron:{cores}"),
            Self::Pjrt(path) => write!(f, "pjrt:{}", path.display()),
        }
    }
}

impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cpu => f.write_str("cpu"),
            Self::Reference => f.write_str("reference"),
            Self::ReferenceChecked => f.write_str("reference, checked"),
            Self::Neuron(device) => device.fmt(f),
            Self::Pjrt(device) => device.fmt(f),
        }
    }
}

impl Device {
    /// The device that answers a request, and one sentence on why, for `auto`.
    ///
    /// Nothing falls back silently: a Neuron device that was asked for by name and is not there is
    /// an error.
    ///
    /// # Errors
    /// [`DeviceError::NoNeuron`], [`DeviceError::Pjrt`].
    pub fn open(request: &DeviceRequest) -> Result<(Self, Option<String>), DeviceError> {
        Self::open_with(request, NeuronOptions::default())
    }

    /// The same; the options are for a Neuron device.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_with(
        request: &DeviceRequest,
        options: NeuronOptions,
    ) -> Result<(Self, Option<String>), DeviceError> {
        match request {
            DeviceRequest::Cpu => Ok((Self::Cpu, None)),
            DeviceRequest::Reference => Ok((Self::Reference, None)),
            DeviceRequest::Neuron => Ok((Self::Neuron(NeuronDevice::open(options)?), None)),
            DeviceRequest::NeuronCores(cores) => {
                Ok((Self::Neuron(NeuronDevice::open_many(options, *cores)?), None))
            }
            DeviceRequest::Pjrt(path) => Ok((Self::Pjrt(PjrtDevice::open(path)?), None)),
            DeviceRequest::Auto => Ok(Self::best(options)),
        }
    }

    /// Which of several processes that train together this one is; nothing where it is alone.
    #[must_use]
    pub fn process(&self) -> Option<Replica> {
        match self {
            Self::Neuron(device) => device.process(),
            _ => None,
        }
    }

    /// Its number among all devices of all processes that train together, from 0.
    pub(crate) fn rank(&self) -> u32 {
        match self {
            Self::Neuron(device) => device.place().map_or(0, |place| place.rank),
            _ => 0,
        }
    }

    /// The devices of this process that share each batch of a training: itself, unless it stands for
    /// several cores.
    #[must_use]
    pub fn replicas(&self) -> Vec<Self> {
        match self {
            Self::Neuron(device) => device.replicas().map(Self::Neuron).collect(),
            other => vec![other.clone()],
        }
    }

    /// A Neuron device where the machine has one that can be used, and why.
    fn best(options: NeuronOptions) -> (Self, Option<String>) {
        if Inventory::read(&Roots::default(), None, None).devices.is_empty() {
            return (Self::Cpu, Some("cpu, because the machine has no Neuron device".to_owned()));
        }
        match NeuronDevice::open(options) {
            Ok(device) => {
                let why = format!("{device}, because the machine has a Neuron device");
                (Self::Neuron(device), Some(why))
            }
            Err(DeviceError::NoNeuron(why)) => {
                let why = format!("cpu, because the machine's Neuron device cannot be used: {why}");
                (Self::Cpu, Some(why))
            }
            Err(error) => (Self::Cpu, Some(format!("cpu, because of: {error}"))),
        }
    }
}

/// Makes a graph ready to run on a device.
///
/// # Errors
/// [`RunError`] where the device cannot run an operation of the graph.
pub fn compile(graph: &Graph, device: &Device) -> Result<Executable, RunError> {
    match device {
        Device::Cpu => crate::cpu::planned(graph),
        Device::Reference => crate::cpu::reference(graph),
        Device::ReferenceChecked => crate::cpu::reference_checked(graph),
        Device::Neuron(device) => device.compile(graph),
        Device::Pjrt(device) => device.compile(graph),
    }
}
