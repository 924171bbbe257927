//! The device that a command runs on, what is said while it compiles, and what it did.

use super::shared_progress::SharedProgress;
use crate::TaskError;
use neuron_rt::neuron::compiler::{Event, Progress};
use neuron_rt::neuron::{NeuronOptions, Replica};
use neuron_rt::{Device, DeviceRequest};
use neuron_train::signals::Interrupt;
use serde_json::{Value, json};
use std::sync::Arc;

/// Shows what Neuron's compiler does, and ends it when the command is asked to stop.
pub(super) struct CompileProgress {
    pub(super) shown: SharedProgress,
    pub(super) interrupt: Interrupt,
}

impl Progress for CompileProgress {
    fn event(&self, event: Event<'_>) {
        let mut shown = self.shown.lock();
        match event {
            Event::Running { .. } | Event::Waiting { .. } => shown.busy(&event.to_string()),
            other => shown.note(&other.to_string()),
        }
    }

    fn cancelled(&self) -> bool {
        self.interrupt.is_requested()
    }
}

/// The device, and what is to be said about it.
pub(super) fn open(
    name: &str,
    shown: &SharedProgress,
    interrupt: &Interrupt,
) -> Result<(Device, Option<String>), TaskError> {
    open_as(&name.parse()?, None, shown, interrupt)
}

/// The device to train on, with those of other processes where a launcher has started several.
pub(super) fn open_to_train(
    name: &str,
    process: Option<Replica>,
    shown: &SharedProgress,
    interrupt: &Interrupt,
) -> Result<(Device, Option<String>), TaskError> {
    let request: DeviceRequest = name.parse()?;
    if let Some(Replica { world, .. }) = process
        && !matches!(request, DeviceRequest::Neuron | DeviceRequest::NeuronCores(_))
    {
        return Err(TaskError::Setting {
            key: "WORLD_SIZE",
            found: format!("{world} on `--device {name}`"),
            expected: "`--device neuron` or `neuron:N`, where alone processes train together; \
                unset `RANK` and `WORLD_SIZE` to train with one"
                .to_owned(),
        });
    }
    open_as(&request, process, shown, interrupt)
}

fn open_as(
    request: &DeviceRequest,
    replica: Option<Replica>,
    shown: &SharedProgress,
    interrupt: &Interrupt,
) -> Result<(Device, Option<String>), TaskError> {
    let progress = Arc::new(CompileProgress { shown: shown.clone(), interrupt: interrupt.clone() });
    let options = NeuronOptions { progress, replica, ..NeuronOptions::default() };
    Ok(Device::open_with(request, options)?)
}

/// The same for a command that a signal ends at once, its compiler with it.
pub(super) fn open_briefly(name: &str, quiet: bool) -> Result<Device, TaskError> {
    Ok(open(name, &SharedProgress::stderr(quiet), &Interrupt::default())?.0)
}

/// Adds what a Neuron device did to a JSON object; nothing for other devices.
pub(super) fn add_figures(object: &mut Value, device: &Device) {
    let Device::Neuron(device) = device else { return };
    let (counts, traffic) = (device.counts(), device.traffic());
    object["compiles"] = json!(counts.compiles);
    object["cache_hits"] = json!(counts.hits);
    object["bytes_up"] = json!(traffic.up);
    object["bytes_down"] = json!(traffic.down);
    object["executions"] = json!(traffic.executions);
}
