//! The commands of `neuron-finance`.

mod args;
mod backtest;
mod error;
mod fetch;
mod file;
mod forecast;
mod market;
mod optimize;
mod output;
mod simulate;
mod table;
mod volatility;

pub use args::{Arguments, Command};

use args::Analysis;
use error::CommandError;
use std::process::ExitCode;

/// Exit code of a wrong flag, file or setting.
const BAD_INPUT: u8 = 2;

/// Runs a command; gives the exit code. What went wrong is one line on standard error.
#[must_use]
pub fn run(arguments: &Arguments) -> ExitCode {
    match dispatch(&arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::error(&one_line(&error.to_string()));
            ExitCode::from(BAD_INPUT)
        }
    }
}

fn dispatch(command: &Command) -> Result<(), CommandError> {
    match command {
        Command::Fetch(args) => fetch::fetch(args),
        Command::Run(args) => match &args.analysis {
            Analysis::Optimize(args) => optimize::run(args),
            Analysis::Simulate(args) => simulate::run(args),
            Analysis::Volatility(args) => volatility::run(args),
            Analysis::Forecast(args) => forecast::run(args),
            Analysis::Backtest(args) => backtest::run(args),
        },
    }
}

/// Messages of libraries may have several lines.
fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}
