//! Who uses a device.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A process that has a device open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Holder {
    /// Its number.
    pub(crate) process: u32,
    /// Its name, as far as the kernel keeps it.
    pub(crate) command: String,
}

/// The processes that have devices open, by the number of the device.
///
/// Without being root one sees one's own processes alone.
pub(crate) fn holders(proc_root: &Path, dev_root: &Path) -> BTreeMap<u32, BTreeSet<Holder>> {
    let mut holders: BTreeMap<u32, BTreeSet<Holder>> = BTreeMap::new();
    for (process, folder) in processes(proc_root) {
        let command = fs::read_to_string(folder.join("comm")).unwrap_or_default();
        let holder = Holder { process, command: printable(command.trim_end()) };
        let open = fs::read_dir(folder.join("fd")).into_iter().flatten().flatten();
        for link in open.filter_map(|file| fs::read_link(file.path()).ok()) {
            if let Some(device) = device_number(&link, dev_root) {
                holders.entry(device).or_default().insert(holder.clone());
            }
        }
    }
    holders
}

fn processes(proc_root: &Path) -> impl Iterator<Item = (u32, std::path::PathBuf)> {
    let entries = fs::read_dir(proc_root).into_iter().flatten().flatten();
    entries.filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path())))
}

/// The number of the device that a path is the node of.
fn device_number(path: &Path, dev_root: &Path) -> Option<u32> {
    let name = path.strip_prefix(dev_root).ok()?.to_str()?;
    name.strip_prefix("neuron")?.parse().ok()
}

/// A process chooses its own name, and that must not steer the terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_nodes_of_devices_count() {
        let number = |path: &str| device_number(Path::new(path), Path::new("/dev"));
        assert_eq!((number("/dev/neuron0"), number("/dev/neuron15")), (Some(0), Some(15)));
        for other in ["/dev/null", "/dev/neuron", "/dev/neuron0x", "/tmp/neuron0", "socket:[7]"] {
            assert_eq!(number(other), None, "{other}");
        }
        assert_eq!(printable("a\u{1b}[2Jb"), "a\u{fffd}[2Jb");
    }
}
