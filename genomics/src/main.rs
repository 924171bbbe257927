//! `neuron-genomics`: the commands of the genomics domain.
#![forbid(unsafe_code)]

use neuron_genomics::cli::{Arguments, run};
use neuron_sequence_models::DOMAIN;

fn main() -> std::process::ExitCode {
    run(&neuron_tasks::parse::<Arguments>(&DOMAIN))
}
