//! `neuron-finance`: the commands of the finance domain.
#![forbid(unsafe_code)]

use clap::Parser;
use neuron_finance::cli::{Arguments, run};

fn main() -> std::process::ExitCode {
    run(&Arguments::parse())
}
