//! `neuron-finance`: the commands of the finance domain.
#![forbid(unsafe_code)]

use neuron_finance::cli::{Arguments, run};
use neuron_series_models::DOMAIN;

fn main() -> std::process::ExitCode {
    run(&neuron_tasks::parse::<Arguments>(&DOMAIN))
}
