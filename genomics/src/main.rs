//! `neuron-genomics`: the commands of the genomics domain.
#![forbid(unsafe_code)]

use clap::Parser;
use neuron_genomics::cli::{Arguments, run};

fn main() -> std::process::ExitCode {
    run(&Arguments::parse())
}
