//! `neuron-vision`: the commands of the vision domain.
#![forbid(unsafe_code)]

use clap::Parser;
use neuron_vision::cli::{Arguments, run};

fn main() -> std::process::ExitCode {
    run(&Arguments::parse())
}
