//! From an HLO module to a NEFF.

use std::io::Write;
use std::path::Path;
use std::time::Duration;
use std::{fs, process, thread};

use super::naming::wrong_names;
use super::simulation::{Fault, Simulation};
use super::{Downcast, Options};
use crate::hlo::{Module, Refusal, RefusalKind};
use crate::neff::{Neff, Variable};

/// Why a module was not compiled.
#[derive(Debug)]
pub(super) struct Refused {
    /// The exit code, where it is not the usual one.
    pub(super) code: Option<u8>,
    /// Lines to be shown.
    pub(super) messages: Vec<String>,
}

impl Refused {
    fn because(message: impl Into<String>) -> Refused {
        Refused { code: None, messages: vec![message.into()] }
    }
}

/// Compiles. Warnings go to `err`, all messages to the log file.
pub(super) fn compile(
    options: &Options,
    simulation: &Simulation,
    fault: Option<&Fault>,
    err: &mut dyn Write,
) -> Result<(), Refused> {
    let built = build(options, simulation, err);
    let text = match &built {
        Ok(_) => format!("NeuronX Compiler version {}: compiled\n", simulation.version),
        Err(refused) => format!("{}\n", refused.messages.join("\n")),
    };
    write(&options.logfile, text.as_bytes())?;
    let file = built?;
    match fault {
        None => write(&options.output, &file),
        Some(Fault::NoOutput) => Ok(()),
        Some(Fault::Fail(code)) => {
            let messages = vec!["a fault was injected".to_owned()];
            Err(Refused { code: Some(*code), messages })
        }
        Some(Fault::Crash) => process::abort(),
        Some(Fault::Truncate) => {
            write(&options.output, &file[..file.len() / 2])?;
            Err(Refused::because("a fault was injected, half of the file is written"))
        }
        Some(Fault::Hang) => {
            thread::sleep(Duration::from_secs(3600));
            Err(Refused::because("a fault was injected, an hour has passed"))
        }
    }
}

fn write(path: &Path, content: &[u8]) -> Result<(), Refused> {
    let failed =
        |error| Refused::because(format!("`{}` cannot be written: {error}", path.display()));
    fs::write(path, content).map_err(failed)
}

/// The file of the NEFF.
fn build(
    options: &Options,
    simulation: &Simulation,
    err: &mut dyn Write,
) -> Result<Vec<u8>, Refused> {
    let input = &options.input;
    let content = fs::read(input).map_err(|error| {
        Refused::because(format!("`{}` cannot be read: {error}", input.display()))
    })?;
    let module =
        Module::parse(&content).map_err(|refusal| Refused::because(refusal.to_string()))?;
    let mut messages = Vec::new();
    for refusal in module.policy(options.target) {
        if is_permitted(&refusal, &options.downcast) {
            // What cannot be shown does not keep the module from being compiled.
            drop(writeln!(
                err,
                "[WARNING] {refusal}; computed in floats, which rounds large integers"
            ));
        } else {
            messages.push(refusal.to_string());
        }
    }
    messages.extend(wrong_names(&module));
    if !messages.is_empty() {
        return Err(Refused { code: None, messages });
    }
    let neff = Neff {
        name: module.name().to_owned(),
        target: options.target.name().to_owned(),
        compiler: simulation.version.clone(),
        logical_core: options.logical_core,
        variables: Variable::of_ports(module.parameters(), module.results()),
        module: content,
    };
    neff.pack(!options.uncompressed).map_err(|error| Refused::because(error.to_string()))
}

/// Whether the refusal is of an operation on integers that may be computed in floats.
fn is_permitted(refusal: &Refusal, downcast: &Downcast) -> bool {
    let operation = match refusal.kind {
        RefusalKind::IntegerDot => "dot",
        RefusalKind::ScatterInteger => "scatter",
        RefusalKind::IntegerAllReduce => "all_reduce",
        RefusalKind::IntegerReduceScatter => "reduce_scatter",
        RefusalKind::IntegerPower64 => "pow",
        _ => return false,
    };
    match downcast {
        Downcast::All => true,
        Downcast::Only(names) => names.iter().any(|name| name == operation),
    }
}
