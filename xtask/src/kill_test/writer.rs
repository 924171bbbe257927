//! Where the checkpoint writer stands, seen from outside.

use std::fs;
use std::path::Path;

/// A checkpoint that is not in its place yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unfinished {
    /// Its step.
    pub(super) step: u64,
    /// Files in it so far, and their bytes.
    pub(super) files: usize,
    pub(super) bytes: u64,
}

/// The checkpoint under way in a folder of checkpoints, if there is one.
///
/// The trainer writes `step-NNNNNNNN.tmp` and renames it at the end. What it removes bears such a name
/// too for a moment, but is older than the newest checkpoint.
pub(super) fn unfinished(checkpoints: &Path) -> Option<Unfinished> {
    let names: Vec<String> = fs::read_dir(checkpoints)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    let newest = names.iter().filter_map(|name| step_of(name)).max();
    let step = names.iter().filter_map(|name| step_of(name.strip_suffix(".tmp")?)).max()?;
    if newest.is_some_and(|newest| newest >= step) {
        return None;
    }
    let entries = fs::read_dir(checkpoints.join(format!("step-{step:08}.tmp"))).ok()?;
    let sizes: Vec<u64> =
        entries.filter_map(|entry| Some(entry.ok()?.metadata().ok()?.len())).collect();
    Some(Unfinished { step, files: sizes.len(), bytes: sizes.iter().sum() })
}

fn step_of(name: &str) -> Option<u64> {
    name.strip_prefix("step-")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkpoint_under_way_is_told_from_one_that_is_being_removed() {
        let tree = tempfile::tempdir().expect("a folder");
        let folder = tree.path().join("checkpoints");
        assert_eq!(unfinished(&folder), None);
        for name in ["step-00000003", "step-00000006", "step-00000003.tmp"] {
            fs::create_dir_all(folder.join(name)).expect("created");
        }
        assert_eq!(unfinished(&folder), None, "only a removal is under way");
        fs::create_dir(folder.join("step-00000009.tmp")).expect("created");
        let empty = Unfinished { step: 9, files: 0, bytes: 0 };
        assert_eq!(unfinished(&folder), Some(empty));
        fs::write(folder.join("step-00000009.tmp/model.safetensors"), "abc").expect("written");
        let begun = Unfinished { step: 9, files: 1, bytes: 3 };
        assert_eq!(unfinished(&folder), Some(begun));
        fs::rename(folder.join("step-00000009.tmp"), folder.join("step-00000009")).expect("moved");
        assert_eq!(unfinished(&folder), None);
    }
}
