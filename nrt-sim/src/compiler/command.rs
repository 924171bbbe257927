//! `compile`, `list-operators`, `--version`.

use std::io::{self, Write};

use super::compile::{Refused, compile};
use super::simulation::Simulation;
use super::{Options, UsageError};
use crate::hlo;

/// What the compiler ends with where the command line is wrong.
const USAGE: u8 = 2;
/// What it ends with where it cannot compile.
const FAILED: u8 = 70;

const HELP: &str = "\
usage: neuronx-cc <command> [parameters]

commands:
  compile          compile a serialised HloModuleProto: <file> --framework XLA --target <family> [--output <file>]
  list-operators   list the operators that are supported: --framework XLA

This is the nrt-sim stand-in: what it writes runs on its own runtime library and on no device.
";

/// Runs the command line `words`, without the program's name. The result is the exit code.
///
/// # Errors
/// A stream cannot be written.
pub fn run(
    words: &[String],
    simulation: &Simulation,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    match words.first().map(String::as_str) {
        Some("--version") => {
            writeln!(out, "NeuronX Compiler version {}", simulation.version)?;
            writeln!(out, "\nnrt-sim stand-in, not AWS software")?;
            Ok(0)
        }
        Some("--help" | "-h") => {
            out.write_all(HELP.as_bytes())?;
            Ok(0)
        }
        Some("list-operators") => list_operators(&words[1..], out, err),
        Some("compile") => run_compile(&words[1..], simulation, out, err),
        Some(word) => {
            usage(err, &format!("invalid choice: `{word}` (choose from compile, list-operators)"))
        }
        None => usage(err, "a command is required: compile, list-operators"),
    }
}

fn usage(err: &mut dyn Write, message: &str) -> io::Result<u8> {
    writeln!(err, "neuronx-cc: error: {message}")?;
    Ok(USAGE)
}

fn list_operators(words: &[String], out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let words: Vec<&str> = words.iter().flat_map(|word| word.split('=')).collect();
    if words != ["--framework", "XLA"] {
        return usage(err, "list-operators takes --framework XLA");
    }
    for operator in hlo::operators() {
        writeln!(out, "{operator}")?;
    }
    Ok(0)
}

fn run_compile(
    words: &[String],
    simulation: &Simulation,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let options = match Options::parse(words) {
        Ok(options) => options,
        Err(UsageError(message)) => return usage(err, &message),
    };
    let fault = match simulation.begin(words) {
        Ok(fault) => fault,
        Err(error) => {
            writeln!(err, "neuronx-cc: error: {error}")?;
            return Ok(FAILED);
        }
    };
    match compile(&options, simulation, fault.as_ref(), err) {
        Ok(()) => {
            writeln!(out, ".\nCompiler status PASS")?;
            Ok(0)
        }
        Err(Refused { code, messages }) => {
            for message in &messages {
                writeln!(err, "[ERROR] {message}")?;
            }
            writeln!(err, "[F134] neuronx-cc terminated abnormally")?;
            writeln!(out, "Compiler status ERROR")?;
            Ok(code.unwrap_or(FAILED))
        }
    }
}
