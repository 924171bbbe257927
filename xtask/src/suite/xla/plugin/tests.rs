//! Without a network: what is there is kept, what is wrong is refused and removed.

use super::*;

const HASH: &str = "55837b6b7b47daa717f2d9a5a03563ea0ceaa338d06a81a1e2d3f060d960decc";

fn workspace(pins: &str) -> (tempfile::TempDir, Workspace) {
    let tree = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(tree.path().join("xtask/xla")).expect("created");
    fs::write(tree.path().join("xtask/xla/plugin.txt"), pins).expect("written");
    let workspace = Workspace {
        root: tree.path().to_owned(),
        target: tree.path().join("target"),
        packages: Vec::new(),
    };
    (tree, workspace)
}

#[test]
fn the_pinned_hash_is_that_of_the_list() {
    let pins = include_str!("../../../../xla/plugin.txt");
    assert_eq!(pinned_hash(pins), Some(HASH));
    assert_eq!(pinned_hash("xla-cpu-pjrt==0.0.1\n"), None);
    assert_eq!(pinned_hash("xla-cpu-pjrt==0.0.1 --hash=sha256:55837b6b\n"), None);
}

#[test]
fn a_plugin_that_was_made_from_the_same_pins_is_kept() {
    let pins = format!("xla-cpu-pjrt==0.0.1 --hash=sha256:{HASH}\n");
    let (_tree, workspace) = workspace(&pins);
    let folder = workspace.target.join("xla/plugin");
    fs::create_dir_all(&folder).expect("created");
    fs::write(folder.join(STAMP), &pins).expect("written");
    assert_eq!(prepare(&workspace).expect("kept"), folder.join(FILE));
}

#[test]
fn a_list_without_a_hash_is_refused() {
    let (_tree, workspace) = workspace("xla-cpu-pjrt==0.0.1\n");
    let error = prepare(&workspace).expect_err("no hash").to_string();
    assert!(error.ends_with("plugin.txt` pins no sha256"), "{error}");
}

#[test]
fn a_download_that_fails_leaves_nothing_behind() {
    let (_tree, workspace) = workspace("");
    let made = workspace.target.join("made");
    let requirements = workspace.root.join("xtask/xla/plugin.txt");
    let error = make(Path::new("no-such-python"), &requirements, HASH, &made).expect_err("no pip");
    assert!(error.to_string().starts_with("cannot run `no-such-python -m pip download"), "{error}");
    assert_eq!(fs::read_dir(&made).expect("there").count(), 0);
}

#[test]
fn an_old_plugin_makes_room_and_that_of_a_faster_run_stays() {
    let (tree, _) = workspace("");
    let (made, folder) = (tree.path().join("made"), tree.path().join("plugin"));
    let write = |folder: &Path, library: &str, pins: &str| {
        fs::create_dir_all(folder).expect("created");
        fs::write(folder.join(FILE), library).expect("written");
        fs::write(folder.join(STAMP), pins).expect("written");
    };
    write(&folder, "old", "old pins");
    write(&made, "new", "pins");
    put_in_place(&made, &folder, "pins").expect("replaced");
    assert_eq!(fs::read_to_string(folder.join(FILE)).expect("there"), "new");
    write(&made, "slower", "pins");
    put_in_place(&made, &folder, "pins").expect("kept");
    assert_eq!(fs::read_to_string(folder.join(FILE)).expect("there"), "new");
    assert!(!made.exists());
}
