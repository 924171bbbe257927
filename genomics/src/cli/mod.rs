//! The commands of `neuron-genomics`.

mod args;
mod call;
mod error;
mod evaluate;
mod genotypes;
mod simulate_reads;
mod whole_file;

pub use args::{Arguments, Command};

use args::Analysis;
use error::CommandError;
use neuron_sequence_models::DOMAIN;
use std::process::ExitCode;

/// Runs a command; gives the exit code. What went wrong is one line on standard error.
#[must_use]
pub fn run(arguments: &Arguments) -> ExitCode {
    match &arguments.command {
        Command::Task(command) => neuron_tasks::run_command(&DOMAIN, command),
        Command::Run(args) => neuron_command_line::exit_code(analyse(&args.analysis)),
    }
}

fn analyse(analysis: &Analysis) -> Result<(), CommandError> {
    match analysis {
        Analysis::Genotypes(args) => genotypes::run(args),
        Analysis::Call(args) => call::run(args),
        Analysis::Evaluate(args) => evaluate::run(args),
        Analysis::SimulateReads(args) => simulate_reads::run(args),
    }
}
