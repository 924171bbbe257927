use super::PjrtDevice;
use super::element::element_type;
use crate::buffer::{Buffer, OnDevice};
use crate::executable::{Argument, Program, RunError};
use crate::graph::TensorType;
use crate::neuron::hlo::Module;
use pjrt_sys::{DeviceBuffer, Executable};
use std::sync::Arc;

/// A tensor in a plugin's memory.
struct PjrtTensor {
    device: PjrtDevice,
    buffer: DeviceBuffer,
}

impl OnDevice for PjrtTensor {
    fn read(&self, bytes: &mut [u8]) -> Result<(), RunError> {
        self.buffer.download(bytes).map_err(|e| self.device.failed(&e))
    }
}

/// A graph that a plugin has compiled.
pub(super) struct PjrtProgram {
    device: PjrtDevice,
    executable: Executable,
    /// For each output, its type and whether it stays on the device.
    outputs: Vec<(TensorType, bool)>,
}

impl PjrtProgram {
    pub(super) fn new(device: PjrtDevice, executable: Executable, module: &Module) -> Self {
        let output = |port: &crate::neuron::hlo::Port| (port.ty.clone(), port.alias.is_some());
        Self { device, executable, outputs: module.outputs.iter().map(output).collect() }
    }

    fn upload(&self, buffer: &Buffer) -> Result<DeviceBuffer, RunError> {
        let host = buffer.to_host()?;
        let ty = host.ty();
        let made = self.device.client().upload(element_type(ty.dtype), &ty.shape, host.bytes());
        made.map_err(|e| self.device.failed(&e))
    }

    /// The buffer's tensor, where it is of this device.
    fn own(&self, buffer: &Buffer) -> Option<Arc<PjrtTensor>> {
        buffer.device_tensor::<PjrtTensor>().filter(|tensor| tensor.device == self.device)
    }
}

/// What a run reads, and what it may overwrite: one of the two.
type Held = (Option<Arc<PjrtTensor>>, Option<DeviceBuffer>);

impl PjrtProgram {
    fn hold(&self, argument: Argument<'_>) -> Result<Held, RunError> {
        let Some(tensor) = self.own(argument.buffer()) else {
            let buffer = self.upload(argument.buffer())?;
            return Ok((None, Some(buffer)));
        };
        if matches!(argument, Argument::Borrowed(_)) {
            return Ok((Some(tensor), None));
        }
        drop(argument);
        // A clone of the buffer elsewhere keeps its values: then nothing is given away.
        match Arc::try_unwrap(tensor) {
            Ok(tensor) => Ok((None, Some(tensor.buffer))),
            Err(tensor) => Ok((Some(tensor), None)),
        }
    }
}

impl Program for PjrtProgram {
    fn run(&mut self, arguments: Vec<Argument<'_>>) -> Result<Vec<Buffer>, RunError> {
        let held = arguments.into_iter().map(|argument| self.hold(argument));
        let (shared, own): (Vec<_>, Vec<_>) =
            held.collect::<Result<Vec<Held>, _>>()?.into_iter().unzip();
        let passed = shared.iter().zip(own).filter_map(|(shared, own)| match (shared, own) {
            (Some(tensor), _) => Some(pjrt_sys::Argument::Kept(&tensor.buffer)),
            (None, own) => own.map(pjrt_sys::Argument::Donated),
        });
        let passed = passed.collect();
        let made = self.executable.execute(passed).map_err(|e| self.device.failed(&e))?;
        let mut results = Vec::with_capacity(made.len());
        for ((ty, stays), buffer) in self.outputs.iter().zip(made) {
            let tensor = PjrtTensor { device: self.device.clone(), buffer };
            results.push(if *stays {
                Buffer::on_device(ty.clone(), Arc::new(tensor))
            } else {
                let mut host = Buffer::zeros(ty.clone());
                tensor.read(host.bytes_mut())?;
                host
            });
        }
        Ok(results)
    }

    fn workspace_bytes(&self) -> usize {
        0
    }

    fn place(&self, buffer: &Buffer) -> Result<Option<Buffer>, RunError> {
        if self.own(buffer).is_some() {
            return Ok(None);
        }
        let tensor = PjrtTensor { device: self.device.clone(), buffer: self.upload(buffer)? };
        Ok(Some(Buffer::on_device(buffer.ty().clone(), Arc::new(tensor))))
    }
}
