//! The memory of this process, as Linux counts it (`man 5 proc_pid_status`).

use anyhow::{Context, Result};
use std::fs;

/// Whether this system counts it so.
pub(crate) fn is_counted() -> bool {
    fs::exists("/proc/self/clear_refs").unwrap_or(false)
}

/// What is resident and belongs to no file: without the program's own code, which comes into memory
/// as it is first run.
#[derive(Debug)]
pub(crate) struct Watch {
    before: usize,
}

impl Watch {
    /// Counts the peak anew from here.
    pub(crate) fn begin() -> Result<Self> {
        let path = "/proc/self/clear_refs";
        fs::write(path, "5").with_context(|| format!("cannot write `{path}`"))?;
        Ok(Self { before: field("VmRSS")? - field("RssFile")? })
    }

    /// Bytes by which it has grown at most. Pages of files stay once they are there, so that at the
    /// peak there were as many as now.
    pub(crate) fn grown(&self) -> Result<usize> {
        Ok((field("VmHWM")? - field("RssFile")?).saturating_sub(self.before))
    }
}

fn field(name: &str) -> Result<usize> {
    let path = "/proc/self/status";
    let status = fs::read_to_string(path).with_context(|| format!("cannot read `{path}`"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let size = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<usize>().ok());
    Ok(size.with_context(|| format!("`{path}` has no `{name}`"))? * 1024)
}
