//! The commands of `neuron-finance`.

mod args;
mod backtest;
mod error;
mod fetch;
mod forecast;
mod market;
mod optimize;
mod report;
mod simulate;
mod volatility;

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
