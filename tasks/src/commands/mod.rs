//! The commands.

mod cache;
mod check;
mod compile;
mod device;
mod export;
mod fetch;
mod graphs;
mod inspect;
mod observer;
mod progress_display;
mod runs;
mod settings;
mod shared_progress;
mod step_traffic;
mod train;

pub use fetch::fetch;
pub use progress_display::fetch_display;

use crate::{Domain, TaskCommand, TaskError};
use neuron_command_line::{one_line, output};
use neuron_train::signals::ExitCode;

/// Carries a command out; gives the exit code. What went wrong is one line on standard error.
#[must_use]
pub fn run(domain: &'static Domain, command: &TaskCommand) -> std::process::ExitCode {
    let code = execute(domain, command).unwrap_or_else(|error| {
        output::error(&one_line(&error.to_string()));
        ExitCode::BadInput
    });
    std::process::ExitCode::from(code as u8)
}

/// Carries a command out.
///
/// # Errors
/// What it meets: one readable line, bad input for the most part.
pub fn execute(domain: &'static Domain, command: &TaskCommand) -> Result<ExitCode, TaskError> {
    match command {
        TaskCommand::Train(args) => train::train(domain, args),
        TaskCommand::Eval(args) => runs::eval(domain, args),
        TaskCommand::Predict(args) => runs::predict(domain, args),
        TaskCommand::Report(args) => runs::report(domain, args),
        TaskCommand::Graph(args) => inspect::graph(domain, args),
        TaskCommand::Check(args) => check::check(domain, args),
        TaskCommand::Compile(args) => compile::compile(domain, args),
        TaskCommand::Export(args) => export::export(domain, args),
    }
}
