//! Shocks from a file.

use crate::cli::error::CommandError;
use neuron_command_line::file;
use neuron_simulation::scenario::Scenario;
use serde::Deserialize;
use std::path::Path;

/// No file of scenarios is larger, in bytes.
const LARGEST: u64 = 4 << 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    scenario: Vec<Scenario>,
}

/// The scenarios of a file; none without one.
pub(super) fn read(path: Option<&Path>) -> Result<Vec<Scenario>, CommandError> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let written: Written = file::read_toml(path, LARGEST)?;
    Ok(written.scenario)
}
