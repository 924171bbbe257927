//! The commands of `neuron-vision`.

mod analyse;
mod args;
mod cache;
mod change;
mod check;
mod commands;
mod compile;
mod device;
mod error;
mod export;
mod fetch;
mod graphs;
mod imaging;
mod inspect;
mod observer;
mod output;
mod rasters;
mod scenes;
mod settings;
mod shared_progress;
mod step_traffic;
mod train;

pub use args::{Arguments, Command};

use std::process::ExitCode;

/// Runs a command; gives the exit code. What went wrong is one line on standard error.
#[must_use]
pub fn run(arguments: &Arguments) -> ExitCode {
    match dispatch(arguments) {
        Ok(code) => ExitCode::from(code as u8),
        Err(error) => {
            output::error(&one_line(&error.to_string()));
            ExitCode::from(neuron_train::signals::ExitCode::BadInput as u8)
        }
    }
}

fn dispatch(arguments: &Arguments) -> Result<neuron_train::signals::ExitCode, error::CommandError> {
    let done = match &arguments.command {
        Command::Run(run) => return analyse::run(run),
        Command::Fetch(fetch) => fetch::fetch(fetch),
        Command::Train(train) => train::train(train),
        Command::Eval(eval) => commands::eval(eval),
        Command::Predict(predict) => commands::predict(predict),
        Command::Report(report) => commands::report(report),
        Command::Graph(graph) => inspect::graph(graph),
        Command::Check(check) => check::check(check),
        Command::Compile(compile) => compile::compile(compile),
        Command::Export(export) => export::export(export),
    };
    Ok(done?)
}

/// Messages of libraries may have several lines.
fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}
