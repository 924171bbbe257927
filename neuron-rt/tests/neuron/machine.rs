//! Simulated machines.

use neuron_rt::Device;
use neuron_rt::neuron::compiler::Environment;
use neuron_rt::neuron::{NeuronDevice, NeuronOptions, Replica};
use nrt_sim::installed::Installed;
use nrt_sim::products::Products;
use nrt_sim::runtime::Counters;
use std::path::PathBuf;
use tempfile::TempDir;

/// A machine of its own: a copy of the stand-in, a compiler and a cache.
pub(crate) struct Machine {
    folder: TempDir,
    path: PathBuf,
    library: Installed,
}

impl Machine {
    pub(crate) fn new() -> Self {
        Self::with(&[])
    }

    /// A machine with settings of the simulation.
    pub(crate) fn with(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = Products::build().unwrap().install(folder.path()).unwrap();
        let library = Installed::load(&path).unwrap();
        let machine = Self { folder, path, library };
        for (name, value) in settings {
            machine.set(name, value);
        }
        machine
    }

    pub(crate) fn set(&self, name: &str, value: &str) {
        self.library.configure(name, value).unwrap();
    }

    pub(crate) fn counters(&self) -> Counters {
        self.library.counters().unwrap()
    }

    pub(crate) fn options(&self) -> NeuronOptions {
        NeuronOptions {
            library: Some(self.path.clone()),
            compiler: Environment {
                program: Some(Products::build().unwrap().compiler.clone()),
                cache_url: Some(self.folder.path().join("cache").display().to_string()),
                ..Environment::default()
            },
            ..NeuronOptions::default()
        }
    }

    pub(crate) fn device(&self) -> NeuronDevice {
        NeuronDevice::open(self.options()).unwrap()
    }

    /// One of the cores that train together.
    pub(crate) fn replica(&self, rank: u32, world: u32) -> Device {
        let replica = Some(Replica { rank, world });
        let options = NeuronOptions { core: rank, replica, ..self.options() };
        Device::Neuron(NeuronDevice::open(options).unwrap())
    }

    /// # Panics
    /// Where something is still alive on the machine, or was used wrongly.
    pub(crate) fn assert_clean(&self, what: &str) {
        let found = self.counters();
        let live = [found.live_models, found.live_tensors, found.live_tensor_sets];
        assert_eq!(live, [0; 3], "{what}: models, tensors, sets");
        assert_eq!(found.invalid_handles, 0, "{what}: {found:?}");
    }
}
