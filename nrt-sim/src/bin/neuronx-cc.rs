//! The stand-in for Neuron's compiler: see `nrt_sim::compiler`.
#![forbid(unsafe_code)]

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use nrt_sim::compiler::{Simulation, run};

fn main() -> ExitCode {
    let mut err = io::stderr();
    let simulation = match Simulation::from_environment() {
        Ok(simulation) => simulation,
        Err(message) => {
            drop(writeln!(err, "neuronx-cc: error: {message}"));
            return ExitCode::FAILURE;
        }
    };
    let words: Vec<String> =
        env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    match run(&words, &simulation, &mut io::stdout(), &mut err) {
        Ok(code) => ExitCode::from(code),
        Err(_) => ExitCode::FAILURE,
    }
}
