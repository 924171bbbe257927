//! Files that are no plugin.

use std::fs;
use std::path::Path;

use pjrt_sys::{PjrtError, Plugin};

#[test]
fn a_path_that_leads_nowhere_is_named() {
    let error = Plugin::load(Path::new("no/such/plugin.so")).expect_err("no such file");
    assert!(matches!(error, PjrtError::NotFound { .. }));
    let message = error.to_string();
    assert!(message.starts_with("there is no PJRT plugin `no/such/plugin.so`: "), "{message}");
    assert!(message.ends_with("; give the path of its shared library"), "{message}");
}

#[test]
fn a_file_that_is_no_library_is_refused_with_what_the_loader_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("notes.so");
    fs::write(&file, "not a library").expect("written");
    let error = Plugin::load(&file).expect_err("text");
    let PjrtError::Load { reason, .. } = &error else { panic!("{error:?}") };
    assert!(!reason.is_empty());
    assert!(error.to_string().contains("notes.so"), "{error}");
    assert!(!error.to_string().contains('\n'), "{error}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_library_of_another_kind_is_no_plugin() {
    // A library that this very process has loaded: where it lies depends on the system.
    let maps = fs::read_to_string("/proc/self/maps").expect("the system lists them");
    let library =
        maps.split_whitespace().find(|word| word.starts_with('/') && word.contains(".so"));
    let error = Plugin::load(Path::new(library.expect("at least one"))).expect_err("another kind");
    assert!(matches!(error, PjrtError::NotAPlugin { .. }), "{error:?}");
    assert!(error.to_string().ends_with("it does not export `GetPjrtApi`"), "{error}");
}
