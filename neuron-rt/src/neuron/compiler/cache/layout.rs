//! Names of files and folders in the cache.

use super::Key;
use std::path::{Path, PathBuf};

/// Names of the files of an entry.
pub(in super::super) mod names {
    pub(in super::super::super) const MODULE: &str = "model.hlo_module.pb";
    pub(in super::super::super) const NEFF: &str = "model.neff";
    pub(in super::super::super) const LOG: &str = "model.log";
    pub(in super::super::super) const FAILED: &str = "model.failed.log";
    /// What the compiler printed; it stays in the work folder.
    pub(in super::super::super) const OUTPUT: &str = "output.log";
    pub(in super::super) const FLAGS: &str = "compile_flags.json";
    pub(in super::super) const DONE: &str = "model.done";
    pub(in super::super) const WORK: &str = "work-";
}

const VERSION_PREFIX: &str = "neuronxcc-";
const MODULE_PREFIX: &str = "MODULE_";

/// The folder of a compiler's version.
pub(super) fn version_folder(root: &Path, version: &str) -> PathBuf {
    root.join(format!("{VERSION_PREFIX}{version}"))
}

/// The version that a folder is named after.
pub(super) fn version_of(folder: &str) -> Option<&str> {
    folder.strip_prefix(VERSION_PREFIX).filter(|version| !version.is_empty())
}

/// The folder of an entry.
pub(super) fn entry_folder(root: &Path, key: &Key) -> PathBuf {
    let name = format!("{MODULE_PREFIX}{}+{}", key.graph_hash(), key.flags_hash());
    version_folder(root, key.version()).join(name)
}

/// The lock beside an entry's folder.
pub(super) fn lock_of(entry_folder: &Path) -> PathBuf {
    // Not `with_extension`: a folder's name may have dots.
    let mut name = entry_folder.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}

/// Whether a folder's name is that of an entry of ours: 32 and 8 hexadecimal digits. Neuron's own
/// are decimal numbers or 20 hexadecimal digits.
pub(super) fn is_entry(folder: &str) -> bool {
    let hashes = folder.strip_prefix(MODULE_PREFIX).and_then(|rest| rest.split_once('+'));
    let hexadecimal = |text: &str| text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    hashes.is_some_and(|(graph, flags)| {
        graph.len() == Key::GRAPH_DIGITS
            && flags.len() == Key::FLAGS_DIGITS
            && hexadecimal(graph)
            && hexadecimal(flags)
    })
}

#[cfg(test)]
mod tests {
    use super::is_entry;

    #[test]
    fn entries_of_neurons_own_tools_are_not_ours() {
        assert!(is_entry("MODULE_0123456789abcdef0123456789abcdef+d41d8cd9"));
        for theirs in [
            "MODULE_16518787498567201059+d41d8cd9",
            "MODULE_a1cd99ffd9d0c5735511+04929ab2",
            "MODULE_0123456789abcdef0123456789abcdef+d41d8cd9.lock",
            "MODULE_0123456789ABCDEF0123456789abcdef+d41d8cd9",
            "MODULE_0123456789abcdef0123456789abcdef",
        ] {
            assert!(!is_entry(theirs), "{theirs}");
        }
    }
}
