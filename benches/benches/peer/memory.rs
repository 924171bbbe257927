//! The resident memory of this process, as Linux counts it (`man 5 proc_pid_status`).

use anyhow::{Context, Result};
use std::fs;

/// Whether this system counts it so.
pub(crate) fn is_counted() -> bool {
    fs::exists("/proc/self/clear_refs").unwrap_or(false)
}

/// Bytes that are resident now; their peak is counted anew from here.
pub(crate) fn watch() -> Result<usize> {
    let path = "/proc/self/clear_refs";
    fs::write(path, "5").with_context(|| format!("cannot write `{path}`"))?;
    field("VmRSS")
}

/// The most bytes that were resident at once.
pub(crate) fn peak() -> Result<usize> {
    field("VmHWM")
}

fn field(name: &str) -> Result<usize> {
    let path = "/proc/self/status";
    let status = fs::read_to_string(path).with_context(|| format!("cannot read `{path}`"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let size = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<usize>().ok());
    Ok(size.with_context(|| format!("`{path}` has no `{name}`"))? * 1024)
}
