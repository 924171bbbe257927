//! Where a graph runs.

use crate::executable::{Executable, RunError};
use crate::graph::Graph;
use std::fmt;
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
}

/// Why a device cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeviceError {
    /// There is no such device here.
    #[error("no Neuron device: {0}; use `--device cpu`")]
    NoNeuron(String),
    /// The name means nothing.
    #[error("`{0}` is no device: expected `cpu`, `reference`, `neuron` or `auto`")]
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
    /// AWS Trainium or Inferentia.
    Neuron,
}

impl FromStr for DeviceRequest {
    type Err = DeviceError;
    fn from_str(name: &str) -> Result<Self, DeviceError> {
        match name {
            "auto" => Ok(Self::Auto),
            "cpu" => Ok(Self::Cpu),
            "reference" => Ok(Self::Reference),
            "neuron" => Ok(Self::Neuron),
            other => Err(DeviceError::Unknown(other.to_owned())),
        }
    }
}

impl fmt::Display for DeviceRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Cpu => "cpu",
            Self::Reference => "reference",
            Self::Neuron => "neuron",
        })
    }
}

impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cpu => "cpu",
            Self::Reference => "reference",
            Self::ReferenceChecked => "reference, checked",
        })
    }
}

impl Device {
    /// The device that answers a request, and one sentence on why, for `auto`.
    ///
    /// Nothing falls back silently: a Neuron device that was asked for by name and is not there is
    /// an error.
    ///
    /// # Errors
    /// [`DeviceError::NoNeuron`].
    pub fn open(request: &DeviceRequest) -> Result<(Self, Option<String>), DeviceError> {
        let missing = "this build has no Neuron back end";
        match request {
            DeviceRequest::Cpu => Ok((Self::Cpu, None)),
            DeviceRequest::Reference => Ok((Self::Reference, None)),
            DeviceRequest::Neuron => Err(DeviceError::NoNeuron(missing.to_owned())),
            DeviceRequest::Auto => Ok((Self::Cpu, Some(format!("cpu, because {missing}")))),
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
    }
}
