//! The commands of `neuron-genomics`.

mod args;
mod call;
mod error;

pub use args::{Arguments, Command};

use args::Analysis;
use error::CommandError;
use std::process::ExitCode;

/// Runs a command; gives the exit code. What went wrong is one line on standard error.
#[must_use]
pub fn run(arguments: &Arguments) -> ExitCode {
    neuron_command_line::exit_code(dispatch(&arguments.command))
}

fn dispatch(command: &Command) -> Result<(), CommandError> {
    match command {
        Command::Run(args) => match &args.analysis {
            Analysis::Call(args) => call::run(args),
        },
    }
}
