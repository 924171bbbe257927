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
use neuron_command_line::exit_code;
use neuron_series_models::DOMAIN;
use std::process::ExitCode;

/// Runs a command; gives the exit code. What went wrong is one line on standard error.
#[must_use]
pub fn run(arguments: &Arguments) -> ExitCode {
    match &arguments.command {
        Command::Fetch(args) => exit_code(fetch::fetch(args)),
        Command::Task(command) => neuron_tasks::run_command(&DOMAIN, command),
        Command::Run(args) => exit_code(analyse(&args.analysis)),
    }
}

fn analyse(analysis: &Analysis) -> Result<(), CommandError> {
    match analysis {
        Analysis::Optimize(args) => optimize::run(args),
        Analysis::Simulate(args) => simulate::run(args),
        Analysis::Volatility(args) => volatility::run(args),
        Analysis::Forecast(args) => forecast::run(args),
        Analysis::Backtest(args) => backtest::run(args),
    }
}
