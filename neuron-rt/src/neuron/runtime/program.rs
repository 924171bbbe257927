//! A step on a core: only what is not resident travels.
#![allow(unsafe_code)]

use super::NeuronError;
use super::binding::Binding;
use super::model::Model;
use super::tensor::NeuronTensor;
use super::tensor_set::TensorSet;
use super::uploads::Uploads;
use crate::buffer::{Buffer, OnDevice};
use crate::executable::{Argument, Program, RunError};
use crate::neuron::hlo;
use std::sync::Arc;

/// A tensor that stays on a core.
struct Kept(NeuronTensor);

impl OnDevice for Kept {
    fn read(&self, bytes: &mut [u8]) -> Result<(), RunError> {
        self.0.read(bytes).map_err(|e| e.on("neuron"))
    }
}

/// A graph that runs on a core.
///
/// Parameters and state stay on the core, bound once; a run writes the other inputs into memory that
/// is the program's own, and reads the outputs that replace nothing.
pub(in crate::neuron) struct NeuronProgram {
    // Sets before the tensors that they hold, and the model last: fields are dropped in this order.
    input_set: TensorSet,
    output_set: TensorSet,
    /// Inputs that come from the host.
    uploads: Uploads,
    /// Memory of outputs that replace no input.
    results: Vec<Option<NeuronTensor>>,
    model: Model,
    binding: Binding,
    device: String,
}

impl NeuronProgram {
    /// A loaded model, its tensors found, and memory for its results.
    pub(in crate::neuron) fn new(
        model: Model,
        module: &hlo::Module,
        device: String,
    ) -> Result<Self, NeuronError> {
        let binding = Binding::new(module, &model.tensors()?)?;
        let session = &model.core.session;
        let mut results = Vec::with_capacity(binding.outputs.len());
        let mut output_set = TensorSet::new(session, binding.outputs.len())?;
        for (place, output) in binding.outputs.iter().enumerate() {
            let own = output.alias.is_none() && output.ty.bytes() > 0;
            let tensor =
                own.then(|| NeuronTensor::allocate(session, model.core.number, output.ty.bytes()));
            let tensor = tensor.transpose()?;
            if let Some(tensor) = &tensor {
                output_set.bind(place, &output.name, tensor)?;
            }
            results.push(tensor);
        }
        let input_set = TensorSet::new(session, binding.inputs.len())?;
        let uploads = Uploads::new(binding.inputs.len());
        Ok(Self { input_set, output_set, uploads, results, model, binding, device })
    }

    /// The buffer's tensor, where it lies on this core.
    fn own(&self, buffer: &Buffer) -> Option<Arc<Kept>> {
        let here = |kept: &Arc<Kept>| {
            kept.0.is_of(&self.model.core.session) && kept.0.core == self.model.core.number
        };
        buffer.device_tensor::<Kept>().filter(here)
    }

    /// A copy of a buffer in new memory.
    fn upload(&self, buffer: &Buffer) -> Result<NeuronTensor, RunError> {
        let host = buffer.to_host()?;
        let bytes = host.bytes();
        let core = &self.model.core;
        let mut tensor = NeuronTensor::allocate(&core.session, core.number, bytes.len())
            .map_err(|e| e.on(&self.device))?;
        tensor.write(bytes).map_err(|e| e.on(&self.device))?;
        Ok(tensor)
    }

    /// The tensor that a run overwrites: the argument's own where it was given away and nobody else
    /// has it, or a copy.
    fn to_overwrite(&self, argument: Argument<'_>) -> Result<NeuronTensor, RunError> {
        let Some(kept) = self.own(argument.buffer()) else {
            return self.upload(argument.buffer());
        };
        let given = matches!(argument, Argument::Donated(_));
        drop(argument);
        match Arc::try_unwrap(kept) {
            Ok(kept) if given => Ok(kept.0),
            Ok(kept) => kept.0.duplicate().map_err(|e| e.on(&self.device)),
            Err(kept) => kept.0.duplicate().map_err(|e| e.on(&self.device)),
        }
    }
}

impl Program for NeuronProgram {
    fn run(&mut self, arguments: Vec<Argument<'_>>) -> Result<Vec<Buffer>, RunError> {
        self.run_ahead(arguments, &[])
    }

    fn run_ahead(
        &mut self,
        arguments: Vec<Argument<'_>>,
        next: &[Option<&Buffer>],
    ) -> Result<Vec<Buffer>, RunError> {
        let device = self.device.clone();
        let failed = |error: NeuronError| error.on(&device);
        // What a run overwrites, by output, and what it reads besides: both live through it.
        let mut overwritten: Vec<Option<NeuronTensor>> =
            self.binding.outputs.iter().map(|_| None).collect();
        let mut read = Vec::new();
        self.uploads.turn();
        for (place, argument) in arguments.into_iter().enumerate() {
            let (name, alias, bytes) = {
                let input = &self.binding.inputs[place];
                (input.name.clone(), input.alias, input.ty.bytes())
            };
            if bytes == 0 {
                continue;
            }
            if let Some(output) = alias {
                let tensor = self.to_overwrite(argument)?;
                self.input_set.bind(place, &name, &tensor).map_err(failed)?;
                let output_name = &self.binding.outputs[output].name;
                self.output_set.bind(output, output_name, &tensor).map_err(failed)?;
                overwritten[output] = Some(tensor);
            } else if let Some(kept) = self.own(argument.buffer()) {
                self.input_set.bind(place, &name, &kept.0).map_err(failed)?;
                read.push(kept);
            } else {
                let host = argument.buffer().to_host()?;
                let tensor = self.uploads.written(place, &self.model.core, host.bytes());
                self.input_set.bind(place, &name, tensor.map_err(failed)?).map_err(failed)?;
            }
        }
        let Self { model, uploads, input_set, output_set, .. } = self;
        let run = || {
            // SAFETY: every place of both sets is bound to a tensor that lives until the end of this
            // function or longer; what is written is this program's own, or was given to it; and
            // the uploads meanwhile go into memory that is in no set.
            unsafe { model.execute(input_set, output_set) }
        };
        if let Err(error) = uploads.meanwhile(&model.core, next, run) {
            uploads.forget();
            return Err(failed(error));
        }
        let mut buffers = Vec::with_capacity(self.binding.outputs.len());
        for (place, output) in self.binding.outputs.iter().enumerate() {
            let ty = output.ty.clone();
            if let Some(tensor) = overwritten[place].take() {
                buffers.push(Buffer::on_device(ty, Arc::new(Kept(tensor))));
                continue;
            }
            let mut host = Buffer::zeros(ty);
            if let Some(tensor) = &self.results[place] {
                tensor.read(host.bytes_mut()).map_err(failed)?;
            }
            buffers.push(host);
        }
        Ok(buffers)
    }

    fn workspace_bytes(&self) -> usize {
        let bytes = |tensor: &NeuronTensor| tensor.bytes;
        self.results.iter().flatten().map(bytes).sum()
    }

    fn place(&self, buffer: &Buffer) -> Result<Option<Buffer>, RunError> {
        if buffer.ty().bytes() == 0 || self.own(buffer).is_some() {
            return Ok(None);
        }
        let tensor = self.upload(buffer)?;
        Ok(Some(Buffer::on_device(buffer.ty().clone(), Arc::new(Kept(tensor)))))
    }
}
