use neuron_rt::Device;
use neuron_train::run_folder::{RunManifest, is_stand_in};

/// What must not be overlooked in a report of such a run.
pub(super) const STAND_IN: &str = "STAND-IN, NOT NEURON HARDWARE";
/// The same in a sentence.
pub(super) const NOT_HARDWARE: &str = "This run was made on a stand-in for the Neuron runtime, not on Neuron \
    hardware: its metrics are those of the same graphs on a processor, and its times say nothing of \
    a Neuron device.";

/// The devices of a run.
pub(super) struct MadeOn {
    /// Every device that had a part in it.
    pub(super) text: String,
    /// Whether one of them only stands in for a Neuron device.
    pub(super) stand_in: bool,
}

impl MadeOn {
    /// From what the run was trained on and what it was measured on.
    pub(super) fn new(manifest: &RunManifest, measured_on: &Device) -> Self {
        let mut text = manifest.device.clone();
        for device in &manifest.resumed_on {
            text.push_str(&format!("; gone on with on {device}"));
        }
        let measured_on = measured_on.to_string();
        if measured_on != manifest.device && !manifest.resumed_on.contains(&measured_on) {
            text.push_str(&format!("; measured on {measured_on}"));
        }
        Self { text, stand_in: manifest.on_stand_in() || is_stand_in(&measured_on) }
    }
}
