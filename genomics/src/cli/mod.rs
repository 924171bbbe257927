//! The commands of `neuron-genomics`.

mod args;
mod baselines;
mod bin;
mod call;
mod embed;
mod error;
mod evaluate;
mod expression;
mod fasta;
mod genotypes;
mod population;
mod region;
mod report;
mod sequences;
mod simulate_reads;
mod taxonomy;
mod whole_file;

pub use args::{Arguments, ArgumentsWithSizes, Command};

use crate::datasets::CATALOGUE;
use args::Analysis;
use error::CommandError;
use neuron_sequence_models::DOMAIN;
use std::process::ExitCode;

/// Runs a command; gives the exit code. What went wrong is one line on standard error.
#[must_use]
pub fn run(arguments: &Arguments) -> ExitCode {
    match &arguments.command {
        Command::Fetch(args) => {
            neuron_command_line::exit_code(neuron_tasks::fetch(CATALOGUE, args))
        }
        Command::Task(command) => neuron_tasks::run_command(&DOMAIN, command),
        Command::Run(args) => neuron_command_line::exit_code(analyse(&args.analysis)),
    }
}

fn analyse(analysis: &Analysis) -> Result<(), CommandError> {
    match analysis {
        Analysis::Embed(args) => embed::run(args),
        Analysis::Bin(args) => bin::run(args),
        Analysis::Taxonomy(args) => taxonomy::run(args),
        Analysis::Baselines(args) => baselines::run(args),
        Analysis::Genotypes(args) => genotypes::run(args),
        Analysis::Population(args) => population::run(args),
        Analysis::Call(args) => call::run(args),
        Analysis::Expression(args) => expression::run(args),
        Analysis::Region(args) => region::run(args),
        Analysis::Sequences(args) => sequences::run(args),
        Analysis::Evaluate(args) => evaluate::run(args),
        Analysis::SimulateReads(args) => simulate_reads::run(args),
    }
}
