//! Libraries to load, built from `tests/variants`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

static BUILT: Mutex<BTreeMap<&str, PathBuf>> = Mutex::new(BTreeMap::new());

/// Builds a variant into a folder and gives its path.
pub(crate) fn build_into(folder: &Path, name: &str, more: &[&str]) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/variants/{name}.rs"));
    let library = folder.join(format!("lib{name}.so"));
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(compiler)
        .args(["--edition=2024", "--crate-type=cdylib", "-Cpanic=abort"])
        .args(more)
        .arg("-o")
        .arg(&library)
        .arg(&source)
        .output()
        .expect("the compiler that builds the tests starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "`{name}` does not build:\n{said}");
    library
}

/// A variant, built once a process.
pub(crate) fn build(name: &'static str) -> PathBuf {
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    let build = || {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("variants");
        std::fs::create_dir_all(&folder).unwrap();
        // Another process may have the object loaded, which must not change under it: it is built
        // beside its place and moved there.
        let fresh = tempfile::tempdir_in(&folder).unwrap();
        let library = folder.join(format!("lib{name}.so"));
        std::fs::rename(build_into(fresh.path(), name, &[]), &library).unwrap();
        library
    };
    built.entry(name).or_insert_with(build).clone()
}
