//! The crate that stands outside the workspace: it builds against the public interface and trains.

use anyhow::Result;

use super::stage::Outcome;
use super::{House, cargo};

const FOLDER: &str = "examples/downstream";

/// Lints and runs `examples/downstream`.
pub(crate) fn run(house: &House) -> Result<Outcome> {
    let folder = house.workspace.root.join(FOLDER);
    if !folder.join("Cargo.toml").is_file() {
        return Ok(Outcome::Skipped(format!("there is no {FOLDER}/Cargo.toml")));
    }
    for line in ["fmt --check", "clippy LOCKED -- -D warnings", "run LOCKED"] {
        let outcome = cargo::run(house, line, |command| {
            // What both workspaces build alike, which is all but the repository's own crates, is built once: its
            // profiles are those of the repository.
            command.current_dir(&folder).env("CARGO_TARGET_DIR", &house.workspace.target);
        })?;
        if outcome != Outcome::Passed {
            return Ok(outcome);
        }
    }
    Ok(Outcome::Passed)
}
