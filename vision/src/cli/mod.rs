//! The commands of `neuron-vision`.

mod analyse;
mod args;
mod change;
mod error;
mod fetch;
mod imaging;
mod rasters;
mod scenes;

pub use args::{Arguments, Command};

use crate::tasks::DOMAIN;
use neuron_command_line::{one_line, output};
use std::process::ExitCode;

/// Runs a command; gives the exit code. What went wrong is one line on standard error.
#[must_use]
pub fn run(arguments: &Arguments) -> ExitCode {
    match dispatch(arguments) {
        Ok(code) => ExitCode::from(code as u8),
        Err(error) => {
            output::error(&one_line(&error.to_string()));
            ExitCode::from(neuron_train::signals::ExitCode::BadInput as u8)
        }
    }
}

fn dispatch(arguments: &Arguments) -> Result<neuron_train::signals::ExitCode, error::CommandError> {
    match &arguments.command {
        Command::Run(run) => analyse::run(run),
        Command::Fetch(fetch) => fetch::fetch(fetch),
        Command::Task(command) => Ok(neuron_tasks::execute(&DOMAIN, command)?),
    }
}
