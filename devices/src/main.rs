//! `neuron-devices`: what Neuron hardware and software a machine has, and what to do about what it
//! lacks.
//!
//! Nothing is initialised and no core is taken, so it may run beside a training.
#![forbid(unsafe_code)]

mod arguments;
mod holder;
mod json;
mod overview;
mod software;

use arguments::Arguments;
use clap::Parser;
use overview::Overview;
use std::io::{ErrorKind, Write, stderr, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let overview = Overview::read(&arguments);
    let text = match arguments.json {
        true => format!("{}\n", overview.to_json()),
        false => overview.to_string(),
    };
    let mut out = stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // A reader that has gone away has seen enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(stderr(), "error: cannot write `standard output`: {error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
