//! The report that `nrt_close` leaves: `NEURON_SIM_REPORT`.

use std::path::{Path, PathBuf};
use std::{fs, io, process};

use serde_json::{Value, json};

use super::library::Library;

/// Says what the figures are of.
const NOTE: &str = "nrt-sim stand-in, not hardware";

/// Writes the report to the file that `NEURON_SIM_REPORT` names, whole or not at all. `%p` in the name stands for
/// the number of the process.
///
/// # Errors
/// The file cannot be written.
pub(crate) fn write(library: &Library) -> io::Result<()> {
    let Some(name) = library.settings.text("NEURON_SIM_REPORT") else { return Ok(()) };
    let path = PathBuf::from(name.replace("%p", &process::id().to_string()));
    let beside = beside(&path);
    fs::write(&beside, format!("{:#}\n", document(library)))?;
    fs::rename(&beside, &path)
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}.part", process::id()));
    PathBuf::from(name)
}

fn document(library: &Library) -> Value {
    let counters = library.counters();
    json!({
        "note": NOTE,
        "live": {
            "models": counters.live_models,
            "tensors": counters.live_tensors,
            "tensor_sets": counters.live_tensor_sets,
            "tensor_infos": counters.live_tensor_infos,
        },
        "bytes": {
            "to_device": counters.bytes_to_device,
            "from_device": counters.bytes_from_device,
            "copied": counters.bytes_copied,
        },
        "loads": counters.loads,
        "executions": counters.executions,
        "collectives": counters.collectives,
        "failures": counters.failures,
        "faults": counters.faults,
        "invalid_handles": counters.invalid_handles,
        "writes_during_execution": counters.writes_during_execution,
        "calls_after_close": counters.calls_after_close,
        "calls": library.calls(),
    })
}
