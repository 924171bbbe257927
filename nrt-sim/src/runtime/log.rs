//! What the library says on standard error, as `NEURON_RT_LOG_LEVEL` asks.

use std::io::{self, Write};

use super::settings::Settings;

/// How much a line matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Error,
    Warning,
    Information,
}

/// Writes a line, unless the level that was asked for leaves it out. The default is `ERROR`, as the real
/// library's.
pub(crate) fn line(settings: &Settings, level: Level, call: &str, message: &str) {
    let asked = settings.text("NEURON_RT_LOG_LEVEL").map(|text| text.to_uppercase());
    let shown = match asked.as_deref() {
        Some("WARN" | "WARNING") => Level::Warning,
        Some("INFO" | "DEBUG" | "TRACE") => Level::Information,
        _ => Level::Error,
    };
    if level > shown {
        return;
    }
    let name = match level {
        Level::Error => "ERROR",
        Level::Warning => "WARN",
        Level::Information => "INFO",
    };
    // A standard error that is closed must not end the process.
    drop(writeln!(io::stderr().lock(), "{name:<5}  nrt-sim:{call}  {message}"));
}
