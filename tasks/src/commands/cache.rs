//! The cache of compiled graphs, as a user sees and empties it.

use crate::TaskError;
use neuron_command_line::output;
use neuron_rt::neuron::compiler::{
    Cache, CacheEntry, CompileError, EntryState, Environment, UserFlags,
};
use neuron_train::signals::ExitCode;
use serde_json::{Value, json};

/// The cache that this process would use.
fn chosen() -> Result<Cache, CompileError> {
    let environment = Environment::from_process();
    let user = UserFlags::parse(environment.flags.as_deref().unwrap_or_default())?;
    Ok(Cache::chosen(&environment, &user)?)
}

/// Lists its entries.
pub(super) fn list(as_json: bool) -> Result<ExitCode, TaskError> {
    let cache = chosen()?;
    let entries = cache.entries().map_err(CompileError::from)?;
    let bytes: u64 = entries.iter().map(|entry| entry.bytes).sum();
    if as_json {
        let entries: Vec<Value> = entries.iter().map(record).collect();
        let line = json!({ "cache": cache.root(), "entries": entries, "bytes": bytes });
        output::line(&line.to_string())?;
        return Ok(ExitCode::Success);
    }
    for entry in &entries {
        output::line(&line(entry))?;
    }
    let (count, root) = (entries.len(), cache.root().display());
    output::line(&format!("{} of {bytes} bytes in {root}", graphs(count)))?;
    Ok(ExitCode::Success)
}

/// Empties it; without `yes` nothing is removed.
pub(super) fn clear(yes: bool, as_json: bool) -> Result<ExitCode, TaskError> {
    let cache = chosen()?;
    let root = cache.root().display().to_string();
    if !yes {
        let entries = cache.entries().map_err(CompileError::from)?.len();
        let found = format!("without `--yes`, and would remove {} from `{root}`", graphs(entries));
        let expected = "`--clear --yes`".to_owned();
        return Err(TaskError::Setting { key: "--clear", found, expected });
    }
    let cleared = cache.clear().map_err(CompileError::from)?;
    if as_json {
        let line = json!({
            "cache": cache.root(),
            "removed": cleared.entries,
            "bytes": cleared.bytes,
            "in_use": cleared.in_use,
        });
        output::line(&line.to_string())?;
        return Ok(ExitCode::Success);
    }
    let mut line =
        format!("removed {} of {} bytes from {root}", graphs(cleared.entries), cleared.bytes);
    if cleared.in_use > 0 {
        line.push_str(&format!("; {} in use stayed", cleared.in_use));
    }
    output::line(&line)?;
    Ok(ExitCode::Success)
}

fn graphs(count: usize) -> String {
    if count == 1 { "1 graph".to_owned() } else { format!("{count} graphs") }
}

fn line(entry: &CacheEntry) -> String {
    let known = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
    let state = match &entry.state {
        EntryState::Complete { seconds } => format!("compiled in {seconds:.1} s"),
        EntryState::Failed { why } => format!("failed: {why}"),
        _ => "not finished".to_owned(),
    };
    let CacheEntry { name, target, bytes, compiler_version, path, .. } = entry;
    format!(
        "{}\t{}\tneuronx-cc {compiler_version}\t{state}\t{bytes} bytes\t{}",
        known(name),
        known(target),
        path.display()
    )
}

fn record(entry: &CacheEntry) -> Value {
    let mut object = json!({
        "name": entry.name,
        "target": entry.target,
        "compiler_version": entry.compiler_version,
        "bytes": entry.bytes,
        "path": entry.path,
    });
    match &entry.state {
        EntryState::Complete { seconds } => {
            object["state"] = json!("complete");
            object["seconds"] = json!(seconds);
        }
        EntryState::Failed { why } => {
            object["state"] = json!("failed");
            object["why"] = json!(why);
        }
        _ => object["state"] = json!("unfinished"),
    }
    object
}
