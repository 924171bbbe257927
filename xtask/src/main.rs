//! `cargo xtask`: builds the domain binaries and starts them, and keeps the house in order.
//!
//! It stands between a newcomer and the first command typed, so it links a handful of small crates and
//! starts in a fraction of a second. What trains, evaluates or predicts is a domain's own binary:
//! this program builds that binary, then replaces itself by it, so that signals, exit codes and the
//! terminal are the trainer's.

#![forbid(unsafe_code)]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a task runner talks to its terminal"
)]

mod bench;
mod command;
mod domain;
mod failure;
mod json;
mod kill_test;
mod launch;
mod python;
mod quiet;
mod suite;
mod tidy;
mod verb;
mod workspace;

use std::process::ExitCode;

use crate::command::Command;

fn main() -> ExitCode {
    let arguments = std::env::args_os().skip(1).collect();
    match command::parse(arguments).and_then(carry_out) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            failure::exit_code(&error)
        }
    }
}

fn carry_out(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Help(text) => {
            print!("{text}");
            Ok(ExitCode::SUCCESS)
        }
        Command::Domain(call) => launch::launch(&call),
        Command::Devices(arguments) => launch::devices(&arguments),
        Command::Bench(flags) => bench::run(&flags),
        Command::Test(flags) => suite::run(&flags),
        Command::KillTest(flags) => kill_test::run(&flags),
        Command::Tidy(flags) => tidy::run(&flags),
    }
}
