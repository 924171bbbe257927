//! The runtime library and the compiler.

use neuron_rt::neuron::RuntimeLibrary;
use neuron_rt::neuron::compiler::{CompileError, Compiler};
use std::path::PathBuf;

/// A program or library: where it is and which version, or why it cannot be used and what to do.
pub(crate) type Found = Result<Installed, String>;

/// Something that is installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Installed {
    pub(crate) path: PathBuf,
    pub(crate) version: String,
}

/// libnrt, as the trainer would find it.
pub(crate) fn runtime() -> Found {
    let found = RuntimeLibrary::find().map_err(|error| error.to_string())?;
    Ok(Installed { path: found.path, version: found.version })
}

/// neuronx-cc, as the trainer would find it.
pub(crate) fn compiler() -> Found {
    let find = || -> Result<Installed, CompileError> {
        let compiler = Compiler::locate()?;
        Ok(Installed { path: compiler.program().to_owned(), version: compiler.version()? })
    };
    find().map_err(|error| error.to_string())
}
