//! Where a test finds the built library and compiler.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::{env, fs, io};

use serde_json::Value;

/// The built library and compiler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Products {
    /// The shared library; its SONAME is `libnrt.so.1`, whatever the file is called.
    pub library: PathBuf,
    /// The program `neuronx-cc`.
    pub compiler: PathBuf,
}

impl Products {
    /// Builds this package with the cargo that runs the test, once in a process, and says where things are. What is
    /// up to date is not built again.
    ///
    /// # Errors
    /// Cargo fails.
    pub fn build() -> io::Result<&'static Products> {
        static BUILT: OnceLock<Result<Products, String>> = OnceLock::new();
        let built = BUILT.get_or_init(|| build().map_err(|error| error.to_string()));
        built.as_ref().map_err(|error| io::Error::other(error.clone()))
    }

    /// Copies both into a folder, under the names by which they are looked for: `libnrt.so.1` and `neuronx-cc`. The
    /// result is the path of the library.
    ///
    /// Each copy of the library is a machine of its own, even in one process: with its own state and settings.
    ///
    /// # Errors
    /// A file cannot be copied.
    pub fn install(&self, folder: &Path) -> io::Result<PathBuf> {
        let library = folder.join("libnrt.so.1");
        fs::copy(&self.library, &library)?;
        fs::copy(&self.compiler, folder.join("neuronx-cc"))?;
        Ok(library)
    }
}

fn build() -> io::Result<Products> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let output = Command::new(cargo)
        .args(["build", "--quiet", "--message-format=json", "--lib", "--bins", "--manifest-path"])
        .arg(manifest)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(format!("cargo could not build nrt-sim: {}", output.status)));
    }
    let messages = output.stdout.split(|&byte| byte == b'\n');
    let messages = messages.filter_map(|line| serde_json::from_slice(line).ok());
    let artifacts: Vec<Value> =
        messages.filter(|message: &Value| message["reason"] == "compiler-artifact").collect();
    let text = |value: &Value| value.as_str().map(PathBuf::from);
    let of = |name: &str, kind: &str| {
        let is = |artifact: &&Value| {
            let target = &artifact["target"];
            let has_kind = |kinds: &Vec<Value>| kinds.iter().any(|found| found == kind);
            target["name"] == name && target["kind"].as_array().is_some_and(has_kind)
        };
        artifacts.iter().find(is)
    };
    let files = of("nrt_sim", "cdylib").and_then(|artifact| artifact["filenames"].as_array());
    let is_shared = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "so");
    let library = files.and_then(|files| files.iter().filter_map(text).find(is_shared));
    let compiler = of("neuronx-cc", "bin").and_then(|artifact| text(&artifact["executable"]));
    let missing = |what: &str| io::Error::other(format!("cargo built no {what} of nrt-sim"));
    Ok(Products {
        library: library.ok_or_else(|| missing("library"))?,
        compiler: compiler.ok_or_else(|| missing("compiler"))?,
    })
}
