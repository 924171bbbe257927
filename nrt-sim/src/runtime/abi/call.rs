//! What surrounds every call: counting, faults, the log, and a net under panics.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::super::library::Library;
use super::super::log::{self, Level};
use super::super::report;
use super::super::status::{Failure, Outcome, Status};

/// The one library of this copy.
static LIBRARY: Library = Library::new();

/// Runs a call that returns a status. An injected fault takes the place of `body`.
pub(super) fn status(name: &'static str, body: impl FnOnce(&Library) -> Outcome) -> i32 {
    status_or_fault(name, |library, fault| match fault {
        Some(status) => Err(status.because("a fault was injected")),
        None => body(library),
    })
}

/// Runs a call that returns a status, and that itself decides what an injected fault means.
pub(super) fn status_or_fault(
    name: &'static str,
    body: impl FnOnce(&Library, Option<Status>) -> Outcome,
) -> i32 {
    let outcome = guarded(name, |library| {
        let fault = library.enter(name, true)?;
        body(library, fault)
    });
    match outcome {
        Ok(()) => Status::SUCCESS.0,
        Err(failure) => failure.status.0,
    }
}

/// Runs a call that the real library does not have: it is not counted and has no faults.
pub(super) fn aside(name: &'static str, body: impl FnOnce(&Library) -> Outcome) -> i32 {
    match guarded(name, body) {
        Ok(()) => Status::SUCCESS.0,
        Err(failure) => failure.status.0,
    }
}

/// Runs a call that cannot say that it failed; then it gives `otherwise`.
pub(super) fn value<T>(
    name: &'static str,
    otherwise: T,
    body: impl FnOnce(&Library) -> Outcome<T>,
) -> T {
    let outcome = guarded(name, |library| {
        library.enter(name, false)?;
        body(library)
    });
    outcome.unwrap_or(otherwise)
}

fn guarded<T>(name: &'static str, body: impl FnOnce(&Library) -> Outcome<T>) -> Outcome<T> {
    // Nothing may unwind into the caller. What a panic leaves is a fault of the stand-in, not undefined: all of it
    // stands behind locks that are taken again.
    let outcome = catch_unwind(AssertUnwindSafe(|| body(&LIBRARY)));
    let outcome = outcome.unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("unknown");
        Err(Status::FAILURE.because(format!("the stand-in panicked: {text}")))
    });
    if let Err(failure) = &outcome {
        account(name, failure);
    }
    // What only asks may be called at any time.
    let asks = ["nrt_close", "nrt_get_", "nrt_sim_"].iter().any(|asks| name.starts_with(asks));
    if !asks && LIBRARY.lifecycle.is_closed() {
        LIBRARY.tallies.calls_after_close.add(1);
        write_report(&LIBRARY, name);
    }
    outcome
}

fn account(name: &str, failure: &Failure) {
    LIBRARY.tallies.failures.add(1);
    let invalid = failure.status == Status::INVALID_HANDLE;
    LIBRARY.tallies.invalid_handles.add(u64::from(invalid));
    let status = failure.status.name().to_string_lossy();
    let message = format!("{} [{status}]", failure.message);
    log::line(&LIBRARY.settings, Level::Error, name, &message);
}

/// Writes the report, and says so on the log where it cannot.
pub(super) fn write_report(library: &Library, name: &str) {
    if let Err(error) = report::write(library) {
        let message = format!("the report of `NEURON_SIM_REPORT` cannot be written: {error}");
        log::line(&library.settings, Level::Error, name, &message);
    }
}
