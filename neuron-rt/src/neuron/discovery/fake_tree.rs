//! A machine of files: what the driver of a real one writes, in a folder.

use super::Roots;
use std::path::Path;
use tempfile::TempDir;

/// A kind of chip, as the driver describes it.
pub(super) struct Chip {
    architecture: &'static str,
    core_architecture: &'static str,
    instance: &'static str,
    name: &'static str,
    pub(super) cores: u32,
}

pub(super) const TRAINIUM1: Chip = Chip {
    architecture: "NDv2",
    core_architecture: "NCv2",
    instance: "Trn1",
    name: "Trainium1",
    cores: 2,
};
pub(super) const INFERENTIA2: Chip = Chip {
    architecture: "NDv3",
    core_architecture: "NCv2",
    instance: "Inf2",
    name: "Inferentia2",
    cores: 2,
};
pub(super) const TRAINIUM2: Chip = Chip {
    architecture: "NDv3",
    core_architecture: "NCv3",
    instance: "Trn2",
    name: "Trainium2",
    cores: 8,
};

pub(super) struct FakeTree(TempDir);

impl FakeTree {
    /// A machine of that type, with the driver loaded and no device.
    pub(super) fn new(instance: &str) -> Self {
        let tree = Self(tempfile::tempdir().expect("a temporary folder"));
        tree.write("sys/devices/virtual/dmi/id/product_name", instance);
        tree.write("sys/module/neuron/version", "2.24.7.0");
        tree.write("dev/null", "");
        tree.write("dev/neuron_other", "");
        tree
    }

    pub(super) fn roots(&self) -> Roots {
        Roots { dev: self.0.path().join("dev"), sys: self.0.path().join("sys") }
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file with a line end, as the kernel does.
    pub(super) fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        let folder = path.parent().expect("a file in a folder");
        std::fs::create_dir_all(folder).expect("a folder");
        std::fs::write(path, format!("{text}\n")).expect("a file");
    }

    pub(super) fn node(&self, index: u32) {
        self.write(&format!("dev/neuron{index}"), "");
    }

    /// A device with its node and its description, where the class links to it.
    pub(super) fn device(&self, index: u32, chip: &Chip, connected: &str) {
        self.node(index);
        let below = self.description(index, chip, connected);
        let class = self.0.path().join("sys/class/neuron_device");
        std::fs::create_dir_all(&class).expect("a folder");
        let target = self.0.path().join(below);
        std::os::unix::fs::symlink(target, class.join(format!("neuron{index}"))).expect("a link");
    }

    /// A device's description alone; gives its place below the root.
    pub(super) fn description(&self, index: u32, chip: &Chip, connected: &str) -> String {
        let below = format!("sys/devices/virtual/neuron_device/neuron{index}");
        let write = |name: &str, text: &str| self.write(&format!("{below}/{name}"), text);
        write("core_count", &chip.cores.to_string());
        write("connected_devices", connected);
        write("info/serial_number", &format!("00000000deadc0d{index:x}"));
        write("info/architecture/arch_type", chip.architecture);
        write("info/architecture/instance_type", chip.instance);
        write("info/architecture/device_name", chip.name);
        for error in ["mem_ecc_uncorrected", "sram_ecc_uncorrected"] {
            write(&format!("stats/hardware/{error}"), "0");
        }
        self.counter(&format!("{below}/stats/memory_usage/host_mem/tensors"), &[4096, 4096, 8192]);
        for core in 0..chip.cores {
            let below = format!("{below}/neuron_core{core}");
            self.write(&format!("{below}/info/architecture/arch_type"), chip.core_architecture);
            let counter =
                |name: &str, values: &[u64]| self.counter(&format!("{below}/stats/{name}"), values);
            counter("status/success", &[100, 1]);
            counter("status/timeout", &[0, 0]);
            counter("status/oob_error", &[u64::from(core), 1]);
            counter("memory_usage/device_mem", &[3 << 20, 1 << 20, 5 << 20]);
            counter("memory_usage/device_mem/tensors", &[2 << 20, 1 << 20, 4 << 20]);
            counter("memory_usage/device_mem/model_code", &[1 << 20, 1 << 20, 1 << 20]);
            counter("memory_usage/host_mem", &[1 << 10, 0, 1 << 10]);
            counter("other_info/inference_count", &[50, 1]);
            counter("other_info/flop_count", &[123_456_789_012, 1]);
        }
        below
    }

    /// A counter's folder: total, present and, for memory, peak.
    pub(super) fn counter(&self, folder: &str, values: &[u64]) {
        for (name, value) in ["total", "present", "peak"].into_iter().zip(values) {
            self.write(&format!("{folder}/{name}"), &value.to_string());
        }
    }
}
