use clap::Parser;
use std::path::PathBuf;

/// List the Neuron devices of this machine, who uses them, and the software that they need
///
/// A machine without devices is an answer, not a failure: the exit code is 0 then too.
#[derive(Debug, Parser)]
#[command(
    name = "neuron-devices",
    version,
    after_help = "Examples:\n  cargo xtask devices\n  cargo xtask devices --json"
)]
pub(crate) struct Arguments {
    /// One JSON object on standard output, with every counter of the driver
    #[arg(long)]
    pub(crate) json: bool,
    /// Where device nodes are
    #[arg(long, value_name = "DIR", default_value = "/dev", hide = true)]
    pub(crate) dev_root: PathBuf,
    /// The kernel's sysfs
    #[arg(long, value_name = "DIR", default_value = "/sys", hide = true)]
    pub(crate) sysfs_root: PathBuf,
    /// The kernel's list of processes
    #[arg(long, value_name = "DIR", default_value = "/proc", hide = true)]
    pub(crate) proc_root: PathBuf,
}
