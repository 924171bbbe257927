//! `neuron-vision`: the commands of the vision domain.
#![forbid(unsafe_code)]

use neuron_vision::cli::{Arguments, run};
use neuron_vision::tasks::DOMAIN;

fn main() -> std::process::ExitCode {
    run(&neuron_tasks::parse::<Arguments>(&DOMAIN))
}
