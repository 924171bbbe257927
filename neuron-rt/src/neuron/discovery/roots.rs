//! Where to look.

use std::path::PathBuf;

/// The folders that discovery reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roots {
    /// Where device nodes are: `neuron0`, `neuron1`, …
    pub dev: PathBuf,
    /// The kernel's `sysfs`.
    pub sys: PathBuf,
}

impl Default for Roots {
    /// `/dev` and `/sys`.
    fn default() -> Self {
        Self { dev: "/dev".into(), sys: "/sys".into() }
    }
}

impl Roots {
    /// Folders in which one device may be described, the likeliest first.
    pub(super) fn device_folders(&self, index: u32) -> [PathBuf; 2] {
        self.collections().map(|folder| folder.join(format!("neuron{index}")))
    }

    /// Folders that hold a folder for each device.
    pub(super) fn collections(&self) -> [PathBuf; 2] {
        ["class/neuron_device", "devices/virtual/neuron_device"].map(|below| self.sys.join(below))
    }

    /// The machine's product name, which is the type of an EC2 instance.
    pub(super) fn product_name(&self) -> PathBuf {
        self.sys.join("devices/virtual/dmi/id/product_name")
    }

    /// The version of the loaded kernel module.
    pub(super) fn driver_version(&self) -> PathBuf {
        self.sys.join("module/neuron/version")
    }
}
