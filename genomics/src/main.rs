//! `neuron-genomics`: the commands of the genomics domain.
#![forbid(unsafe_code)]

use neuron_genomics::cli::{ArgumentsWithSizes, run};
use neuron_sequence_models::DOMAIN;

fn main() -> std::process::ExitCode {
    let ArgumentsWithSizes(arguments) = neuron_tasks::parse(&DOMAIN);
    run(&arguments)
}
