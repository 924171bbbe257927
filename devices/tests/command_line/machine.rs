//! A machine of files: device nodes, the driver's `sysfs` and processes, in a folder.

use neuron_testkit::command::{Command, Output};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// An empty folder in the place of `/dev`, `/sys` and `/proc`.
pub(crate) struct Machine(TempDir);

impl Machine {
    /// A machine of that type, with the driver and without devices.
    pub(crate) fn new(instance: &str) -> Self {
        let machine = Self(tempfile::tempdir().unwrap());
        machine.write("sys/devices/virtual/dmi/id/product_name", instance);
        machine.write("sys/module/neuron/version", "2.24.7.0");
        machine
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("{text}\n")).unwrap();
    }

    /// A Trainium chip of two cores, as its driver describes it.
    pub(crate) fn trainium(&self, index: u32, connected: &str) {
        self.write(&format!("dev/neuron{index}"), "");
        let below = format!("sys/devices/virtual/neuron_device/neuron{index}");
        let write = |name: &str, text: &str| self.write(&format!("{below}/{name}"), text);
        write("core_count", "2");
        write("connected_devices", connected);
        write("info/architecture/arch_type", "NDv2");
        write("info/architecture/instance_type", "Trn1");
        write("info/architecture/device_name", "Trainium1");
        for core in 0..2 {
            write(&format!("neuron_core{core}/info/architecture/arch_type"), "NCv2");
            let stats = format!("neuron_core{core}/stats");
            for (counter, total) in
                [("memory_usage/device_mem", 1 << 20), ("other_info/inference_count", 50)]
            {
                write(&format!("{stats}/{counter}/total"), &total.to_string());
                write(&format!("{stats}/{counter}/present"), "0");
            }
        }
    }

    /// A process that has a device open.
    pub(crate) fn process(&self, number: u32, command: &str, device: u32) {
        self.write(&format!("proc/{number}/comm"), command);
        let files = self.path().join(format!("proc/{number}/fd"));
        fs::create_dir_all(&files).unwrap();
        for (file, target) in [(0, "null".to_owned()), (7, format!("neuron{device}"))] {
            let target = self.path().join("dev").join(target);
            std::os::unix::fs::symlink(target, files.join(file.to_string())).unwrap();
        }
    }

    /// The program on this machine, where no Neuron software is installed.
    pub(crate) fn command(&self, flags: &str) -> Command {
        let below = |name: &str| self.path().join(name).display().to_string();
        let mut command = Command::new(env!("CARGO_BIN_EXE_neuron-devices"))
            .args(flags.split_whitespace())
            .args(["--dev-root", &below("dev"), "--sysfs-root", &below("sys")])
            .args(["--proc-root", &below("proc")])
            .env("PATH", below("bin"))
            .env("NEURON_RT_LIBRARY", below("lib/libnrt.so.1"))
            .in_folder(self.path());
        for variable in [
            "NEURON_CC",
            "NEURON_CC_FLAGS",
            "NEURON_COMPILE_CACHE_URL",
            "NEURON_LOGICAL_NC_CONFIG",
            "NEURON_PLATFORM_TARGET_OVERRIDE",
            "NEURON_RT_NUM_CORES",
            "NEURON_RT_VIRTUAL_CORE_SIZE",
            "NEURON_RT_VISIBLE_CORES",
        ] {
            command = command.without_env(variable);
        }
        command
    }

    /// What the program says, the machine's own path left out.
    pub(crate) fn said(&self, flags: &str) -> String {
        self.shown(&self.command(flags).run().with_code(0))
    }

    pub(crate) fn shown(&self, output: &Output) -> String {
        assert_eq!(output.stderr, "");
        output.stdout.replace(&self.path().display().to_string(), "MACHINE")
    }
}
